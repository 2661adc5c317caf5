import type { TimeSourceState, TimeState } from '@bedsign/contract';
import { Table, type TableColumnsType } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { reasonTexts, sourceTexts, statusTexts } from './texts.ts';

const Sources = ({ sources }: { sources: TimeSourceState[] }) => {
  const t = useTexts(statusTexts);
  const states = useTexts(sourceTexts);
  const { language } = useLanguage();
  const ms = (value: number | null) => (value === null ? '—' : fill(t.ms, { n: value }));
  const columns: TableColumnsType<TimeSourceState> = [
    { title: t.source, key: 'name', render: (_, { name, kind }) => `${name} (${kind})` },
    {
      title: t.state,
      key: 'status',
      render: (_, { status, problem }) => (
        <>
          <State good={status === 'agrees'}>{states[status]}</State>
          {problem && <code className="problem">{problem}</code>}
        </>
      ),
    },
    { title: t.offset, key: 'offset', width: 170, render: (_, { offsetMs }) => ms(offsetMs) },
    { title: t.sourceError, key: 'error', width: 150, render: (_, { errorMs }) => ms(errorMs) },
    { title: t.stratum, key: 'stratum', width: 90, render: (_, { stratum }) => stratum ?? '—' },
    {
      title: t.lastAnswer,
      key: 'last',
      width: 190,
      render: (_, { lastAnswerAt }) => (lastAnswerAt === null ? '—' : formatTime(lastAnswerAt, language)),
    },
  ];
  return (
    <Table rowKey={({ kind, name }) => `${kind} ${name}`} columns={columns} dataSource={sources} pagination={false} />
  );
};

const Sntp = ({ server }: { server: TimeState['sntpServer'] }) => {
  const t = useTexts(statusTexts);
  if (!server) return <span className="muted">{t.sntpOff}</span>;
  const { host, port, problem } = server;
  return (
    <State good={problem === null}>
      {problem === null ? fill(t.sntpOn, { host, port }) : fill(t.sntpFailed, { host, port, problem })}
    </State>
  );
};

/** Whether time is trusted, how well it is known, and what each source says. */
export const TimeCard = ({ time }: { time: TimeState }) => {
  const t = useTexts(statusTexts);
  const reasons = useTexts(reasonTexts);
  const { language } = useLanguage();
  const { trusted, reason, demo, since, offsetMs, accuracyMs, stratum, leapAnnounced } = time;
  const rows = [
    [t.offset, offsetMs === null ? '—' : fill(t.ms, { n: offsetMs })],
    [t.accuracy, accuracyMs === null ? '—' : fill(t.plusMinus, { n: accuracyMs })],
    [t.stratum, stratum ?? '—'],
    [t.leap, leapAnnounced ? t.leapAnnounced : t.none],
    [t.sntp, <Sntp key="sntp" server={time.sntpServer} />],
  ] as const;
  return (
    <section className="card wide" data-testid="time-state">
      <h2>{t.time}</h2>
      <p className={`verdict ${trusted ? 'good' : 'bad'}`} role="status">
        <State good={trusted}>
          {trusted ? t.trusted : fill(t.notTrusted, { reason: reason ? reasons[reason] : '' })}
        </State>
        <span className="muted">{fill(t.since, { at: formatTime(since, language) })}</span>
      </p>
      {demo && <p className="warning">{t.demo}</p>}
      <Facts className="details" rows={rows} />
      {time.sources.length > 0 && <Sources sources={time.sources} />}
    </section>
  );
};
