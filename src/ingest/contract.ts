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

/** `after`: the id of the last frame of the page before. */
export const quarantineExportRequestSchema = quarantineChoiceSchema.extend({
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
