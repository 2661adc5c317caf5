import { DownloadOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { saveFile } from '../../shared/ui/save-file.ts';
import { useAction } from '../../shared/ui/use-action.ts';
import { useServer } from '../server/use-server.ts';
import { maintenanceTexts } from './texts.ts';

type Values = { password: string; passphrase: string; repeat: string };

/** A name that sorts by time: bedsign-2026-11-25.backup */
const fileName = (): string => `bedsign-${new Date().toISOString().slice(0, 10)}.backup`;

export const BackupCard = () => {
  const t = useTexts(maintenanceTexts);
  const server = useServer();
  const [form] = Form.useForm<Values>();
  const [made, setMade] = useState('');
  const { run, busy, error } = useAction();
  const make = ({ password, passphrase }: Values) =>
    run(async () => {
      setMade('');
      const name = fileName();
      saveFile(await server.backup({ password, passphrase }), name, 'application/octet-stream');
      setMade(name);
      form.resetFields();
    });
  return (
    <section className="card" data-testid="backup">
      <h2>{t.backup}</h2>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={make} className="stacked">
        <Form.Item name="password" label={t.password} rules={[{ required: true, message: '' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="passphrase" label={t.passphrase} rules={[{ required: true, min: 10, message: t.tooShort }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t.repeat}
          dependencies={['passphrase']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('passphrase') ? Promise.resolve() : Promise.reject(new Error(t.differ)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="actions">
          <Button type="primary" htmlType="submit" icon={<DownloadOutlined />} loading={busy} data-testid="make-backup">
            {busy ? t.making : t.download}
          </Button>
          <span role="status">{made && <State good>{fill(t.made, { name: made })}</State>}</span>
        </div>
      </Form>
      <ErrorNote failure={error} />
      <p className="sub">{t.backupHint}</p>
    </section>
  );
};
