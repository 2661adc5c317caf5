import type { SigningKey } from '../keys/key.ts';

/** Who stamps, and what stands in every token. Certificates are DER. */
export type Authority = {
  key: SigningKey;
  certificate: Uint8Array;
  /** Travels along with the certificate when the query asks for certificates. */
  chain: readonly Uint8Array[];
  /** The one policy under which it stamps, dotted decimal. */
  policy: string;
  /** Whether two tokens can always be ordered by genTime, whatever the accuracy (RFC 3161 §2.4.2); no unless told. */
  ordering?: boolean;
};
