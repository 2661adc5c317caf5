import { StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../shared/i18n/language.tsx';

/**
 * Ant Design from its finished style sheet. What it would still inject at run time goes into an element that is not in
 * the page: the content security policy (`style-src 'self'`) would refuse it, and theme.css sets the same variables.
 */
const nowhere = document.createElement('div');

export const DesignSystem = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  return (
    <StyleProvider container={nowhere}>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enUS}
        theme={{ zeroRuntime: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  );
};
