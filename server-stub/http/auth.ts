import { BedSignError, type CallerRole, type Staff } from '@bedsign/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { staffOfToken } from '../accounts/staff.ts';
import { type Station, stationOfToken } from '../accounts/stations.ts';
import type { Db } from '../storage/index.ts';

type Known = { kind: 'staff'; staff: Staff } | { kind: 'station'; station: Station };
type Caller = { kind: 'nobody' } | Known;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** The token of `Authorization: Bearer` (RFC 6750 §2.1); UNAUTHENTICATED without one. */
export const bearerToken = (request: FastifyRequest): string => {
  const token = /^Bearer ([A-Za-z0-9_-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new BedSignError('UNAUTHENTICATED');
  return token;
};

const callerOf = async (db: Db, token: string): Promise<Known> => {
  const staff = await staffOfToken(db, token);
  if (staff) return { kind: 'staff', staff };
  const station = await stationOfToken(db, token);
  if (station) return { kind: 'station', station };
  throw new BedSignError('UNAUTHENTICATED');
};

const roleOf = (caller: Known): CallerRole => (caller.kind === 'staff' ? caller.staff.role : 'station');

/** Admits by each route's `by`, before its body is read. A route that names no access is a programming error. */
export const guardRoutes = (app: FastifyInstance, db: Db): void => {
  app.decorateRequest('caller');
  app.addHook('onRoute', ({ config, url }) => {
    if (!config?.by) throw new Error(`route ${url} does not say who may call it`);
  });
  app.addHook('onRequest', async (request) => {
    const { by } = request.routeOptions.config;
    request.caller = { kind: 'nobody' };
    if (request.is404 || by === 'nobody') return;
    const caller = await callerOf(db, bearerToken(request));
    if (!by?.includes(roleOf(caller))) throw new BedSignError('FORBIDDEN', `not for a ${roleOf(caller)}`);
    request.caller = caller;
  });
};

/** The member of staff who calls; FORBIDDEN on a route that others may call too. */
export const callingStaff = ({ caller }: FastifyRequest): Staff => {
  if (caller.kind !== 'staff') throw new BedSignError('FORBIDDEN');
  return caller.staff;
};

export const callingStation = ({ caller }: FastifyRequest): Station => {
  if (caller.kind !== 'station') throw new BedSignError('FORBIDDEN');
  return caller.station;
};
