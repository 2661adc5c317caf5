import type { CertificateRequest, SigningAlgorithm } from '@bedsign/gm';

type Template = Pick<CertificateRequest, 'ca' | 'keyUsage' | 'extendedKeyUsage'> & { days: number; OU?: string };

const years = (count: number) => Math.round(count * 365.25);

/** What each kind of certificate may do and for how long, one row each. */
export const templates = {
  root: { ca: { pathLength: 1 }, keyUsage: ['keyCertSign', 'cRLSign'], days: years(20) },
  issuing: { ca: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'], days: years(15) },
  /** RFC 3161 §2.3: this purpose alone, critical. Outlives the records it dates by far. */
  tsa: { keyUsage: ['digitalSignature', 'nonRepudiation'], extendedKeyUsage: ['timeStamping'], days: years(10) },
  seal: { keyUsage: ['digitalSignature', 'nonRepudiation'], days: years(5) },
  /** Stations wrap evidence keys to it; it never signs. */
  evidence: { keyUsage: ['keyEncipherment', 'dataEncipherment'], days: years(5) },
  tls: { keyUsage: ['digitalSignature'], extendedKeyUsage: ['serverAuth'], days: 397 },
  /** Signs the list of updates, which names what workstations install as root. */
  update: { keyUsage: ['digitalSignature'], extendedKeyUsage: ['codeSigning'], days: years(10) },
  device: { keyUsage: ['digitalSignature', 'nonRepudiation'], days: years(5), OU: 'Device' },
  /** Its OU is how a production server knows a simulator's chip, whatever the station claims. */
  simulatedDevice: { keyUsage: ['digitalSignature', 'nonRepudiation'], days: years(5), OU: 'Simulated device' },
  /** 事件证书: one signer, one act, a key that is forgotten at once. */
  event: { keyUsage: ['digitalSignature', 'nonRepudiation'], days: 1, OU: 'Event' },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;

/** A clock a few minutes behind ours still finds a fresh certificate valid. */
const backdateMs = 5 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

type Decided = 'ca' | 'keyUsage' | 'extendedKeyUsage' | 'notBefore' | 'notAfter' | 'subject';

/** The part of a certificate request that its template decides, issued now. */
export const fromTemplate = (name: TemplateName, O: string, CN: string): Pick<CertificateRequest, Decided> => {
  const { days, OU, ...constraints }: Template = templates[name];
  const now = Date.now();
  return {
    ...constraints,
    subject: { C: 'CN', O, ...(OU ? { OU } : {}), CN },
    notBefore: new Date(now - backdateMs),
    notAfter: new Date(now + days * dayMs),
  };
};

/** The two hierarchies: SM2 for everything, ECDSA for what ordinary tools must read. */
export const profiles = { sm2: 'sm2', ecdsa: 'ecdsa-p256' } as const satisfies Record<string, SigningAlgorithm>;
export type ProfileName = keyof typeof profiles;
