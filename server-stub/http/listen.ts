import { BedSignError } from '@bedsign/contract';
import type { Http } from './http-server.ts';

/** Opens the port and returns the server's address; PORT_IN_USE if another program holds it. */
export const listen = async (app: Http, host: string, port: number): Promise<string> => {
  try {
    return await app.listen({ host, port });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new BedSignError('PORT_IN_USE', `${host}:${port}`, { cause: thrown });
    throw thrown;
  }
};
