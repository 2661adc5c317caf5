import { BedSignError, type TsaCertificate, toHex } from '@bedsign/contract';
import { type Certificate, fingerprint, parseCertificate } from '@bedsign/gm';
import { type Authorities, loadIdentity, type ProfileName } from '../../ca/index.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { importedTsaChains } from './imported.ts';

export type ChainStores = Pick<DataFolder, 'db' | 'vault'> & { authorities: Authorities };
export type Listed = { row: TsaCertificate; chain: Certificate[] };

const rowOf = (
  chain: readonly Certificate[],
  { ownKey, imported }: Pick<TsaCertificate, 'ownKey' | 'imported'>,
): TsaCertificate => {
  const [leaf, issuer] = chain;
  if (!leaf) throw new BedSignError('STORAGE_DAMAGED', 'an empty certificate chain');
  return {
    fingerprint: toHex(fingerprint(leaf.der)),
    subject: leaf.subjectText,
    issuer: issuer?.subjectText ?? leaf.issuer.CN,
    serial: leaf.serialNumber,
    algorithm: leaf.publicKeyAlgorithm,
    notBefore: leaf.notBefore.getTime(),
    notAfter: leaf.notAfter.getTime(),
    chainLength: chain.length,
    ownKey,
    imported,
  };
};

const ownChain = async ({ db, vault, authorities }: ChainStores, profile: ProfileName): Promise<Listed> => {
  const { certificate } = await loadIdentity(db, vault, `${profile} tsa`);
  const { issuing, root } = authorities[profile];
  const chain = [certificate, issuing, root].map(parseCertificate);
  return { row: rowOf(chain, { ownKey: true, imported: null }), chain };
};

const keyOf = ([leaf]: readonly Certificate[]): string => (leaf ? toHex(leaf.publicKey) : '');

/** The server's own first, then the imported ones. */
export const listTsaChains = async (stores: ChainStores): Promise<Listed[]> => {
  const staff = await stores.db.selectFrom('staff').select(['id', 'name']).execute();
  const nameOf = (id: string) => staff.find((row) => row.id === id)?.name ?? id;
  const own = [await ownChain(stores, 'sm2'), await ownChain(stores, 'ecdsa')];
  const ownKeys = own.map(({ chain }) => keyOf(chain));
  const imported = (await importedTsaChains(stores)).map(({ chain, importedAt, importedBy }) => ({
    row: rowOf(chain, {
      ownKey: ownKeys.includes(keyOf(chain)),
      imported: { at: importedAt, by: nameOf(importedBy) },
    }),
    chain,
  }));
  return [...own, ...imported];
};

/** Those of which subject, issuer, serial number or fingerprint contain `q`, whatever its case. */
export const findTsaCertificates = async (stores: ChainStores, q: string): Promise<TsaCertificate[]> => {
  const wanted = q.toLowerCase();
  const rows = (await listTsaChains(stores)).map(({ row }) => row);
  return rows.filter(({ subject, issuer, serial, fingerprint: name }) =>
    [subject, issuer, serial, name].some((text) => text.toLowerCase().includes(wanted)),
  );
};

/** A chain, the certificate itself first; NOT_FOUND. */
export const exportTsaChain = async (stores: ChainStores, name: string): Promise<Uint8Array[]> => {
  const found = (await listTsaChains(stores)).find(({ row }) => row.fingerprint === name);
  if (!found) throw new BedSignError('NOT_FOUND');
  return found.chain.map(({ der }) => der);
};
