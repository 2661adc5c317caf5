import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import { type ProfileName, profiles } from '../../ca/index.ts';

/** A key that signs in a segment. */
export type Signer = { profile: ProfileName /** DER, the own first. */; certificates: Uint8Array[] };

/** The body of a segment's first frame: JSON, so that it can be read without us. */
export type SegmentHead = {
  format: 1;
  /** Hexadecimal. */
  node: string;
  /** The sequence number of its first token. */
  first: number;
  /** Milliseconds since 1970. */
  begun: number;
  signers: Signer[];
};

const name = /^([0-9a-f]{16})\.log$/;

/** A segment's file is named after its first token, so that names sort by time. */
export const segmentFile = (first: number): string => `${first.toString(16).padStart(16, '0')}.log`;

/** The first sequence number in such a name; undefined for any other file. */
export const segmentOf = (file: string): number | undefined => {
  const [, hex] = name.exec(file) ?? [];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
};

/** The segments of a node by their first sequence number, oldest first. */
export const listSegments = async (node: string): Promise<number[]> =>
  (await readdir(node))
    .map(segmentOf)
    .filter((first) => first !== undefined)
    .sort((a, b) => a - b);

export const encodeHead = (head: SegmentHead): Buffer => {
  const signers = head.signers.map(({ profile, certificates }) => ({
    profile,
    certificates: certificates.map((der) => Buffer.from(der).toString('base64')),
  }));
  return Buffer.from(JSON.stringify({ ...head, signers }));
};

export const damaged = (node: string, segment: number, why: string): BedSignError =>
  new BedSignError('TOKEN_LOG_DAMAGED', `${join(node, segmentFile(segment))}: ${why}`);

/** From a frame whose hash holds: so it is as it was written. */
export const decodeHead = (body: Buffer): SegmentHead => {
  const head = JSON.parse(body.toString()) as Omit<SegmentHead, 'signers'> & {
    signers: { profile: string; certificates: string[] }[];
  };
  const signers = head.signers.map(({ profile, certificates }) => ({
    profile: profile as ProfileName,
    certificates: certificates.map((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
  }));
  if (head.format !== 1 || signers.some(({ profile }) => !Object.hasOwn(profiles, profile)))
    throw new BedSignError('TOKEN_LOG_DAMAGED', `a segment of format ${head.format}`);
  return { ...head, signers };
};

/** Makes what was created, renamed or removed in a folder outlast a power cut; where the system can (not on Windows). */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
