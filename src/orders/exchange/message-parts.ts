/** Parts that several messages share. */
import { z } from 'zod';
import { parseInstant } from '../../core/time.ts';

/** ISO 8601 with an offset or Z. */
export const instantSchema = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== null, 'must be a time with an offset, like 2026-11-21T12:00:00+09:00')
  .meta({ format: 'date-time' });

/** The other side's own number for something. */
export const refSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/:()-]{0,99}$/u);

export const codeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

export const noteSchema = z.string().max(4_000);

export const hexSha256 = z.string().regex(/^[0-9a-f]{64}$/);
