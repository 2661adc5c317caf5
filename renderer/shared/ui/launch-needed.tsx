import { commonTexts } from '../i18n/common-texts.ts';
import { useTexts } from '../i18n/language.tsx';

/** Shown when the station knows neither of this page's tokens. */
export const LaunchNeeded = () => {
  const t = useTexts(commonTexts);
  return (
    <main className="launch-needed">
      <h1>{t.launchNeeded}</h1>
      <p>{t.launchNeededNext}</p>
    </main>
  );
};
