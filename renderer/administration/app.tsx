import type { ServerInfo } from '@bedsign/contract';
import { Tabs } from 'antd';
import { useCallback } from 'react';
import { useTexts } from '../shared/i18n/language.tsx';
import { LoginPage } from '../shared/staff/login-page.tsx';
import { DemoBanner } from '../shared/ui/demo-banner.tsx';
import { useResource } from '../shared/ui/use-resource.ts';
import { CertificatesPage } from './certificates/certificates-page.tsx';
import { Header } from './header.tsx';
import { MaintenancePage } from './maintenance/maintenance-page.tsx';
import { request } from './server/request.ts';
import { useSession } from './server/session.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { StatusPage } from './status/status-page.tsx';
import { administrationTexts } from './texts.ts';
import { TokensPage } from './tokens/tokens-page.tsx';
import { useSection } from './use-section.ts';
import { VerifyPage } from './verify/verify-page.tsx';

/** The sections of the time-stamp server's page, one row each. */
const sections = [
  { key: 'status', page: StatusPage },
  { key: 'tokens', page: TokensPage },
  { key: 'verify', page: VerifyPage },
  { key: 'settings', page: SettingsPage },
  { key: 'certificates', page: CertificatesPage },
  { key: 'maintenance', page: MaintenancePage },
] as const;

const TimeStampServer = () => {
  const t = useTexts(administrationTexts);
  const [section, choose] = useSection(sections.map(({ key }) => key));
  const items = sections.map(({ key, page: Page }) => ({ key, label: t[key], children: <Page /> }));
  return (
    <main className="sections">
      <Tabs activeKey={section} onChange={choose} items={items} destroyOnHidden size="large" />
    </main>
  );
};

const readInfo = async (): Promise<ServerInfo> => (await request('info', null)).json() as Promise<ServerInfo>;

export const AdministrationApp = () => {
  const t = useTexts(administrationTexts);
  const { staff, login } = useSession();
  const { value: info } = useResource(useCallback(readInfo, []));
  return (
    <div className="page staff administration">
      {info?.mode === 'demo' && <DemoBanner />}
      <Header hospital={info?.name ?? ''} />
      {staff ? <TimeStampServer /> : <LoginPage title={t.loginTitle} demoLogins={[]} onLogin={login} />}
    </div>
  );
};
