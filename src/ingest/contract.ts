/** Quarantine and the devices' doors, as the API gives them. */
import { z } from 'zod';

const quarantineCountSchema = z.object({
  protocol: z.string(),
  reason: z.string(),
  /** From a device that is registered. */
  known: z.boolean(),
  frames: z.number(),
  /** Of them taken through the pipeline again. */
  replayed: z.number(),
  oldestAt: z.iso.datetime(),
  newestAt: z.iso.datetime(),
});
export const quarantineCountsSchema = z.object({ counts: z.array(quarantineCountSchema) });

/** Which frames; absent is any. */
export const quarantineChoiceSchema = z.strictObject({
  protocol: z.string().max(40).nullable().default(null),
  reason: z.string().max(40).nullable().default(null),
});

/** `after`: the id of the last frame of the page before. `purpose`: one of the uses of a wearer's position that the jurisdiction's pack lists. */
export const quarantineExportRequestSchema = quarantineChoiceSchema.extend({
  jurisdiction: z.string().max(20),
  purpose: z.string().max(40),
  after: z.int().nonnegative().default(0),
});

const exportedFrameSchema = z.object({
  id: z.number(),
  receivedAt: z.iso.datetime(),
  protocol: z.string(),
  deviceId: z.uuid().nullable(),
  reason: z.string(),
  detail: z.string(),
  /** As `magpie decode` reads it; null where nothing of the content was kept. */
  frame: z.union([z.string(), z.object({ method: z.string(), uri: z.string(), body: z.string() })]).nullable(),
});
/** An empty page is the end. */
export const quarantineExportSchema = z.object({ frames: z.array(exportedFrameSchema) });

export const quarantineReplayedSchema = z.object({
  frames: z.number(),
  accepted: z.number(),
  refused: z.record(z.string(), z.number()),
  empty: z.number(),
});

const doorSchema = z.object({
  protocol: z.string(),
  port: z.number(),
  connections: z.number(),
  lastFrameAt: z.iso.datetime().nullable(),
  frames: z.number(),
  refused: z.number(),
});
export const doorsSchema = z.object({ doors: z.array(doorSchema) });
export type DoorJson = z.infer<typeof doorSchema>;

/** Positions of one report of a page: half an hour at one in 30 s. */
export const PAGE_POSITIONS_MAX = 60;

const amountSchema = z.number().nullable();

/** Degrees, metres, metres a second; `accuracyM` is the 68 % radius. The times are the server's, as the page knows it by its stream. */
export const pageReportSchema = z.strictObject({
  positions: z
    .array(
      z.strictObject({
        fixedAt: z.iso.datetime(),
        latDeg: z.number(),
        lonDeg: z.number(),
        accuracyM: amountSchema,
        speedMps: amountSchema,
        courseDeg: amountSchema,
      }),
    )
    .min(1)
    .max(PAGE_POSITIONS_MAX),
  battery: z.strictObject({ pct: z.number().min(0).max(100).nullable(), charging: z.boolean().nullable() }).nullable(),
});
export type PageReport = z.infer<typeof pageReportSchema>;

/** Whether they are kept from now on, and how often one is wanted; null: not at all. */
export const pageReportedSchema = z.object({ keeps: z.boolean(), intervalS: z.number().nullable() });
