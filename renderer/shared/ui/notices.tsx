import { errorText } from '@bedsign/contract';
import { commonTexts } from '../i18n/common-texts.ts';
import { useLanguage, useTexts } from '../i18n/language.tsx';
import { useStationState } from '../station/station-context.tsx';

/** What stands above every page: that it is a demo, and that the station is away. */
export const Notices = () => {
  const { language } = useLanguage();
  const t = useTexts(commonTexts);
  const { hello, status } = useStationState();
  const gone = errorText('STATION_UNREACHABLE', language);
  return (
    <div className="notices">
      {hello?.demo && (
        <p className="demo-banner" role="note">
          {t.demo}
        </p>
      )}
      {status === 'unreachable' && (
        <p className="station-banner" role="alert">
          <strong>{gone.what}</strong>
          <span>{gone.next}</span>
          <code>STATION_UNREACHABLE</code>
        </p>
      )}
    </div>
  );
};
