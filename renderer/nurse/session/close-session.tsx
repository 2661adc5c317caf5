import { Button } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** Back to the patient's tasks; what was signed or waits stays as it is. */
export const CloseSession = ({ primary = false }: { primary?: boolean }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { run, busy } = useAction();
  return (
    <Button
      size="large"
      type={primary ? 'primary' : 'default'}
      autoFocus={primary}
      loading={busy}
      data-testid="close-session"
      onClick={() => run(() => client.call('close', {}))}
    >
      {t.closeSession}
    </Button>
  );
};
