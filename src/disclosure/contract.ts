/**
 * The live stream's frames and the pictures in them, as server and screens both read them (`/api/live`, WebSocket, JSON).
 * A picture is what `decide.ts` allowed and nothing else: a field that is not allowed is absent, not blanked.
 */
import { z } from 'zod';

export const levelSchema = z.enum(['clear', 'notice', 'warning', 'danger', 'unknown']);
export const octantSchema = z.enum(['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW']);
export const trendSchema = z.enum(['approaching', 'receding', 'steady', 'unclear']);

/** Why it may be shown: row of the pack's table, the article, in the pack's words. */
export const basisSchema = z.object({
  rule: z.string(),
  article: z.string(),
});

export const pointSchema = z.object({
  latDeg: z.number(),
  lonDeg: z.number(),
  /** Radius of the precision circle (68 %), metres. */
  radiusM: z.number(),
  fixedAtMs: z.number(),
  /** Null: no clear direction. */
  courseDeg: z.number().nullable(),
  speedMps: z.number().nullable(),
});

/**
 * What a viewer may see of one person of a pair.
 * nothing: only that there is no warning, or that no order is in force; band: distance between two bounds, with direction;
 * point: a position with its precision circle; unknown: why we do not know, since when, and when contact is possible.
 */
export const shownSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('nothing'),
    statement: z.enum(['no-warning', 'no-order', 'not-allowed', 'refused']),
    lastReportAtMs: z.number().nullable(),
    basis: basisSchema,
  }),
  z.object({
    kind: z.literal('band'),
    fromM: z.number(),
    toM: z.number(),
    trend: trendSchema,
    /** Direction from the protected person to the wearer; null when it is not known. */
    octant: octantSchema.nullable(),
    etaS: z.number().nullable(),
    lastReportAtMs: z.number().nullable(),
    basis: basisSchema,
  }),
  z.object({
    kind: z.literal('point'),
    point: pointSchema,
    /** How far back the viewer may see the way so far, seconds. Absent: this point and no history. */
    trailS: z.number().int().positive().optional(),
    distanceM: z.number().nullable(),
    trend: trendSchema,
    octant: octantSchema.nullable(),
    etaS: z.number().nullable(),
    lastReportAtMs: z.number().nullable(),
    basis: basisSchema,
  }),
  z.object({
    kind: z.literal('unknown'),
    /** UnknownReason of the engine: a catalogue key. */
    reason: z.string(),
    sinceMs: z.number().nullable(),
    /** The earliest time at which the two could meet; null when not even that is known. */
    earliestContactAtMs: z.number().nullable(),
    lastReportAtMs: z.number().nullable(),
    basis: basisSchema,
  }),
]);

export const pictureSchema = z.object({
  pairId: z.string(),
  /** A label that names no one: protected persons see none, officers the case's short name. */
  label: z.string(),
  level: levelSchema,
  levelSinceMs: z.number(),
  /** What the viewer may see of the wearer. */
  wearer: shownSchema,
  /** What the viewer may see of the protected person. For the protected person: their own point, from their own device. */
  protected: shownSchema,
  validUntilMs: z.number(),
});

const stamped = { seq: z.number().int(), serverTimeMs: z.number() };

export const serverFrameSchema = z.discriminatedUnion('type', [
  z.object({
    ...stamped,
    type: z.literal('hello'),
    viewer: z.object({ kind: z.enum(['protected', 'household', 'officer']), personId: z.string() }),
    /** False: this phone's key is gone, or was not proven: warnings come, and nothing of anybody. */
    proven: z.boolean(),
    exercise: z.boolean(),
    /** What stands over places on this viewer's screen: a code of viewer and day, no name. */
    mark: z.string().nullable(),
    heartbeatMs: z.number(),
    /** True when everything missed since `resume.lastSeq` follows; false: a whole new picture follows. */
    resumed: z.boolean(),
  }),
  z.object({ ...stamped, type: z.literal('heartbeat') }),
  z.object({ ...stamped, type: z.literal('picture'), picture: pictureSchema }),
  /** The order ended or the right to see lapsed: drop everything of this pair at once. */
  z.object({
    ...stamped,
    type: z.literal('withdrawn'),
    pairId: z.string(),
    statement: z.enum(['no-order', 'refused']),
  }),
  /** Must be put on the screen and answered with `displayed`; sent again on resume until it is. */
  z.object({
    ...stamped,
    type: z.literal('warning'),
    warningId: z.string(),
    pairId: z.string(),
    incidentId: z.string().nullable(),
    level: levelSchema,
    atMs: z.number(),
  }),
  /** The protected side only: what the monitoring centre did with an incident of the pair, and when. Never who. */
  z.object({
    ...stamped,
    type: z.literal('incident'),
    incidentId: z.string(),
    pairId: z.string(),
    state: z.enum(['acknowledged', 'closed']),
    atMs: z.number(),
  }),
  /** Officers only: something in the queue changed; read it again. */
  z.object({ ...stamped, type: z.literal('queue-changed'), incidentId: z.string() }),
  /** A part of Magpie failed and says so (I-9); null: all is well again. */
  z.object({
    ...stamped,
    type: z.literal('trouble'),
    part: z.enum(['database', 'engine', 'disclosure', 'reports', 'warnings', 'log']),
    sinceMs: z.number().nullable(),
  }),
]);

export const clientFrameSchema = z.discriminatedUnion('type', [
  /** First frame of every connection; `lastSeq` null on the first one. `streamId` is that of the last hello's connection. */
  z.object({ type: z.literal('resume'), lastSeq: z.number().int().nullable() }),
  z.object({ type: z.literal('displayed'), warningId: z.uuid() }),
  z.object({ type: z.literal('ping') }),
]);

export type Basis = z.infer<typeof basisSchema>;
export type Shown = z.infer<typeof shownSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export type ServerFrame = z.infer<typeof serverFrameSchema>;
export type ClientFrame = z.infer<typeof clientFrameSchema>;
export type Octant = z.infer<typeof octantSchema>;
