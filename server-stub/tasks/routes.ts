import { Task, TaskCreated, TaskRequest } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { BlobStore } from '../blobs/blob-store.ts';
import { callingStaff } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import type { HeavyWork } from '../workers/index.ts';
import { createTask } from './create-task.ts';
import { findTask, tasksOfPatient } from './tasks.ts';

const Id = Type.String({ minLength: 1, maxLength: 64 });
type Options = { db: Db; vault: Vault; blobs: BlobStore; work: HeavyWork };

export const taskRoutes: FastifyPluginAsyncTypebox<Options> = async (app, stores) => {
  const { db, vault } = stores;
  app.route({
    ...at('tasks'),
    schema: { querystring: Type.Object({ patientId: Id }), response: { 200: Type.Array(Task) } },
    handler: ({ query }) => tasksOfPatient(db, vault, query.patientId),
  });
  app.route({
    ...at('task'),
    schema: { params: Type.Object({ taskId: Id }), response: { 200: Task } },
    handler: ({ params }) => findTask(db, vault, params.taskId),
  });
  app.route({
    ...at('createTask'),
    schema: { body: TaskRequest, response: { 201: TaskCreated } },
    handler: async (request, reply) =>
      reply.code(201).send(await createTask(stores, request.body, callingStaff(request).id)),
  });
};
