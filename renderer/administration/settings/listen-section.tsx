import { tsaSettingBounds } from '@bedsign/contract';
import { Form, Input, InputNumber, Switch } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { SectionCard } from './section-card.tsx';
import { settingsTexts } from './texts.ts';

const [firstPort, lastPort] = tsaSettingBounds.port;
const services = ['http', 'tcp', 'sntp'] as const;

/** One row per service: whether it is heard, and where. */
export const ListenSection = () => {
  const t = useTexts(settingsTexts);
  const required = [{ required: true, message: t.required }];
  return (
    <SectionCard title={t.listen} effect="restart" hint={t.listenHint}>
      {services.map((service) => (
        <fieldset key={service} aria-label={t[service]} className="setting-row listener">
          <strong>{t[service]}</strong>
          <Form.Item name={['listen', service, 'enabled']} label={t.enabled} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name={['listen', service, 'address']} label={t.address} rules={required}>
            <Input />
          </Form.Item>
          <Form.Item name={['listen', service, 'port']} label={t.port} rules={required}>
            <InputNumber min={firstPort} max={lastPort} precision={0} />
          </Form.Item>
        </fieldset>
      ))}
    </SectionCard>
  );
};
