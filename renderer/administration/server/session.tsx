import { BedSignError, type LoginResult, type RouteName, type Staff } from '@bedsign/contract';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { type RequestOptions, request } from './request.ts';

/** Kept for this tab alone, so that a reload does not log out. */
const storageKey = 'bedsign-administration';

const restored = (): LoginResult | null => {
  const text = sessionStorage.getItem(storageKey);
  const found = text === null ? null : (JSON.parse(text) as LoginResult);
  return found && found.expiresAt > Date.now() ? found : null;
};

type Session = {
  staff: Staff | null;
  login(username: string, password: string): Promise<void>;
  logout(): Promise<void>;
  /** As who is logged in; UNAUTHENTICATED ends the session. */
  call(route: RouteName, options?: RequestOptions): Promise<Response>;
};
const SessionContext = createContext<Session | null>(null);

export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const [current, setCurrent] = useState(restored);
  const keep = useCallback((result: LoginResult | null) => {
    if (result) sessionStorage.setItem(storageKey, JSON.stringify(result));
    else sessionStorage.removeItem(storageKey);
    setCurrent(result);
  }, []);

  const session = useMemo<Session>(() => {
    const token = current?.token ?? null;
    return {
      staff: current?.staff ?? null,
      async login(username, password) {
        const response = await request('login', null, { json: { username, password } });
        const result = (await response.json()) as LoginResult;
        if (result.staff.role === 'administrator') return keep(result);
        await request('logout', result.token).catch(() => undefined);
        throw new BedSignError('FORBIDDEN');
      },
      async logout() {
        keep(null);
        await request('logout', token).catch(() => undefined);
      },
      async call(route, options) {
        try {
          return await request(route, token, options);
        } catch (thrown) {
          if (thrown instanceof BedSignError && thrown.code === 'UNAUTHENTICATED') keep(null);
          throw thrown;
        }
      },
    };
  }, [current, keep]);
  return <SessionContext value={session}>{children}</SessionContext>;
};

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no SessionProvider above');
  return session;
};
