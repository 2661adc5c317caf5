/**
 * Electron's fuses for what we ship (electronjs.org/docs/latest/tutorial/fuses), in electron-builder's names: our signed program
 * runs our archive and nothing else.
 */
export const desktopFuses = {
  /** ELECTRON_RUN_AS_NODE would make it a Node for anybody. */
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  onlyLoadAppFromAsar: true,
  /** Looked at on Windows; Electron for Linux ignores it. */
  enableEmbeddedAsarIntegrityValidation: true,
  grantFileProtocolExtraPrivileges: false,
} as const;
