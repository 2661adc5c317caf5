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
  /** Key exchange: d ‖ r ‖ x̄ ‖ P′ ‖ R′ ‖ x̄′ → U. */
  sm2Agree: Operation;
  // Two-party SM2 (wasm/sm2/cosign.ts).
  /** d → d⁻¹G. */
  sm2SharePoint: Operation;
  /** P₁ ‖ d₂, or P₂ ‖ d₁ → P. */
  sm2JointKey: Operation;
  /** d ‖ random ‖ context → R ‖ z. */
  sm2Prove: Operation;
  /** P → its table for proofs, 8192 bytes; refuses P off the curve. */
  sm2PrepareProof: Operation;
  /** Table of P ‖ context ‖ R ‖ z: whether the proof holds; its time depends on its input, all of it public. */
  sm2CheckProof: Operation;
  /** d₁ ‖ random ‖ e → k₁ ‖ Q₁. */
  sm2Commit: Operation;
  /** d₂ ‖ random ‖ context ‖ e ‖ Q₁ → r ‖ s₂ ‖ s₃. */
  sm2Answer: Operation;
  /** d₁ ‖ k₁ ‖ r ‖ s₂ ‖ s₃ → r ‖ s; refuses what would give the share away. */
  sm2Finish: Operation;
  /** P ‖ d → d⁻¹P. */
  sm2MultiplyInverse: Operation;
  /** A ‖ B → A - B. */
  sm2Subtract: Operation;
  /** a ‖ b → a·b. */
  sm2MultiplyScalars: Operation;
  /** a → 1/a. */
  sm2InvertScalar: Operation;
  /** Wipes what an operation may have left in the engine's own memory. */
  sm2Wipe(): void;
};
