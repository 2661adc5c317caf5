/**
 * The SM2 operations of wasm/sm2/. Each reads its input at `io`, writes its answer over it and returns 0 where it refuses;
 * scalars are 32 bytes, points X‖Y 64, all big-endian.
 */
export type Sm2Exports = {
  /** k → kG; refuses k outside [1, n-1]. */
  sm2MultiplyBase(io: number): number;
  /** P ‖ k → kP; refuses P off the curve and k outside [1, n-1]. */
  sm2Multiply(io: number): number;
  /** Whether P is on the curve. */
  sm2IsPoint(io: number): number;
  /** d → a prepared key of 256 bytes; refuses d outside [1, n-2]. */
  sm2PrepareSigner(io: number): number;
  /** Prepared key ‖ 32 random bytes ‖ e → r ‖ s. */
  sm2Sign(io: number): void;
  /** P ‖ r ‖ s ‖ e: whether the signature holds. */
  sm2Verify(io: number): number;
  /** P: makes its tables in one of sixteen slots; refuses P off the curve. */
  sm2PrepareVerifier(io: number, slot: number): number;
  /** As sm2Verify, with the tables in the slot. */
  sm2VerifyPrepared(io: number, slot: number): number;
  /** Wipes what an operation may have left in the engine's own memory. */
  sm2Wipe(): void;
};
