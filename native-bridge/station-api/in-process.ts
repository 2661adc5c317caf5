import type { PageRole, Params, Result } from '@bedsign/contract';
import { dispatch } from './dispatch.ts';
import type { EventHub, Listener } from './event-hub.ts';
import type { CallName, Handlers } from './handlers.ts';

/** A caller inside this process, under the same table, roles and schemas as a page. */
export type InProcess = {
  call<M extends CallName>(method: M, params: Params<M>): Promise<Result<M>>;
  /** Returns how to stop listening. */
  listen(listener: Listener): () => void;
};

export const createInProcess = (handlers: Handlers, hub: EventHub, role: PageRole): InProcess => ({
  call: async <M extends CallName>(method: M, params: Params<M>) =>
    (await dispatch(handlers, role, method, params)) as Result<M>,
  listen: (listener) => hub.listen(role, listener),
});
