/**
 * Breaks Chinese text into lines. Closing marks never start a line and opening marks never end one
 * (避头尾, GB/T 15834-2011 §5.1); a Latin word or a number is never torn apart.
 */
const neverFirst = new Set('。，、；：？！）》」』】〉”’…—～％%‰℃.,;:?!)]}·');
const neverLast = new Set('（《「『【〈“‘([{');

/** Full-width marks whose right half is blank: at the end of a line that half may hang over the margin. */
const halfBlank = new Set('。，、；：）》」』】〉');

/** Single Chinese characters and marks; Latin words and numbers whole. */
export const tokenize = (text: string): string[] =>
  text.match(/[\p{Script=Latin}\p{Script=Greek}\d][\p{Script=Latin}\p{Script=Greek}\d.+\-/%×⁹¹²]*|./gu) ?? [];

/** How much of a line's natural width may hang over the right margin. */
export const hangingWidth = (line: readonly string[], measure: (token: string) => number): number => {
  const last = line.at(-1);
  return last !== undefined && halfBlank.has(last) ? measure(last) / 2 : 0;
};

/** Lines of at most `width`, as tokens; widths in the units of `measure`. */
export const breakLines = (text: string, width: number, measure: (token: string) => number): string[][] => {
  const lines: string[][] = [];
  let line: string[] = [];
  let used = 0;
  for (const token of tokenize(text)) {
    const fits = used + measure(token) - hangingWidth([token], measure) <= width;
    line.push(token);
    used += measure(token);
    if (fits || line.length === 1) continue;
    const start = breakBefore(line);
    lines.push(line.slice(0, start));
    line = line.slice(start);
    used = line.reduce((sum, each) => sum + measure(each), 0);
  }
  return line.length > 0 ? [...lines, line] : lines;
};

/** The last place in an overfull line where a new line may begin. */
const breakBefore = (line: readonly string[]): number => {
  for (let index = line.length - 1; index > 0; index--)
    if (!neverFirst.has(line[index] ?? '') && !neverLast.has(line[index - 1] ?? '')) return index;
  return line.length - 1;
};
