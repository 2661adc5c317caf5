import type { Glass, GlassBox } from '@bedsign/contract';

/** The words of the page, in the reader's language. */
export type GlassWords = {
  title: string;
  patient: string;
  hint: string;
  again: string;
  clear: string;
  confirm: string;
};

type Page = Pick<Glass, 'width' | 'height' | 'boxes'>;

const family = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
/** Share of a box's height that its letters take; below this size nobody reads them. */
const fill = 0.72;
const smallest = 11;

/** The largest size at which the words fit the box; at the smallest size they are cut instead. */
const fit = (context: CanvasRenderingContext2D, words: string, box: GlassBox, weight: number): string => {
  let size = Math.max(smallest, Math.floor(box.height * fill));
  const apply = () => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(words).width;
  };
  while (apply() > box.width && size > smallest) size--;
  let shown = words;
  while (context.measureText(shown).width > box.width && shown.length > 1) shown = `${shown.slice(0, -2)}…`;
  return shown;
};

const write = (context: CanvasRenderingContext2D, words: string, box: GlassBox, weight = 500): void => {
  const shown = fit(context, words, box, weight);
  context.textBaseline = 'middle';
  context.fillText(shown, box.x, box.y + box.height / 2);
};

const button = (context: CanvasRenderingContext2D, words: string, box: GlassBox, filled: boolean): void => {
  const { x, y, width, height } = box;
  context.fillStyle = '#000';
  if (filled) context.fillRect(x, y, width, height);
  else context.strokeRect(x + 1, y + 1, width - 2, height - 2);
  context.fillStyle = filled ? '#fff' : '#000';
  const label = { x: x + width * 0.1, y, width: width * 0.8, height: height * 0.75 };
  const shown = fit(context, words, label, 600);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(shown, x + width / 2, y + height / 2);
  context.textAlign = 'left';
  context.fillStyle = '#000';
};

/** Draws the signing page in black and white and returns its 8-bit grey, row by row. */
export const drawGlass = ({ width, height, boxes }: Page, words: GlassWords): Uint8Array => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  context.lineWidth = 2;
  write(context, words.title, boxes.title, 700);
  write(context, words.patient, boxes.patient);
  const { field } = boxes;
  context.strokeRect(field.x + 1, field.y + 1, field.width - 2, field.height - 2);
  const baseline = Math.round(field.y + field.height * 0.78);
  context.setLineDash([4, 4]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(field.x + field.width * 0.05, baseline + 0.5);
  context.lineTo(field.x + field.width * 0.95, baseline + 0.5);
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 2;
  // Small, in the corner: the signature needs the room.
  const hintHeight = Math.max(16, field.height * 0.11);
  write(context, words.hint, { x: field.x + 8, y: field.y + 4, width: field.width - 16, height: hintHeight });
  button(context, words.again, boxes.again, false);
  button(context, words.clear, boxes.clear, false);
  button(context, words.confirm, boxes.confirm, true);
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] ?? 255);
};
