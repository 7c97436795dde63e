/** The exchange over HTTP: its lists for screens, people's acts on notices, endpoints for whoever runs Magpie. */
import { z } from 'zod';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
const instant = z.iso.datetime({ offset: true });

export const OVERDUE = ['not-told', 'no-receipt'] as const;

export const noticeJsonSchema = z.object({
  noticeId: z.uuid(),
  code: z.string(),
  exercise: z.boolean(),
  /** `out`: we tell it; `in`: it is told to us. */
  direction: z.enum(['out', 'in']),
  otherRole: z.string(),
  /** Null: a person, or an office that nobody knows yet. */
  otherName: z.string().nullable(),
  caseLabel: z.string().nullable(),
  incidentId: z.uuid().nullable(),
  ruleId: z.string(),
  article: z.string(),
  happenedAtMs: z.number(),
  dueAtMs: z.number(),
  state: z.enum(['due', 'sent', 'delivered', 'received', 'failed']),
  overdue: z.enum(OVERDUE).nullable(),
  /** By which way it goes; `desk`: it stands on their list; `hand`: somebody has to tell it. */
  way: z.enum(['webhook', 'folder', 'desk', 'hand']),
  tries: z.number(),
  sentAtMs: z.number().nullable(),
  deliveredAtMs: z.number().nullable(),
  receivedAtMs: z.number().nullable(),
  receivedHow: z.enum(['message', 'file', 'desk', 'phone', 'letter', 'in-person']).nullable(),
  failReason: z.string().nullable(),
});
export type NoticeJson = z.infer<typeof noticeJsonSchema>;

export const exchangeSchema = z.object({
  serverTimeMs: z.number(),
  /** False: there are more than are listed. */
  isWhole: z.boolean(),
  overdue: z.number(),
  notices: z.array(noticeJsonSchema),
  endpoints: z.array(
    z.object({
      endpointId: z.uuid(),
      agencyName: z.string(),
      role: z.string(),
      kind: z.enum(['webhook', 'folder']),
      host: z.string().nullable(),
      exercise: z.boolean(),
      state: z.enum(['active', 'stopped']),
      deliveredAtMs: z.number().nullable(),
      failingSinceMs: z.number().nullable(),
    }),
  ),
  held: z.array(
    z.object({
      heldId: z.uuid(),
      endpointId: z.uuid(),
      agencyName: z.string(),
      kind: z.string().nullable(),
      reason: z.string(),
      problems: z.array(z.object({ pointer: z.string(), message: z.string() })),
      receivedAtMs: z.number(),
    }),
  ),
});
export type ExchangeJson = z.infer<typeof exchangeSchema>;

/** What a notice tells besides what the list shows. Null: it names nobody. */
export const noticeDetailSchema = z.object({
  noticeId: z.uuid(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  details: z.record(z.string(), z.json()).nullable(),
});
export type NoticeDetailJson = z.infer<typeof noticeDetailSchema>;

export const byHandSchema = z.object({
  how: z.enum(['phone', 'letter', 'in-person']),
  who: z.string().trim().min(2).max(200),
  at: instant,
});

export const doneSchema = z.object({ id: z.uuid() });

const theirKey = z
  .string()
  .regex(/^(whsec_|whpk_)[A-Za-z0-9+/]{32,120}={0,2}$/)
  .nullable()
  .default(null);

export const endpointRequestSchema = z.object({
  agencyId: z.uuid(),
  kind: z.enum(['webhook', 'folder']),
  url: z.string().max(2_000).nullable().default(null),
  network: z.enum(['public', 'private', 'loopback']).default('public'),
  tells: z.array(z.union([code, z.literal('*')])).max(100),
  accepts: z.array(z.enum(['court-decision', 'protected-details', 'receipt', 'non-indictment', 'acquittal'])).max(10),
  exercise: z.boolean(),
  expectsReceipt: z.boolean().default(true),
  signing: z.enum(['hmac', 'ed25519']).default('hmac'),
  /** What they sign with, where it is a key of their own; null: a secret is made for them. */
  theirKey,
});
export type EndpointRequest = z.infer<typeof endpointRequestSchema>;

export const rotateRequestSchema = z.object({ direction: z.enum(['out', 'in', 'both']).default('both'), theirKey });
export type RotateRequest = z.infer<typeof rotateRequestSchema>;

export const endpointSchema = z.object({
  endpointId: z.uuid(),
  agencyId: z.uuid(),
  kind: z.enum(['webhook', 'folder']),
  host: z.string().nullable(),
  network: z.enum(['public', 'private', 'loopback']),
  tells: z.array(z.string()),
  accepts: z.array(z.string()),
  exercise: z.boolean(),
  expectsReceipt: z.boolean(),
  state: z.enum(['active', 'stopped']),
  createdAt: z.string(),
  rotatedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  /** Of a folder: where its files lie, on the server. */
  folder: z.string().nullable(),
});

/** With secrets, which are told once. */
export const endpointToldSchema = endpointSchema.extend({
  secrets: z.object({ out: z.string().optional(), in: z.string().nullable().optional() }),
});

export const endpointsSchema = z.object({ endpoints: z.array(endpointSchema) });

export const addresseeRequestSchema = z.object({ orderId: z.uuid(), agencyId: z.uuid() });
export const addresseeSchema = z.object({ role: z.string() });
