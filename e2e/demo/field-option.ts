import { BedSignError, check, Placement } from '@bedsign/contract';

/**
 * The `--field` option: `keyword=患者签名`, `keyword=患者签名#2` (second hit, -1 the last), `name=FIELD` or
 * `page=1,rect=x:y:width:height` (points, from the bottom left). CONFIG_INVALID otherwise.
 */
export const parseField = (option: string): Placement => {
  const [, kind, rest = ''] = /^(keyword|name|page)=(.+)$/.exec(option) ?? [];
  if (kind === 'name') return { by: 'name', name: rest };
  if (kind === 'keyword') {
    const [, text = rest, occurrence] = /^(.+)#(-?\d+)$/.exec(rest) ?? [];
    return check(
      Placement,
      { by: 'keyword', text, ...(occurrence ? { occurrence: Number(occurrence) } : {}) },
      'CONFIG_INVALID',
    );
  }
  const [, page, rect = ''] = /^(\d+),rect=(.+)$/.exec(rest) ?? [];
  const [x, y, width, height] = rect.split(':').map(Number);
  if (kind !== 'page') throw new BedSignError('CONFIG_INVALID', `--field ${option}`);
  return check(Placement, { by: 'rect', page: Number(page), rect: { x, y, width, height } }, 'CONFIG_INVALID');
};
