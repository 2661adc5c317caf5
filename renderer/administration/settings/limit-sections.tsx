import { tsaSettingBounds } from '@bedsign/contract';
import { Form, Input } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { NumberItem } from './number-item.tsx';
import { SectionCard } from './section-card.tsx';
import { settingsTexts } from './texts.ts';

const { connections, seconds, retentionDays } = tsaSettingBounds;

export const LimitsSection = () => {
  const t = useTexts(settingsTexts);
  return (
    <SectionCard title={t.limits} effect="at-once" hint={t.keepingHint} wide>
      <div className="setting-grid">
        <NumberItem name={['limits', 'connections']} label={t.connections} bounds={connections} />
        {(['headSeconds', 'requestSeconds', 'idleSeconds'] as const).map((name) => (
          <NumberItem key={name} name={['limits', name]} label={t[name]} unit={t.seconds} bounds={seconds} />
        ))}
        <NumberItem name={['retentionDays']} label={t.retentionDays} unit={t.days} bounds={retentionDays} />
      </div>
    </SectionCard>
  );
};

export const AccessSection = () => {
  const t = useTexts(settingsTexts);
  return (
    <SectionCard title={t.access} effect="at-once" hint={t.accessHint}>
      <div className="setting-lists">
        {(['allow', 'deny'] as const).map((name) => (
          <Form.Item key={name} name={['access', name]} label={t[name]}>
            <Input.TextArea
              rows={6}
              spellCheck={false}
              placeholder={'10.1.0.0/16\n10.2.0.1-10.2.0.99\n2001:db8::/32'}
            />
          </Form.Item>
        ))}
      </div>
    </SectionCard>
  );
};
