import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { commonTexts } from '../i18n/common-texts.ts';
import { useLanguage, useTexts } from '../i18n/language.tsx';

/** Shows the page in the other language. */
export const LanguageButton = () => {
  const { language, choose } = useLanguage();
  const t = useTexts(commonTexts);
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      data-testid="language"
      onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
    >
      {t.otherLanguage}
    </Button>
  );
};
