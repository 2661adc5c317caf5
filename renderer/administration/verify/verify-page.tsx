import { InboxOutlined } from '@ant-design/icons';
import { stampHashes, type TimeStampVerification } from '@bedsign/contract';
import { Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { useServer } from '../server/use-server.ts';
import { asStamp, digestOf, type StampFile } from './read-files.ts';
import { verifyTexts } from './texts.ts';
import { Verdict } from './verdict.tsx';

/** The whole file is in memory while its digest is computed. */
const mostMegabytes = 500;

const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A file or its digest, held against a time stamp. */
export const VerifyPage = () => {
  const t = useTexts(verifyTexts);
  const server = useServer();
  const [stamp, setStamp] = useState<StampFile | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [digest, setDigest] = useState('');
  const [result, setResult] = useState<TimeStampVerification | null>(null);
  const { run, busy, error, forget } = useAction();

  const digits = stamp ? 2 * stampHashes[stamp.hash] : 0;
  const typed = digest.toLowerCase().replace(/[\s:]/g, '');
  const wrongDigest = stamp !== null && typed !== '' && !(typed.length === digits && /^[0-9a-f]*$/.test(typed));
  const tooLarge = file !== null && file.size > mostMegabytes * 1024 * 1024;
  const ready = stamp !== null && !tooLarge && (typed ? !wrongDigest : file !== null);

  const take = async (chosen: File) => {
    setResult(null);
    forget();
    const found = await asStamp(chosen);
    if (found) setStamp(found);
    else setFile(chosen);
  };
  const verify = () =>
    run(async () => {
      if (!stamp || !(typed || file)) return;
      setResult(null);
      const of = typed || (file ? await digestOf(file, stamp.hash) : '');
      setResult(await server.verifyTimeStamp({ token: base64Of(stamp.bytes), hash: stamp.hash, digest: of }));
    });
  const clear = () => {
    setStamp(null);
    setFile(null);
    setDigest('');
    setResult(null);
    forget();
  };
  const missing = <span className="muted">{t.missing}</span>;
  return (
    <div className="column verify">
      <section className="card">
        <Upload.Dragger
          multiple
          showUploadList={false}
          data-testid="verify-drop"
          beforeUpload={(chosen) => {
            void take(chosen);
            return Upload.LIST_IGNORE;
          }}
        >
          <p className="drop-icon">
            <InboxOutlined aria-hidden />
          </p>
          <p className="lead">{t.drop}</p>
          <p className="muted">{t.dropHint}</p>
        </Upload.Dragger>
        <Facts
          className="details"
          rows={[
            [t.stamp, stamp ? `${stamp.name} (${stamp.hash.toUpperCase()})` : missing],
            [t.file, file ? file.name : missing],
          ]}
        />
        {tooLarge && <p className="warning">{fill(t.tooLarge, { n: mostMegabytes })}</p>}
        <Form layout="vertical" onFinish={verify}>
          <div className="verify-by">
            <Form.Item
              label={t.orDigest}
              htmlFor="verify-digest"
              validateStatus={wrongDigest ? 'error' : ''}
              help={wrongDigest && stamp ? fill(t.wrongDigest, { hash: stamp.hash.toUpperCase(), n: digits }) : ''}
            >
              <Input
                id="verify-digest"
                allowClear
                spellCheck={false}
                value={digest}
                onChange={(event) => {
                  setDigest(event.target.value);
                  setResult(null);
                }}
              />
            </Form.Item>
            <div className="row-actions">
              <Button type="primary" htmlType="submit" loading={busy} disabled={!ready} data-testid="verify-now">
                {t.verify}
              </Button>
              <Button onClick={clear}>{t.again}</Button>
            </div>
          </div>
        </Form>
      </section>
      <ErrorNote failure={error} />
      {busy && <Spinner label={t.working} />}
      {result && !busy && <Verdict {...result} />}
    </div>
  );
};
