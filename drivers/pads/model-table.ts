import { padCatalogue } from './catalogue.ts';

const hex = (value: number) => value.toString(16).padStart(4, '0');
const cells = (values: readonly (string | number)[]) => `| ${values.join(' | ')} |`;

/** The supported models as a Markdown table, for docs/drivers.md. */
export const modelTable = (): string => {
  const rows = padCatalogue.flatMap((family) => {
    const ids =
      family.transport === 'hid'
        ? family.models.map(({ vendorId, productId }) => `${hex(vendorId)}:${hex(productId)}`)
        : family.models.map(({ line }) => `serial ${line.baudRate}`);
    return family.models.map(({ model }, i) =>
      cells([
        `${model.vendor} ${model.name}`,
        family.id,
        ids[i] ?? '',
        `${model.maxX} × ${model.maxY}`,
        `${model.widthMm.toFixed(1)} × ${model.heightMm.toFixed(1)}`,
        model.maxPressure + 1,
        model.reportsPerSecond ?? 'not published',
        model.screen ? `${model.screen.width} × ${model.screen.height}` : '–',
        `${family.proof}; emulated; real device: none yet`,
      ]),
    );
  });
  const head = ['Model', 'Family', 'ID', 'Counts', 'mm', 'Levels of pressure', 'Reports/s', 'Screen', 'Proof'];
  return [cells(head), cells(head.map(() => '---')), ...rows].join('\n');
};
