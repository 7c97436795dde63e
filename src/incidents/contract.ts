/** Incidents as the API gives them to the monitoring centre. No coordinate: positions come over the live stream. */
import { z } from 'zod';
import { EVENT_KINDS, SOS_KIND } from './incident.ts';

export const incidentStateSchema = z.enum(['unacknowledged', 'acknowledged', 'closed']);

export const incidentSchema = z.object({
  incidentId: z.uuid(),
  /** 'approach', 'zone', 'ring:<name>', 'device:<event>', 'pattern:<name>', 'health:<alarm>'. */
  kind: z.string(),
  pairId: z.uuid().nullable(),
  zoneId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  /** Null where the incident is the protected side's own (their SOS, their device). */
  wearerId: z.uuid().nullable(),
  /** The case's short name, e.g. 'K-03': names no one. */
  label: z.string(),
  state: incidentStateSchema,
  level: z.enum(['clear', 'notice', 'warning', 'danger', 'unknown']).nullable(),
  highestLevel: z.enum(['clear', 'notice', 'warning', 'danger', 'unknown']).nullable(),
  /** Unknown: why. A catalogue key. */
  reason: z.string().nullable(),
  distanceM: z.number().nullable(),
  /** tau at the last change; null when not closing. */
  etaS: z.number().nullable(),
  earliestContactS: z.number().nullable(),
  openedAtMs: z.number(),
  changedAtMs: z.number(),
  acknowledgedAtMs: z.number().nullable(),
  closedAtMs: z.number().nullable(),
  closeReason: z.string().nullable(),
  /** Without a level: when its cause ended and it returned to normal; null while it stands. */
  returnedAtMs: z.number().nullable(),
  /** Suppressed by design: not an alarm while it lasts. `untilMs` null: until somebody ends the period. */
  suppressed: z
    .object({
      reason: z.enum(['custody', 'removal', 'not-sharing']),
      sinceMs: z.number(),
      untilMs: z.number().nullable(),
    })
    .nullable(),
  /** An SOS that somebody made the person cancel: it stands, whatever their screen says. */
  duress: z.boolean(),
  exercise: z.boolean(),
});

/**
 * Whether somebody calls for help now: first of everything. A wearer's own button is an alarm about the wearer, and does not stand before a
 * protected person's. One that was taken back with the right code no longer calls.
 */
export function isCallForHelp(incident: Pick<IncidentJson, 'kind' | 'wearerId' | 'returnedAtMs' | 'duress'>): boolean {
  if (incident.kind !== SOS_KIND || incident.wearerId !== null) return false;
  return incident.duress || incident.returnedAtMs === null;
}

export const incidentEventSchema = z.object({
  number: z.number().int(),
  atMs: z.number(),
  kind: z.enum(EVENT_KINDS),
  actorId: z.uuid().nullable(),
  level: z.enum(['clear', 'notice', 'warning', 'danger', 'unknown']).nullable(),
  /** Catalogue key and numbers; null for a person's act. */
  why: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  /** A person's own words (close reason, note). */
  text: z.string().nullable(),
});

/** Open incidents, most urgent first; apart from them those suppressed by design; and those closed within the last day. */
export const queueSchema = z.object({
  serverTimeMs: z.number(),
  open: z.array(incidentSchema),
  suppressed: z.array(incidentSchema),
  closed: z.array(incidentSchema),
});

export const incidentDetailSchema = z.object({ incident: incidentSchema, events: z.array(incidentEventSchema) });

/** Closing reasons an officer chooses from; `other` needs words. */
export const CLOSE_REASONS = [
  'moved-away',
  'contact-prevented',
  'police-took-over',
  'equipment-fault',
  'exercise-over',
  'other',
] as const;
/** While the level still alerts, only a reason that says who has it in hand closes an incident. */
export const CLOSES_WHILE_ALERTING: ReadonlySet<string> = new Set([
  'police-took-over',
  'equipment-fault',
  'exercise-over',
] satisfies (typeof CLOSE_REASONS)[number][]);
export const closeRequestSchema = z.object({ reason: z.enum(CLOSE_REASONS), text: z.string().max(2000).default('') });

export type IncidentJson = z.infer<typeof incidentSchema>;
export type IncidentEventJson = z.infer<typeof incidentEventSchema>;
export type Queue = z.infer<typeof queueSchema>;
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;
