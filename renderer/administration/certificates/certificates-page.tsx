import { UploadOutlined } from '@ant-design/icons';
import type { TsaCertificate } from '@bedsign/contract';
import { Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { commonName } from '../../shared/ui/common-name.ts';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { saveFile } from '../../shared/ui/save-file.ts';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { useResource } from '../../shared/ui/use-resource.ts';
import { useServer } from '../server/use-server.ts';
import { administrationTexts } from '../texts.ts';
import { CertificateTable } from './certificate-table.tsx';
import { certificateTexts } from './texts.ts';

/** The server's own time-stamp certificates, and those of other authorities that it trusts. */
export const CertificatesPage = () => {
  const t = useTexts(certificateTexts);
  const common = useTexts(administrationTexts);
  const server = useServer();
  const [q, setQ] = useState('');
  const [load, setLoad] = useState(() => () => server.certificates(''));
  /** The subject of what was just imported. */
  const [done, setDone] = useState('');
  const { value, error } = useResource(load);
  const { run, error: refused } = useAction();

  const find = (text: string) => {
    setQ(text);
    setLoad(() => () => server.certificates(text));
  };
  const importFile = (file: File) =>
    run(async () => {
      setDone('');
      const { subject } = await server.importCertificate(new Uint8Array(await file.arrayBuffer()));
      setDone(subject);
      find('');
    });
  const remove = ({ fingerprint }: TsaCertificate) =>
    run(async () => {
      setDone('');
      await server.removeCertificate(fingerprint);
      find(q);
    });
  const exportChain = ({ fingerprint, subject }: TsaCertificate) =>
    run(async () => {
      saveFile(await server.exportCertificate(fingerprint), `${commonName(subject)}.pem`, 'application/x-pem-file');
    });

  const requestCertificate = ({ algorithm }: TsaCertificate) =>
    run(async () => {
      const profile = algorithm === 'sm2' ? 'sm2' : 'ecdsa';
      saveFile(await server.certificateRequest(profile), `bedsign-tsa-${profile}.csr`, 'application/x-pem-file');
    });

  if (error) return <ErrorNote failure={error} />;
  if (!value) return <Spinner label={common.loading} />;
  const own = value.filter(({ ownKey }) => ownKey);
  const others = value.filter(({ ownKey }) => !ownKey);
  const actions = { onExport: exportChain, onRemove: remove, onRequest: requestCertificate };
  return (
    <div className="column">
      <div className="actions">
        <Input.Search
          allowClear
          enterButton
          className="search"
          aria-label={t.search}
          placeholder={t.search}
          data-testid="certificate-search"
          onSearch={find}
        />
        <Upload
          accept=".pem,.crt,.cer,.der"
          showUploadList={false}
          beforeUpload={(file) => {
            void importFile(file);
            return Upload.LIST_IGNORE;
          }}
        >
          <Button type="primary" icon={<UploadOutlined />} data-testid="import-certificate">
            {t.import}
          </Button>
        </Upload>
        <span className="muted">{t.importHint}</span>
        <span role="status">{done && <State good>{fill(t.done, { subject: commonName(done) })}</State>}</span>
      </div>
      <ErrorNote failure={refused} />
      <section className="card" data-testid="own-certificates">
        <h2>{t.own}</h2>
        <CertificateTable certificates={own} empty={t.noHit} {...actions} />
        <p className="sub">{t.ownHint}</p>
      </section>
      <section className="card" data-testid="imported-certificates">
        <h2>{t.imported}</h2>
        <CertificateTable certificates={others} empty={q ? t.noHit : t.none} {...actions} />
        <p className="sub">{t.importedHint}</p>
      </section>
    </div>
  );
};
