import { createRandom } from '../random.ts';
import { glyphParts, type Point, type Stroke } from './glyph-parts.ts';

/** A part, or two side by side (`lr`) or one above the other (`tb`), the first taking a share of the room. */
type Layout = string | ['lr' | 'tb', number, Layout, Layout];

/** Common in names of demonstrations. */
const layouts: Record<string, Layout> = {
  张: ['lr', 0.42, '弓', '长'],
  李: ['tb', 0.52, '木', '子'],
  刘: ['lr', 0.6, '文', '刂'],
  陈: ['lr', 0.34, '阝', '东'],
  吴: ['tb', 0.4, '口', '天'],
  林: ['lr', 0.48, '木', '木'],
  杜: ['lr', 0.45, '木', '土'],
  江: ['lr', 0.34, '氵', '工'],
  汪: ['lr', 0.34, '氵', '王'],
  伟: ['lr', 0.36, '亻', '韦'],
  芳: ['tb', 0.3, '艹', '方'],
  娜: ['lr', 0.4, '女', ['lr', 0.55, '月', '阝']],
  静: ['lr', 0.5, ['tb', 0.42, '青', '月'], '争'],
  洋: ['lr', 0.34, '氵', '羊'],
  明: ['lr', 0.44, '日', '月'],
  好: ['lr', 0.48, '女', '子'],
  村: ['lr', 0.48, '木', '寸'],
};

const leftParts = ['亻', '氵', '扌', '木', '女', '王', '日', '阝', '弓', '禾'];
const mainParts = ['东', '长', '方', '文', '羊', '争', '韦', '寸', '大', '青', '月', '子'];
const topParts = ['艹', '日', '田', '木', '口'];
const bottomParts = ['木', '子', '女', '月', '方', '大', '土'];

/** A character that no table knows gets parts of its own, always the same: it looks like writing, and reads as nothing. */
const invent = (character: string): Layout => {
  const random = createRandom(`glyph ${character}`);
  const pick = (parts: string[]) => parts[Math.floor(random() * parts.length)] ?? '人';
  return random() < 0.65
    ? ['lr', 0.4, pick(leftParts), pick(mainParts)]
    : ['tb', 0.42, pick(topParts), pick(bottomParts)];
};

type Box = { x: number; y: number; width: number; height: number };

const place = (layout: Layout, box: Box): Stroke[] => {
  if (typeof layout === 'string') {
    const into = ({ x, y }: Point) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
    return (glyphParts.get(layout) ?? []).map(({ kind, points }) => ({ kind, points: points.map(into) }));
  }
  const [direction, share, first, second] = layout;
  const gap = 0.04;
  if (direction === 'lr') {
    const width = box.width * share;
    const rest = { ...box, x: box.x + width + gap * box.width, width: box.width - width - gap * box.width };
    return [...place(first, { ...box, width }), ...place(second, rest)];
  }
  const height = box.height * share;
  const rest = { ...box, y: box.y + height + gap * box.height, height: box.height - height - gap * box.height };
  return [...place(first, { ...box, height }), ...place(second, rest)];
};

/** A character's strokes in writing order, in a unit box. */
export const glyphStrokes = (character: string): Stroke[] => {
  const layout = layouts[character] ?? (glyphParts.has(character) ? character : invent(character));
  return place(layout, { x: 0, y: 0, width: 1, height: 1 });
};
