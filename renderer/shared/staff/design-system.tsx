import { ConfigProvider, type ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';

/** The house's colours and sizes (base.css) in Ant Design's words; every text stands at least 4.5 : 1 from its ground. */
const theme: ThemeConfig = {
  token: {
    fontFamily: 'var(--font)',
    fontSize: 16,
    controlHeight: 38,
    controlHeightLG: 48,
    borderRadius: 8,
    colorPrimary: '#0b5f8a',
    colorPrimaryBg: '#e4f1f8',
    colorPrimaryBgHover: '#cfe6f3',
    colorPrimaryBorder: '#9cc8e0',
    colorLink: '#0b5f8a',
    colorInfo: '#0b5f8a',
    colorSuccess: '#19703f',
    colorError: '#b3261e',
    colorTextBase: '#1c2b3a',
    colorTextSecondary: '#526273',
    colorTextTertiary: '#526273',
    colorTextDescription: '#526273',
    colorTextPlaceholder: '#5f6d7a',
    colorTextDisabled: '#5f6d7a',
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
};

export const DesignSystem = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
};
