import type { ConnectivityRequest, ConnectivityResult } from '@bedsign/contract';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { useServer } from '../server/use-server.ts';
import { maintenanceTexts, stepTexts } from './texts.ts';

const kinds: readonly ConnectivityRequest['kind'][] = ['tcp', 'ntp', 'time-stamp'];

/** Every step that was taken; where the way ends, the reason. */
const Result = ({ reached, steps }: ConnectivityResult) => {
  const t = useTexts(maintenanceTexts);
  const names = useTexts(stepTexts);
  const last = steps.at(-1);
  return (
    <div className="result" data-testid="connectivity-result">
      <p className={`verdict ${reached ? 'good' : 'bad'}`} role="status">
        <State good={reached}>{reached ? t.reached : fill(t.notReached, { step: last ? names[last.step] : '' })}</State>
      </p>
      <ul className="checks">
        {steps.map(({ step, ok, ms, detail }) => (
          <li key={step}>
            <State good={ok}>{names[step]}</State>
            <span className="muted">{fill(t.ms, { ms })}</span>
            {detail && <code>{detail}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
};

export const ConnectivityCard = () => {
  const t = useTexts(maintenanceTexts);
  const server = useServer();
  const [form] = Form.useForm<ConnectivityRequest>();
  const kind = Form.useWatch('kind', form);
  const [result, setResult] = useState<ConnectivityResult | null>(null);
  const { run, busy, error } = useAction();
  const required = [{ required: true, message: t.required }];
  const test = (request: ConnectivityRequest) =>
    run(async () => {
      setResult(null);
      setResult(await server.testConnectivity(request));
    });
  return (
    <section className="card" data-testid="connectivity">
      <h2>{t.connectivity}</h2>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'tcp' }} onFinish={test}>
        <div className="setting-grid">
          <Form.Item name="kind" label={t.kind}>
            <Select options={kinds.map((value) => ({ value, label: t[value] }))} />
          </Form.Item>
          {kind === 'time-stamp' ? (
            <Form.Item
              name="url"
              label={t.url}
              rules={[{ pattern: /^https?:\/\/./, required: true, message: t.badUrl }]}
            >
              <Input placeholder="http://10.0.0.8:8318/" spellCheck={false} />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="host" label={t.host} rules={required}>
                <Input spellCheck={false} />
              </Form.Item>
              <Form.Item
                key={kind}
                name="port"
                label={t.port}
                rules={required}
                initialValue={kind === 'ntp' ? 123 : null}
              >
                <InputNumber min={1} max={65535} precision={0} />
              </Form.Item>
            </>
          )}
        </div>
        <Button type="primary" htmlType="submit" loading={busy} className="submit" data-testid="test-connectivity">
          {t.test}
        </Button>
      </Form>
      {busy && <Spinner label={t.testing} />}
      <ErrorNote failure={error} />
      {result && !busy && <Result {...result} />}
      <p className="sub">{t.connectivityHint}</p>
    </section>
  );
};
