import { DeleteOutlined, DownloadOutlined, FileProtectOutlined } from '@ant-design/icons';
import type { TsaCertificate } from '@bedsign/contract';
import { Button, Popconfirm, Table, type TableColumnsType } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { commonName } from '../../shared/ui/common-name.ts';
import { Facts } from '../../shared/ui/facts.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { certificateTexts } from './texts.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Time enough to order a new one. */
const soonDays = 90;
export const algorithms: Record<string, string> = { sm2: 'SM2 / SM3', 'ecdsa-p256': 'ECDSA P-256 / SHA-256' };

/** Until when a certificate is valid, and whether that is soon. */
export const Validity = ({ notAfter }: { notAfter: number }) => {
  const t = useTexts(certificateTexts);
  const { language } = useLanguage();
  const days = Math.floor((notAfter - Date.now()) / dayMs);
  return (
    <span className="validity">
      {fill(t.until, { date: formatTime(notAfter, language).slice(0, 10) })}
      {days < 0 && <span className="badge refused">{t.expired}</span>}
      {days >= 0 && days < soonDays && <span className="badge waits">{fill(t.expiresSoon, { n: days })}</span>}
    </span>
  );
};

const Details = ({ serial, fingerprint, chainLength, subject }: TsaCertificate) => {
  const t = useTexts(certificateTexts);
  const rows = [
    [t.subject, subject],
    [t.serial, serial],
    [t.fingerprint, fingerprint],
    [t.chainLength, fill(t.chainOf, { n: chainLength })],
  ] as const;
  return (
    <Facts className="details" rows={rows.map(([name, text]) => [name, <code key={name}>{text}</code>] as const)} />
  );
};

type Props = {
  certificates: TsaCertificate[];
  empty: string;
  onExport(certificate: TsaCertificate): void;
  onRemove(certificate: TsaCertificate): void;
  /** For a certificate of the server's own key: a request for a licensed CA. */
  onRequest(certificate: TsaCertificate): void;
};

export const CertificateTable = ({ certificates, empty, onExport, onRemove, onRequest }: Props) => {
  const t = useTexts(certificateTexts);
  const { language } = useLanguage();
  const columns: TableColumnsType<TsaCertificate> = [
    { title: t.subject, key: 'subject', render: (_, { subject }) => commonName(subject) },
    { title: t.issuer, key: 'issuer', render: (_, { issuer }) => commonName(issuer) },
    {
      title: t.algorithm,
      key: 'algorithm',
      width: 205,
      render: (_, { algorithm }) => algorithms[algorithm] ?? algorithm,
    },
    {
      title: t.validity,
      key: 'validity',
      width: 200,
      render: (_, certificate) => <Validity notAfter={certificate.notAfter} />,
    },
    {
      title: t.importedAt,
      key: 'imported',
      width: 180,
      hidden: certificates.every(({ imported }) => imported === null),
      render: (_, { imported }) =>
        imported && fill(t.by, { at: formatTime(imported.at, language).slice(0, 10), name: imported.by }),
    },
    {
      title: '',
      key: 'actions',
      width: 270,
      align: 'right',
      render: (_, certificate) => (
        <span className="row-actions">
          {certificate.ownKey && !certificate.imported && (
            <Button
              icon={<FileProtectOutlined />}
              aria-label={fill(t.requestOf, { subject: commonName(certificate.subject) })}
              onClick={() => onRequest(certificate)}
            >
              {t.request}
            </Button>
          )}
          <Button
            icon={<DownloadOutlined />}
            aria-label={fill(t.exportOf, { subject: commonName(certificate.subject) })}
            onClick={() => onExport(certificate)}
          >
            {t.export}
          </Button>
          {certificate.imported && (
            <Popconfirm
              title={t.removeAsk}
              okText={t.remove}
              cancelText={t.cancel}
              onConfirm={() => onRemove(certificate)}
            >
              <Button
                danger
                icon={<DeleteOutlined />}
                aria-label={fill(t.removeOf, { subject: commonName(certificate.subject) })}
              >
                {t.remove}
              </Button>
            </Popconfirm>
          )}
        </span>
      ),
    },
  ];
  return (
    <Table
      rowKey="fingerprint"
      columns={columns}
      dataSource={certificates}
      pagination={false}
      tableLayout="fixed"
      locale={{ emptyText: empty }}
      expandable={{ expandedRowRender: (certificate) => <Details {...certificate} /> }}
    />
  );
};
