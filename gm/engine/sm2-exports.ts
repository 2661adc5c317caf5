/**
 * The SM2 operations of wasm/sm2/. Each reads its input at `io`, writes its answer over it and returns 0 where it refuses;
 * scalars are 32 bytes, points X‖Y 64, all big-endian. `slot` is one of sixteen places for the tables of a public key.
 */
type Operation = (io: number, slot: number) => number;

export type Sm2Exports = {
  /** k → kG; refuses k outside [1, n-1]. */
  sm2MultiplyBase: Operation;
  /** P ‖ k → kP; refuses P off the curve and k outside [1, n-1]. */
  sm2Multiply: Operation;
  /** Whether P is on the curve. */
  sm2IsPoint: Operation;
  /** d → a prepared key of 256 bytes; refuses d outside [1, n-2]. */
  sm2PrepareSigner: Operation;
  /** Prepared key ‖ 32 random bytes ‖ e → r ‖ s. */
  sm2Sign: Operation;
  /** P ‖ r ‖ s ‖ e: whether the signature holds. */
  sm2Verify: Operation;
  /** Makes the tables of P in the slot; refuses P off the curve. */
  sm2PrepareVerifier: Operation;
  /** As sm2Verify, with the tables in the slot. */
  sm2VerifyPrepared: Operation;
  /** Wipes what an operation may have left in the engine's own memory. */
  sm2Wipe(): void;
};
