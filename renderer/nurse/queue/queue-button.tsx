import { InboxOutlined } from '@ant-design/icons';
import type { QueueEntry } from '@bedsign/contract';
import { Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { nurseTexts } from '../texts.ts';
import { countQueue } from './count-queue.ts';
import { QueueCard } from './queue-card.tsx';

/** Nothing confirmed is lost: what waits is seen in the header. */
export const QueueButton = () => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { queue: told, status } = useStationState();
  const [asked, setAsked] = useState<QueueEntry[]>([]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (status === 'ready') client.call('queue', {}).then(setAsked, () => undefined);
  }, [client, status]);
  const queue = told ?? asked;
  const counts = countQueue(queue);
  return (
    <>
      <Button
        icon={<InboxOutlined />}
        danger={counts.failed > 0}
        data-testid="queue-button"
        onClick={() => setOpen(true)}
      >
        {fill(t.queueCounts, counts)}
      </Button>
      <Drawer title={t.queueTitle} open={open} size={560} onClose={() => setOpen(false)}>
        <div className="drawer-list">
          {queue.length === 0 && <p className="none">{t.queueEmpty}</p>}
          {queue.map((entry) => (
            <QueueCard key={entry.captureId} entry={entry} onDone={() => setOpen(false)} />
          ))}
        </div>
      </Drawer>
    </>
  );
};
