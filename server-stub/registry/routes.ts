import { Department, Patient } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { at } from '../http/routing.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { listDepartments, searchPatients } from './patients.ts';

const PatientQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 128 })),
  departmentId: Type.Optional(Type.String({ maxLength: 64 })),
});

export const registryRoutes: FastifyPluginAsyncTypebox<{ db: Db; vault: Vault }> = async (app, { db, vault }) => {
  app.route({
    ...at('departments'),
    schema: { response: { 200: Type.Array(Department) } },
    handler: () => listDepartments(db),
  });
  app.route({
    ...at('patients'),
    schema: { querystring: PatientQuery, response: { 200: Type.Array(Patient) } },
    handler: ({ query }) => searchPatients(db, vault, query.q ?? '', query.departmentId),
  });
};
