import {
  ef01Drives,
  ef01SerialIds,
  gmt0017Drives,
  huionV2Ids,
  padCatalogue,
  simulatedEf01Serial,
  ugeeV2Ids,
} from '@bedsign/drivers';

/** Product IDs by vendor ID; `any`: whatever this vendor makes. */
type Ids = Map<number, Set<number> | 'any'>;

const add = (ids: Ids, vendorId: number, products: readonly number[] | 'any'): void => {
  const known = ids.get(vendorId);
  if (products === 'any' || known === 'any') ids.set(vendorId, 'any');
  else ids.set(vendorId, new Set([...(known ?? []), ...products]));
};

/** Every HID pad that a row of the catalogue, or a family's own table, names. */
const padIds = (): Ids => {
  const ids: Ids = new Map();
  // Any pen of any maker is no row of its own: an administrator gives it its rule.
  for (const family of padCatalogue)
    if (family.transport === 'hid' && family.id !== 'hid-pen')
      for (const { vendorId, productId } of family.models) add(ids, vendorId, [productId]);
  for (const table of [huionV2Ids, ugeeV2Ids])
    for (const [vendorId, products] of Object.entries(table)) add(ids, Number(vendorId), products);
  return ids;
};

const readerIds = (): Ids => {
  const ids: Ids = new Map();
  for (const [vendorId, products] of Object.entries(ef01SerialIds))
    if (Number(vendorId) !== simulatedEf01Serial.vendorId) add(ids, Number(vendorId), products);
  return ids;
};

/** Fingerprint modules and tokens in drives, as far as USB identifiers name them. */
const driveIds = (): Ids => {
  const ids: Ids = new Map();
  for (const row of [...ef01Drives, ...gmt0017Drives]) if ('vendorId' in row) add(ids, row.vendorId, [row.productId]);
  return ids;
};

/** udev compares text: four lower-case hexadecimal digits. */
const hex = (id: number): string => id.toString(16).padStart(4, '0');

/** One match for each vendor; `key` is ATTR or ATTRS (udev(7): the device itself, or one above it). */
const matches = (ids: Ids, key: 'ATTR' | 'ATTRS'): string[] =>
  [...ids]
    .sort(([a], [b]) => a - b)
    .map(([vendorId, products]) => {
      const vendor = `${key}{idVendor}=="${hex(vendorId)}"`;
      if (products === 'any') return vendor;
      const list = [...products].sort((a, b) => a - b).map(hex);
      return `${vendor}, ${key}{idProduct}=="${list.join('|')}"`;
    });

const rules = (subsystem: string, found: string[], result: string): string[] =>
  found.map((match) => `SUBSYSTEM=="${subsystem}", ${match}, ${result}`);

/** Who sits at the machine may open it (uaccess needs a number below 73); where there is no seat, the group may. */
const open = (group: string): string => `MODE="0660", GROUP="${group}", TAG+="uaccess"`;

/**
 * 60-bedsign.rules: what lets an ordinary user open the devices that we know, and keeps the desktop's hands off them.
 * A pad that moved the mouse cursor too would press buttons under the nurse's hands (libinput); a modem manager would
 * greet fingerprint modules with AT commands (ModemManager's udev keys).
 */
export const udevRules = (): string => {
  const pads = padIds();
  const readers = readerIds();
  const drives = driveIds();
  return [
    '# 床旁签 BedSign：签名板与指纹模块的访问权限。由设备目录生成：npm run udev-rules',
    '# Access to signature pads and fingerprint modules; made from the table of devices by npm run udev-rules.',
    'ACTION=="remove", GOTO="bedsign_end"',
    '',
    '# Pads: reports, and the string request that goes past hidraw',
    ...rules('hidraw', matches(pads, 'ATTRS'), open('plugdev')),
    ...rules('usb', matches(pads, 'ATTR'), open('plugdev')),
    '',
    '# Pads do not move the mouse cursor',
    ...rules('input', matches(pads, 'ATTRS'), 'ENV{LIBINPUT_IGNORE_DEVICE}="1"'),
    '',
    '# Fingerprint modules on serial lines, which are no modems',
    ...rules('tty', matches(readers, 'ATTRS'), `${open('dialout')}, ENV{ID_MM_PORT_IGNORE}="1"`),
    ...rules('usb', matches(readers, 'ATTR'), 'ENV{ID_MM_DEVICE_IGNORE}="1"'),
    '',
    '# Fingerprint modules and security chips that look like drives: opened by us, never mounted',
    ...rules('usb', matches(drives, 'ATTR'), open('plugdev')),
    ...rules('block', matches(drives, 'ATTRS'), 'ENV{UDISKS_IGNORE}="1"'),
    '',
    'LABEL="bedsign_end"',
    '',
  ].join('\n');
};
