import type { TimeStampFilter } from '@bedsign/contract';

/** What the form holds; times as `datetime-local` writes them, in the browser's zone. */
export type FilterValues = Partial<Record<'number' | 'application' | 'from' | 'to', string>>;

const serialForm = /^[0-9a-f]{32}$/;
const digestForm = /^([0-9a-f]{2}){32,64}$/;

/** People copy numbers with spaces and colons in them. */
const plain = (number: string): string => number.toLowerCase().replace(/[\s:]/g, '');

export const isNumber = (text: string): boolean => serialForm.test(plain(text)) || digestForm.test(plain(text));

/** The form as a filter: a number of 32 digits is a serial number, a longer one a digest. */
export const toFilter = ({ number = '', application = '', from = '', to = '' }: FilterValues): TimeStampFilter => {
  const text = plain(number);
  return {
    ...(text && (serialForm.test(text) ? { serial: text } : { digest: text })),
    ...(application.trim() && { application: application.trim() }),
    ...(from && { from: new Date(from).getTime() }),
    ...(to && { to: new Date(to).getTime() + 999 }), // the whole second that was named
  };
};

/** How a name in the log is said: `staff:his` is an account, `ip:10.0.0.1` an address. */
export const applicationParts = (name: string): { kind: 'own' | 'staff' | 'station' | 'app' | 'ip'; name: string } => {
  const [, prefix, rest = ''] = /^(staff|station|app|ip):(.*)$/.exec(name) ?? [];
  if (prefix === undefined) return { kind: name === 'bedsign' ? 'own' : 'app', name };
  return { kind: prefix as 'staff' | 'station' | 'app' | 'ip', name: rest };
};
