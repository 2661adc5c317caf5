/**
 * The engine's WebAssembly (AssemblyScript). Every export works on `io`, a fixed area that the caller fills and wipes;
 * nothing is allocated, so a secret is only where the code put it.
 */
export { ghashInit, ghashUpdate } from './ghash';
export { hmacSm3Final, hmacSm3Init, pbkdf2Sm3Loop } from './hmac-sm3';
export { io, wipe } from './io';
export { sm2Agree } from './sm2/agree';
export {
  sm2Answer,
  sm2Commit,
  sm2Finish,
  sm2InvertScalar,
  sm2JointKey,
  sm2MultiplyInverse,
  sm2MultiplyScalars,
  sm2Prove,
  sm2SharePoint,
  sm2Subtract,
} from './sm2/cosign';
export { sm2IsPoint, sm2Multiply, sm2MultiplyBase } from './sm2/keys';
export { sm2CheckProof, sm2PrepareProof } from './sm2/proof';
export { sm2PrepareSigner, sm2Sign } from './sm2/sign';
export { sm2PrepareVerifier, sm2Verify, sm2VerifyPrepared } from './sm2/verify';
export { sm2Wipe } from './sm2/scratch';
export { sm3Final, sm3Init, sm3Update, sm3Whole } from './sm3';
export { sm4ExpandKey } from './sm4';
export { sm4GcmStart, sm4GcmTag } from './sm4-gcm';
export { sm4CbcDecrypt, sm4CbcEncrypt, sm4Ctr, sm4Ecb, sm4Gctr } from './sm4-modes';

// The parts of the SM2 arithmetic, for its tests.
export { multiplyBase } from './sm2/comb';
export { fieldFromBytes, fieldInvert, fieldIsZero, fieldToBytes } from './sm2/field';
export {
  mul,
  mul2,
  mul4,
  mulDifferenceSubMul,
  mulDifferenceSubSqr8,
  mulModuloN,
  mulSub,
  mulTripleDifference,
  sqr,
  sqrSub2,
  sqrSubSub2,
} from './sm2/kernels';
export { multiply } from './sm2/multiply';
export { addAny, addDistinct, addMixed, double, fromAffine, pointFromBytes, pointToBytes, toAffine } from './sm2/point';
export { scalarAdd, scalarFromBytes, scalarInvert, scalarMultiply, scalarSubtract } from './sm2/scalar';
