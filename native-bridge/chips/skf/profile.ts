/** What is known of a maker's SKF library (GM/T 0016); makers differ in all of it. */
export type SkfProfile = {
  /** Absolute path of the maker's .dll or .so. */
  library: string;
  /** Width of ULONG in its structures: 4 nearly everywhere, 8 with some makers' 64-bit Linux libraries. */
  ulongBytes: 4 | 8;
  /** 32-bit Windows libraries are stdcall; elsewhere the two are one. */
  convention: 'cdecl' | 'stdcall';
  /** Names inside the chip; makers and CAs choose their own. */
  application: string;
  container: string;
};
