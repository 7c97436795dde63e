/** Who works on which case, as the API takes and gives it. */
import { z } from 'zod';
import { ASSIGNED_AS } from '../../safeguards/service.ts';

export const assignRequestSchema = z.strictObject({
  /** An order's or a proceeding's id. */
  caseId: z.uuid(),
  personId: z.uuid(),
  as: z.enum(ASSIGNED_AS),
  /** Absent: from now on. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** The first instant at which it is over; absent: until somebody ends it. */
  until: z.iso.datetime({ offset: true }).optional(),
});

export const assignmentSchema = z.object({
  assignmentId: z.uuid(),
  caseId: z.uuid(),
  personId: z.uuid(),
  as: z.enum(ASSIGNED_AS),
  fromMs: z.number(),
  untilMs: z.number().nullable(),
  /** Null: the bearer of the admin token. */
  givenBy: z.uuid().nullable(),
  givenAtMs: z.number(),
  endedAtMs: z.number().nullable(),
});

export const assignmentListSchema = z.object({ serverTimeMs: z.number(), assignments: z.array(assignmentSchema) });

export type AssignRequest = z.infer<typeof assignRequestSchema>;
export type AssignmentJson = z.infer<typeof assignmentSchema>;
