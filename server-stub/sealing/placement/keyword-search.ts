import type { Vector } from '../displayed.ts';
import { toDisplayed } from '../displayed.ts';
import type { Box, Page } from '../file/pages.ts';

/** A run of text as pdf.js reports it: transform [a b c d x y] and width in user space. */
export type TextRun = { text: string; transform: number[]; width: number };

/** One character as displayed: baseline start and end, font size, direction in whole degrees. */
type Character = { text: string; start: Vector; end: Vector; size: number; angle: number };

/** Gaps wider than this many font sizes separate columns, not letters of one word. */
const columnGap = 5;

/** A keyword's box as displayed, from baseline to cap height, and where the next text on its line begins (or Infinity). */
export type Hit = { box: Box; next: number };

/** Where `keyword` stands on a page, in reading order. */
export const searchKeyword = (page: Page, runs: TextRun[], keyword: string): Hit[] => {
  const wanted = comparable(keyword);
  if (wanted === '') return [];
  // White space is left out here, for pdf.js bridges even the gap between two columns with one wide space.
  const characters = runs.flatMap((run) => charactersOf(page, run)).filter(({ text }) => text.trim() !== '');
  const boxes = linesOf(characters).flatMap((line) => hitsIn(line, wanted));
  boxes.sort((a, b) => (sameLine(a, b) ? a.left - b.left : b.bottom - a.bottom));
  return boxes.map((box) => ({ box, next: nextText(characters, box) }));
};

/** What a form prints where one is to write: underscores, dots, dashes. */
const isRuling = (text: string): boolean => /^[\p{Pc}\p{Pd}.·…‥]$/u.test(text.normalize('NFKC'));

/** The left edge of what is printed next on the line of `box`; Infinity where there is nothing. */
const nextText = (characters: Character[], box: Box): number => {
  const lefts = characters.map(({ text, start, end }) => {
    const left = Math.min(start[0], end[0]);
    const follows = left >= box.right - 1 && sameLine({ ...box, bottom: start[1] }, box);
    return follows && !isRuling(text) ? left : Number.POSITIVE_INFINITY;
  });
  return Math.min(...lefts, Number.POSITIVE_INFINITY);
};

/** Full and half width alike; white space and colons do not count. */
const comparable = (text: string): string => text.normalize('NFKC').replace(/[\s:]/g, '');
const isColon = (text: string): boolean => text.normalize('NFKC') === ':';
const weightOf = (character: string): number => ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1);

/** pdf.js gives the width of a run only; its characters share it, ideographs twice as wide as letters. */
const charactersOf = (page: Page, { text, transform, width }: TextRun): Character[] => {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const along = toDisplayed(page, [a, b]);
  const length = Math.hypot(...along) || 1;
  const direction: Vector = [along[0] / length, along[1] / length];
  const origin = toDisplayed(page, [x, y]);
  const letters = [...text];
  const step = width / (letters.reduce((sum, letter) => sum + weightOf(letter), 0) || 1);
  const at = (distance: number): Vector => [origin[0] + direction[0] * distance, origin[1] + direction[1] * distance];
  const angle = Math.round((Math.atan2(direction[1], direction[0]) * 180) / Math.PI);
  let distance = 0;
  return letters.map((letter) => {
    const start = at(distance);
    distance += step * weightOf(letter);
    return { text: letter, start, end: at(distance), size: Math.hypot(c, d) || length, angle };
  });
};

type Placed = Character & { along: number; across: number; past: number };

/** Characters that share a direction and a baseline, in their order along it, split at column gaps. */
const linesOf = (characters: Character[]): Placed[][] => {
  const placed = characters.map((character) => ({ ...character, ...coordinates(character) }));
  placed.sort((a, b) => a.angle - b.angle || b.across - a.across);
  const lines: Placed[][] = [];
  for (const character of placed) {
    const line = lines.at(-1);
    const first = line?.[0];
    const close = first && first.angle === character.angle && first.across - character.across < first.size * 0.4;
    if (line && close) line.push(character);
    else lines.push([character]);
  }
  return lines.flatMap(splitAtGaps);
};

const coordinates = ({ start, end, angle }: Character): { along: number; across: number; past: number } => {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return {
    along: start[0] * cos + start[1] * sin,
    past: end[0] * cos + end[1] * sin,
    across: start[1] * cos - start[0] * sin,
  };
};

const splitAtGaps = (line: Placed[]): Placed[][] => {
  const parts: Placed[][] = [];
  for (const character of line.toSorted((a, b) => a.along - b.along)) {
    const part = parts.at(-1);
    const previous = part?.at(-1);
    if (!part || !previous || character.along - previous.past > columnGap * previous.size) parts.push([character]);
    // Text printed twice with a small shift, as some writers make bold, counts once.
    else if (previous.text !== character.text || character.along - previous.along > previous.size * 0.2)
      part.push(character);
  }
  return parts;
};

const hitsIn = (line: Placed[], wanted: string): Box[] => {
  const owners: number[] = [];
  let text = '';
  for (const [index, character] of line.entries()) {
    const addition = comparable(character.text);
    text += addition;
    for (let unit = 0; unit < addition.length; unit += 1) owners.push(index);
  }
  const hits: Box[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const first = line[owners[at] ?? 0];
    const last = line[lastWithColon(line, owners[at + wanted.length - 1] ?? 0)];
    if (first && last) hits.push(boxAround(first, last));
  }
  return hits;
};

/** A colon after the keyword belongs to it: the signature starts behind it. */
const lastWithColon = (line: Placed[], last: number): number => (isColon(line[last + 1]?.text ?? '') ? last + 1 : last);

const boxAround = (first: Character, last: Character): Box => ({
  left: Math.min(first.start[0], last.end[0]),
  right: Math.max(first.start[0], last.end[0]),
  bottom: Math.min(first.start[1], last.end[1]),
  top: Math.max(first.start[1], last.end[1]) + first.size * 0.75,
});

const sameLine = (a: Box, b: Box): boolean => Math.abs(a.bottom - b.bottom) < (a.top - a.bottom) / 2;
