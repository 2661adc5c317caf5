import { CloudDownloadOutlined } from '@ant-design/icons';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStationState } from '../../shared/station/station-context.tsx';
import { nurseTexts } from '../texts.ts';

/** That a newer version is published, and who has to do something about it. */
export const UpdateNote = () => {
  const t = useTexts(nurseTexts);
  const { update } = useStationState();
  if (!update) return null;
  const text = update.by === 'machine' ? t.updateByMachine : t.updateByIt;
  return (
    <span className="update-note" data-testid="update-note">
      <CloudDownloadOutlined aria-hidden /> {fill(text, { version: update.version })}
    </span>
  );
};
