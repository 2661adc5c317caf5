import { errorText } from '@bedsign/contract';
import { useLanguage } from '../i18n/language.tsx';
import { useStationState } from '../station/station-context.tsx';
import { DemoBanner } from './demo-banner.tsx';

/** What stands above every page: that it is a demo, and that the station is away. */
export const Notices = () => {
  const { language } = useLanguage();
  const { hello, status } = useStationState();
  const gone = errorText('STATION_UNREACHABLE', language);
  return (
    <div className="notices">
      {hello?.demo && <DemoBanner />}
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
