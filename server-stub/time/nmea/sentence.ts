/** One sentence: who speaks, of what, and its fields. */
export type Sentence = { talker: string; type: string; fields: string[] };

/**
 * NMEA 0183 §5.3, without `$` and line end: two letters of the talker, three of the type, fields, `*` and the XOR of everything between `$` and
 * `*` in hex. A sentence without checksum is none.
 */
export const parseSentence = (line: string): Sentence | undefined => {
  const [, body = '', talker = '', type = '', rest, sum = ''] =
    /^(([A-Z]{2})([A-Z]{3})((?:,[\x20-\x7e]*)?))\*([0-9A-Fa-f]{2})$/.exec(line) ?? [];
  if (rest === undefined) return undefined;
  const xor = [...body].reduce((before, character) => before ^ character.charCodeAt(0), 0);
  return xor === Number.parseInt(sum, 16) ? { talker, type, fields: rest.split(',').slice(1) } : undefined;
};
