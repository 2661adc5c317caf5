import { dictionary } from '../shared/i18n/dictionary.ts';

export const administrationTexts = dictionary(
  {
    title: '时间戳服务器管理',
    loginTitle: '管理员登录',
    status: '运行状态',
    tokens: '时间戳',
    verify: '验证',
    settings: '设置',
    certificates: '证书',
    maintenance: '维护',
    loading: '正在载入…',
  },
  {
    title: 'Time-stamp server',
    loginTitle: 'Administrator',
    status: 'Status',
    tokens: 'Time stamps',
    verify: 'Verify',
    settings: 'Settings',
    certificates: 'Certificates',
    maintenance: 'Maintenance',
    loading: 'Loading…',
  },
);
