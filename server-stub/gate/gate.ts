import type { TsaSettings } from '@bedsign/contract';
import { type AddressSet, createAddressSet, isAddress } from './address-rules.ts';
import type { RefusalLog } from './refusal-log.ts';

export type AccessLists = TsaSettings['access'];

/**
 * The machine itself is always let in, so that no list locks its administrator out. Only these two addresses, not all
 * of 127.0.0.0/8: they are what a local program gets unless it asks for another.
 */
const own: AddressSet = createAddressSet('own', ['127.0.0.1', '::1']);

type Compiled = { allow: AddressSet; deny: AddressSet };

/** SETTINGS_INVALID names the first rule that does not fit. */
export const compileAccess = ({ allow, deny }: AccessLists): Compiled => ({
  allow: createAddressSet('allow', allow),
  deny: createAddressSet('deny', deny),
});

/** Whether the lists let an address in: `deny` wins, an empty `allow` is everyone, what is no address is nobody. */
export const admitsAddress = ({ allow, deny }: Compiled, address: string | undefined): boolean => {
  if (address === undefined || !isAddress(address)) return false;
  if (own.has(address)) return true;
  return !deny.has(address) && (allow.size === 0 || allow.has(address));
};

/** Decides who may talk to this server, before anything is read from them. */
export type Gate = {
  /** Counts and logs a refusal. `address` is the peer's, as the socket or datagram names it. */
  admits(address: string | undefined): boolean;
  refusals: RefusalLog;
  /** Puts other lists in force; connections that they exclude are closed. */
  use(lists: AccessLists): void;
  /** Calls back after each `use`, until the returned function is called. */
  onChange(listener: () => void): () => void;
};

export const createGate = (lists: AccessLists, refusals: RefusalLog): Gate => {
  let compiled = compileAccess(lists);
  const listeners = new Set<() => void>();
  return {
    refusals,
    admits(address) {
      const admitted = admitsAddress(compiled, address);
      if (!admitted) refusals.note('address-denied', address);
      return admitted;
    },
    use(other) {
      compiled = compileAccess(other);
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
