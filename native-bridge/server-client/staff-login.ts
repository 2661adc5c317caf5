import { asBedSignError, BedSignError, type Staff } from '@bedsign/contract';
import type { ServerClient } from './server-client.ts';

/** Who is logged in. The server's token stays in here: a page that was read by a stranger gives nothing away. */
export type StaffLogin = ReturnType<typeof createStaffLogin>;

export const createStaffLogin = (
  server: Pick<ServerClient, 'login' | 'logout'>,
  onChange: (staff: Staff | null) => void,
) => {
  let login: { staff: Staff; token: string } | null = null;
  const become = (next: typeof login): void => {
    login = next;
    onChange(login?.staff ?? null);
  };

  return {
    current: (): Staff | null => login?.staff ?? null,
    required: (): Staff => {
      if (!login) throw new BedSignError('UNAUTHENTICATED');
      return login.staff;
    },
    async login(username: string, password: string): Promise<Staff> {
      const { staff, token } = await server.login(username, password);
      become({ staff, token });
      return staff;
    },
    /** Forgets the login here even if the server cannot be told; its token then ends by its own expiry. */
    async logout(): Promise<void> {
      const token = login?.token;
      if (token === undefined) return;
      become(null);
      await server.logout(token).catch(() => undefined);
    },
    /** Calls the server in the staff member's name; a token that the server no longer takes ends the login. */
    async act<T>(call: (token: string) => Promise<T>): Promise<T> {
      const acting = login;
      if (!acting) throw new BedSignError('UNAUTHENTICATED');
      try {
        return await call(acting.token);
      } catch (thrown) {
        const error = asBedSignError(thrown);
        if (error.code === 'UNAUTHENTICATED' && login === acting) become(null);
        throw error;
      }
    },
  };
};
