/**
 * Who asked for a token, as the log keeps it. Callers with an account are named by it; for the others, whom RFC 3161 leaves
 * anonymous, it is the label they gave (?application=) or else their address. The prefix says which, so that a label cannot
 * pass for an account.
 */
export const application = {
  /** This server's own signatures. */
  own: 'bedsign',
  staff: (username: string): string => `staff:${username}`,
  station: (name: string): string => `station:${name}`,
  stranger: (label: string | undefined, address: string | undefined): string =>
    label && labelForm.test(label) ? `app:${label}` : `ip:${address ?? ''}`,
};

/** Letters, digits and a little more, in any script; anything else is ignored, as the address says enough. */
const labelForm = /^[\p{L}\p{N}._-]{1,32}$/u;
