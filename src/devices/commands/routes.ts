/** The desk's calls on commands to devices. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { askDevice, type CommandActDeps, type CommandActor, listCommands } from './acts.ts';
import type { Command } from './command.ts';
import { type CommandJson, commandListSchema, commandRequestSchema, commandSchema } from './contract.ts';

export interface CommandRouteDeps extends CommandActDeps {
  /** The signed-in officer; null for the bearer of the admin token. */
  officerOf(request: FastifyRequest): CommandActor;
}

const paramsSchema = z.object({ id: z.uuid() });

export function commandRoutes(app: FastifyInstance, deps: CommandRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/desk/devices/:id/commands',
    {
      schema: {
        summary: 'Ask a device for a position now, to vibrate, or to show a message',
        params: paramsSchema,
        body: commandRequestSchema,
        response: { 201: commandSchema },
      },
    },
    async (request, reply) => {
      const asked = await askDevice(deps, request.params.id, request.body, deps.officerOf(request));
      return reply.code(201).send(commandJson(valueOrRefuse(asked)));
    },
  );
  api.get(
    '/api/desk/devices/:id/commands',
    {
      schema: {
        summary: 'What a device was asked, and what came of it',
        params: paramsSchema,
        response: { 200: commandListSchema },
      },
    },
    async (request) => {
      const listed = await listCommands(deps, request.params.id, deps.officerOf(request));
      return { commands: valueOrRefuse(listed).map(commandJson) };
    },
  );
}

function commandJson(command: Command): CommandJson {
  const { ask, why } = command;
  const iso = (atMs: number | null) => (atMs === null ? null : toIso(atMs));
  return {
    ...{ commandId: command.commandId, deviceId: command.deviceId, kind: ask.kind, why: why.by },
    intervalS: ask.kind === 'set-interval' ? ask.intervalS : null,
    reason: why.by === 'officer' ? why.reason : null,
    actorId: why.by === 'officer' ? why.actorId : null,
    ...{ createdAt: toIso(command.createdAtMs), expiresAt: iso(command.expiresAtMs) },
    ...{ state: command.state, failure: command.failure, sends: command.sends, sentAt: iso(command.lastSentAtMs) },
    ...{ answeredAt: iso(command.answeredAtMs), seenAt: iso(command.seenAtMs), endedAt: iso(command.endedAtMs) },
  };
}
