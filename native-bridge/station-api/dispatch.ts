import { BedSignError, check, methods, type PageRole } from '@bedsign/contract';
import type { CallName, Handlers } from './handlers.ts';

const isCall = (name: string): name is CallName => Object.hasOwn(methods, name) && name !== 'hello';

/** One call by a page of `role`: known method, allowed for this page, parameters as the contract says; then the handler. */
export const dispatch = async (handlers: Handlers, role: PageRole, name: string, params: unknown): Promise<unknown> => {
  if (!isCall(name)) throw new BedSignError('INVALID_REQUEST', 'no such method');
  const { by, params: schema } = methods[name];
  if (by !== 'both' && by !== role) throw new BedSignError('FORBIDDEN', name);
  const handler = handlers[name] as (params: unknown) => unknown;
  return handler(check(schema, params));
};
