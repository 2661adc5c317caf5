import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** Cancelling says what it means before it happens. */
export const CancelButton = () => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button danger data-testid="cancel" onClick={() => setAsking(true)}>
        {t.cancel}
      </Button>
      <Modal
        open={asking}
        title={t.cancelTitle}
        okText={t.cancelYes}
        cancelText={t.cancelNo}
        okButtonProps={{ danger: true, loading: busy, 'data-testid': 'cancel-confirm' }}
        onCancel={() => setAsking(false)}
        onOk={() => run(() => client.call('close', {}))}
      >
        <p>{t.cancelBody}</p>
        <ErrorNote failure={error} />
      </Modal>
    </>
  );
};
