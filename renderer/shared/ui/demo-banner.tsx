import { commonTexts } from '../i18n/common-texts.ts';
import { useTexts } from '../i18n/language.tsx';

/** Stands above every page of a demo. */
export const DemoBanner = () => {
  const t = useTexts(commonTexts);
  return (
    <p className="demo-banner" role="note">
      {t.demo}
    </p>
  );
};
