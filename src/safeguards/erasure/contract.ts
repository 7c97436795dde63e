/** The wire form of how retention stands, for oversight, for a person's own page and for the command line. */
import { z } from 'zod';
import { toIso } from '../../core/time.ts';
import type { Due, Erasure } from './erasure.ts';
import type { RetentionStatus } from './status.ts';

const dueSchema = z.object({
  basis: z.string(),
  part: z.string(),
  because: z.string(),
  article: z.string(),
  packVersion: z.string(),
  dueAt: z.iso.datetime(),
  heldUntil: z.iso.datetime().nullable(),
});

/** A certificate of erasure, and how far one is that is under way. */
export const erasureSchema = z.object({
  erasureId: z.int(),
  basis: z.string(),
  part: z.string(),
  cause: z.enum(['clock', 'hand']),
  because: z.string(),
  article: z.string(),
  packVersion: z.string(),
  dueAt: z.iso.datetime(),
  begunAt: z.iso.datetime(),
  /** From then on no copy of it opens. */
  destroyedAt: z.iso.datetime().nullable(),
  provenAt: z.iso.datetime().nullable(),
  keys: z.int(),
  rows: z.int(),
  /** Where the certificate stands in the audit. */
  auditNumber: z.int().nullable(),
});
export type ErasureJson = z.infer<typeof erasureSchema>;

export const retentionStatusSchema = z.object({
  at: z.iso.datetime(),
  due: z.array(dueSchema),
  late: z.array(dueSchema),
  soon: z.array(dueSchema),
  held: z.array(z.object({ basis: z.string(), article: z.string(), until: z.iso.datetime() })),
  underWay: z.array(erasureSchema),
  latest: z.array(erasureSchema),
});
export type RetentionStatusJson = z.infer<typeof retentionStatusSchema>;

function dueJson({ basis, part, because, article, packVersion, dueAtMs, heldUntilMs }: Due) {
  return { basis, part, because, article, packVersion, dueAt: toIso(dueAtMs), heldUntil: isoOrNull(heldUntilMs) };
}

export function erasureJson(erasure: Erasure): ErasureJson {
  const { erasureId, basis, part, cause, because, article, packVersion, keyIds, rowsGone, auditNumber } = erasure;
  return {
    ...{
      erasureId,
      basis,
      part,
      cause,
      because,
      article,
      packVersion,
      keys: keyIds.length,
      rows: rowsGone,
      auditNumber,
    },
    dueAt: toIso(erasure.dueAtMs),
    begunAt: toIso(erasure.begunAtMs),
    destroyedAt: isoOrNull(erasure.destroyedAtMs),
    provenAt: isoOrNull(erasure.provenAtMs),
  };
}

export function retentionStatusJson(status: RetentionStatus): RetentionStatusJson {
  return {
    at: toIso(status.atMs),
    due: status.due.map(dueJson),
    late: status.late.map(dueJson),
    soon: status.soon.map(dueJson),
    held: status.held.map(({ basis, article, untilMs }) => ({ basis, article, until: toIso(untilMs) })),
    underWay: status.underWay.map(erasureJson),
    latest: status.latest.map(erasureJson),
  };
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : toIso(atMs);
}
