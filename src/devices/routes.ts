import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse, valueOrRefuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import type { Actor } from '../safeguards/service.ts';
import {
  type AssignmentJson,
  assignmentListSchema,
  assignmentRequestSchema,
  type DeviceJson,
  deviceCreatedSchema,
  deviceListSchema,
  deviceRequestSchema,
} from './contract.ts';
import type { Assignment, Device } from './device.ts';
import {
  assignDevice,
  createDevice,
  type DeviceDeps,
  loadAssignments,
  loadDeviceById,
  loadDevices,
} from './service.ts';

const ADMIN: Actor = { kind: 'command-line', id: null };
const paramsSchema = z.object({ id: z.uuid() });

export function deviceRoutes(app: FastifyInstance, deps: DeviceDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/devices',
    { schema: { summary: 'Register a device', body: deviceRequestSchema, response: { 201: deviceCreatedSchema } } },
    async (request, reply) => {
      const { device, token } = valueOrRefuse(await createDevice(deps, request.body, ADMIN));
      return reply.code(201).send({ ...deviceJson(device), token });
    },
  );
  api.get(
    '/api/devices',
    { schema: { summary: 'List devices, without their secrets', response: { 200: deviceListSchema } } },
    async () => ({ devices: (await loadDevices(deps.database)).map(deviceJson) }),
  );
  api.post(
    '/api/devices/:id/assignments',
    {
      schema: {
        summary: 'Hand a device to a person, or take it back',
        params: paramsSchema,
        body: assignmentRequestSchema,
        response: { 201: assignmentListSchema },
      },
    },
    async (request, reply) => {
      valueOrRefuse(await assignDevice(deps, request.params.id, request.body, ADMIN));
      const assignments = await loadAssignments(deps.database, request.params.id);
      return reply.code(201).send({ assignments: assignments.map(assignmentJson) });
    },
  );
  api.get(
    '/api/devices/:id/assignments',
    { schema: { summary: 'Who carried a device', params: paramsSchema, response: { 200: assignmentListSchema } } },
    async (request) => {
      const device = await loadDeviceById(deps.database, request.params.id);
      if (device === null) return valueOrRefuse(refuse('not-found', 'There is no such device.'));
      return { assignments: device.assignments.map(assignmentJson) };
    },
  );
}

function deviceJson(device: Device): DeviceJson {
  const { createdAtMs, ...rest } = device;
  return { ...rest, createdAt: toIso(createdAtMs) };
}

function assignmentJson(assignment: Assignment): AssignmentJson {
  const { deviceId, personId, fromMs, untilMs } = assignment;
  return { deviceId, personId, from: toIso(fromMs), until: untilMs === null ? null : toIso(untilMs) };
}
