import type { Outcome } from './scenario.ts';

/** The bench's table for people: device × scenario, with what was sent, received and lost. */
export const outcomeTable = (outcomes: readonly Outcome[]): string => {
  const rows = outcomes.map(({ device, scenario, sent, received, ok, detail }) => [
    ...[device, scenario, String(sent), String(received), String(sent - received), ok ? 'ok' : 'FAILED', detail],
  ]);
  const all = [['device', 'scenario', 'sent', 'received', 'lost', 'result', ''], ...rows];
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const cell = (text: string, column: number) =>
    isNumber(column) ? text.padStart(width(column)) : text.padEnd(width(column));
  return all.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};
