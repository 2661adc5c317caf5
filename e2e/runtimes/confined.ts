const nobody = '65534';
const isRoot = process.getuid?.() === 0;

/** Puts a command into a network namespace of its own, where there is nothing to reach. */
export const withoutNetwork = isRoot
  ? ['unshare', '--net', '--']
  : ['unshare', '--user', '--map-current-user', '--net', '--'];

/** As root, runs a command as nobody; others have no rights to drop. */
export const withoutRights = isRoot
  ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']
  : [];
