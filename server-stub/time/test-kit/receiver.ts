/** A sentence as it goes over the line: `$`, checksum, line end. */
export const sentence = (body: string): string => {
  const sum = [...body].reduce((before, character) => before ^ character.charCodeAt(0), 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** What a BeiDou and GPS receiver says of the second `ms` (ms since 1970 UTC). */
export const rmcOf = (ms: number): string => {
  const date = new Date(ms);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join('');
  const day = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear() % 100].map(two).join('');
  return sentence(`GNRMC,${time}.000,A,3028.11437,N,11418.91522,E,0.004,77.52,${day},,,A`);
};
