import { DownloadOutlined } from '@ant-design/icons';
import type { LoggedTimeStamp } from '@bedsign/contract';
import { Button, Table, type TableColumnsType } from 'antd';
import { useCallback } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { saveFile } from '../../shared/ui/save-file.ts';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { useResource } from '../../shared/ui/use-resource.ts';
import { algorithms } from '../certificates/certificate-table.tsx';
import { useServer } from '../server/use-server.ts';
import { administrationTexts } from '../texts.ts';
import { applicationParts } from './filter.ts';
import { StampFacts } from './stamp-facts.tsx';
import { tokenTexts } from './texts.ts';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** One token whole, from the log. */
const Details = ({ serial }: { serial: string }) => {
  const t = useTexts(tokenTexts);
  const common = useTexts(administrationTexts);
  const server = useServer();
  const { value, error } = useResource(useCallback(() => server.timeStamp(serial), [server, serial]));
  if (error) return <ErrorNote failure={error} />;
  if (!value) return <Spinner label={common.loading} />;
  return (
    <div className="column">
      <StampFacts content={value.content} chain={value.chain} />
      <div>
        <Button
          icon={<DownloadOutlined />}
          aria-label={fill(t.downloadOf, { serial })}
          onClick={() => saveFile(bytesOf(value.reply), `${serial}.tsr`, 'application/timestamp-reply')}
        >
          {t.download}
        </Button>
      </div>
    </div>
  );
};

export const TokenTable = ({ tokens, loading }: { tokens: LoggedTimeStamp[]; loading: boolean }) => {
  const t = useTexts(tokenTexts);
  const { language } = useLanguage();
  const asking = (application: string): string => {
    const { kind, name } = applicationParts(application);
    return fill(t[kind], { name });
  };
  const columns: TableColumnsType<LoggedTimeStamp> = [
    { title: t.time, key: 'time', width: 190, render: (_, { content }) => formatTime(content.genTime, language) },
    { title: t.serial, key: 'serial', width: 320, render: (_, { content }) => <code>{content.serial}</code> },
    {
      title: t.digest,
      key: 'digest',
      ellipsis: true,
      render: (_, { content }) => <code className="one-line">{`${content.hash} ${content.digest}`}</code>,
    },
    { title: t.application, key: 'application', width: 200, render: (_, { application }) => asking(application) },
    {
      title: t.profile,
      key: 'profile',
      width: 130,
      render: (_, { profile }) => algorithms[profile === 'sm2' ? 'sm2' : 'ecdsa-p256']?.split(' / ')[0],
    },
  ];
  return (
    <Table
      rowKey={({ content }) => content.serial}
      columns={columns}
      dataSource={tokens}
      loading={loading}
      pagination={false}
      tableLayout="fixed"
      locale={{ emptyText: t.none }}
      expandable={{ expandedRowRender: ({ content }) => <Details serial={content.serial} /> }}
    />
  );
};
