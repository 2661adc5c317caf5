import { type Static, Type } from 'typebox';
import { closed, Time } from '../schema-parts.ts';

/** What hospital IT installs. A file is named `PRODUCT_VERSION_MACHINE.FORMAT`, as dpkg names its own. */
export const products = ['bedsign', 'bedsign-station'] as const;
export const packageFormats = { deb: ['amd64', 'arm64'], msi: ['x64'] } as const;
const machines = Object.entries(packageFormats).map(([format, names]) => `(?:${names.join('|')})\\.${format}`);

const fileName = new RegExp(
  `^(${products.join('|')})_((?:0|[1-9]\\d{0,4})(?:\\.(?:0|[1-9]\\d{0,4})){2})_(${machines.join('|')})$`,
);

export type PackageName = {
  product: (typeof products)[number];
  version: string;
  machine: string;
  format: 'deb' | 'msi';
};

/** What a package's file name says; undefined if it is none of ours. */
export const parsePackageName = (file: string): PackageName | undefined => {
  const [, product, version, end] = fileName.exec(file) ?? [];
  if (!product || !version || !end) return undefined;
  const [machine = '', format] = end.split('.');
  return { product, version, machine, format } as PackageName;
};

/** Below 0 if `a` is the older version, 0 if they are the same, above 0 if `a` is the newer one. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return left.map((part, at) => part - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
};

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const UpdatePackage = Type.Object(
  {
    file: Type.String({ pattern: fileName.source }),
    /** Bytes. */
    size: Type.Integer({ minimum: 1, maximum: 1024 * 1024 * 1024 }),
    sha256: Hash,
    sm3: Hash,
  },
  closed,
);
export type UpdatePackage = Static<typeof UpdatePackage>;

/** What is published, the newest of each product and machine. These bytes, as JSON, are what the server signs. */
export const UpdateFeed = Type.Object(
  {
    format: Type.Literal('bedsign-update-feed 1'),
    /** When the last package was published; never goes back, so that an older feed is known for what it is. */
    publishedAt: Time,
    /** After this a feed says nothing: who holds a station off the server cannot hide a later one for long. */
    expiresAt: Time,
    packages: Type.Array(UpdatePackage, { maxItems: 32 }),
  },
  closed,
);
export type UpdateFeed = Static<typeof UpdateFeed>;

/** `feed`: the JSON text, byte for byte as it was signed; `signature`: detached CMS SignedData over it (SM2), base64. */
export const SignedUpdateFeed = Type.Object({
  feed: Type.String({ maxLength: 64 * 1024 }),
  signature: Type.String({ maxLength: 64 * 1024 }),
});
export type SignedUpdateFeed = Static<typeof SignedUpdateFeed>;
