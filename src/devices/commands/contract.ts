/** Commands to devices, as the API takes and gives them. A message's text is never given back: it may hold a name. */
import { z } from 'zod';
import { COMMAND_STATES } from './command.ts';
import { COMMAND_LIMITS } from './limits.ts';

/** An officer's reason, as a code: what is free text may hold a name, and stays out of the audit. */
export const COMMAND_REASONS = ['no-report', 'device-check', 'charge-reminder', 'appointment', 'emergency'] as const;

const about = {
  reason: z.enum(COMMAND_REASONS),
  /** Needed for a wearer's device: whoever is asked may guess why, and that they are asked at all. */
  isRiskAccepted: z.boolean().default(false),
};

/** An interval is not among them: it follows from the orders and from the engine. */
export const commandRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('report-now'), ...about }),
  z.strictObject({ kind: z.literal('vibrate'), ...about }),
  z.strictObject({
    kind: z.literal('message'),
    text: z.string().trim().min(1).max(COMMAND_LIMITS.messageChars),
    ...about,
  }),
]);

const time = z.iso.datetime().nullable();

export const commandSchema = z.object({
  commandId: z.uuid(),
  deviceId: z.uuid(),
  kind: z.enum(['report-now', 'set-interval', 'vibrate', 'message']),
  intervalS: z.number().nullable(),
  why: z.enum(['order', 'engine', 'chance', 'officer']),
  /** Of an officer's act. */
  reason: z.enum(COMMAND_REASONS).nullable(),
  actorId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: time,
  state: z.enum(COMMAND_STATES),
  failure: z.enum(['refused', 'no-such-command']).nullable(),
  sends: z.number(),
  sentAt: time,
  answeredAt: time,
  /** When it was seen to work: a newer position, or reports at the interval asked for. */
  seenAt: time,
  endedAt: time,
});

export const commandListSchema = z.object({ commands: z.array(commandSchema) });

export type CommandRequest = z.infer<typeof commandRequestSchema>;
export type CommandJson = z.infer<typeof commandSchema>;
export type CommandList = z.infer<typeof commandListSchema>;
