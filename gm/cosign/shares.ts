import { GmError } from '../errors.ts';
import { coordinates } from '../sm2/curve.ts';

// Two-party SM2, as the products of this field speak it. The private key d exists nowhere: (1 + d)⁻¹ = d₁·d₂, the client (a
// phone, a workstation) holds d₁ and the server d₂. The public key is P = d₂⁻¹P₁ - G with P₁ = d₁⁻¹G.

/** d₁, 32 bytes. Keep it sealed under the user's PIN; keep nothing beside it against which a PIN could be tried. */
export type ClientShare = Uint8Array;

/** What the server keeps for a key: d₂ (secret), and P₁, which it alone keeps and against which every request is proved. */
export type ServerShare = { d2: Uint8Array; clientPoint: Uint8Array };

/** Bytes of exactly that length: operations lay their inputs one after another. GmError ARGUMENT_INVALID. */
export function sized(bytes: Uint8Array, length: number, what: string): Uint8Array {
  if (bytes.length !== length) throw new GmError('ARGUMENT_INVALID', `${what} has ${length} bytes`);
  return bytes;
}

/** X‖Y of 04‖X‖Y; the operation checks that it is on the curve. GmError KEY_INVALID. */
export function xyOf(point: Uint8Array): Uint8Array {
  const xy = coordinates(point);
  if (!xy) throw new GmError('KEY_INVALID', 'not an uncompressed SM2 point');
  return xy;
}
