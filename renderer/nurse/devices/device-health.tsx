import type { DeviceView } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { nurseTexts } from '../texts.ts';

/** A device's counters since it was opened: what IT asks for on the telephone. */
export const DeviceHealth = ({ device: { health, reopenings } }: { device: DeviceView }) => {
  const t = useTexts(nurseTexts);
  const p99 = health?.decodeP99Micros;
  const rows: [string, string | number][] = [
    ...(health
      ? ([
          [t.reportsOf, health.reports],
          [t.gapsOf, health.gaps],
          [t.duplicatesOf, health.duplicates],
          [t.malformedOf, health.malformed],
        ] as [string, number][])
      : []),
    ...(p99 === null || p99 === undefined
      ? []
      : ([[t.decodeP99, `${(p99 / 1000).toFixed(2)} ms`]] as [string, string][])),
    [t.reopeningsOf, reopenings],
  ];
  return <Facts rows={rows} className="device-health" label={t.deviceHealth} />;
};
