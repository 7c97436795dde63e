/** The desk "same person?": open questions, links that hold, and who wears a device for another matter. */
import { z } from 'zod';
import {
  DECISION_REASONS,
  LINK_WAYS,
  MATCH_REASONS,
  NOT_SAME_REASONS,
  SAME_REASONS,
} from '../../people/matching/contract.ts';

export { decisionSchema, NOT_SAME_REASONS, SAME_REASONS } from '../../people/matching/contract.ts';

/** Why a device that is worn under another order may not be used for a matter yet. */
export const NOT_YET_REASONS = ['no-decision', 'no-device-measure', 'not-in-force-yet', 'order-ended'] as const;
export type NotYetReason = (typeof NOT_YET_REASONS)[number];

/** A wearer record without its name: the agency, and the cases that name it. */
export const recordSchema = z.object({
  personId: z.uuid(),
  agencyName: z.string(),
  /** Short names of its cases that are not over. */
  cases: z.array(z.string()),
  wearsDevice: z.boolean(),
  registeredAtMs: z.number(),
});

/** Said by one officer, and done when one of the other agency says the same. */
export const waitingSchema = z.object({
  actId: z.uuid(),
  isMine: z.boolean(),
  mayApprove: z.boolean(),
  askedAtMs: z.number(),
  expiresAtMs: z.number(),
  article: z.string(),
});

export const reviewSchema = z.object({
  waiting: waitingSchema.nullable(),
  reviewId: z.uuid(),
  foundAtMs: z.number(),
  reasons: z.array(z.enum(MATCH_REASONS)),
  a: recordSchema,
  b: recordSchema,
});

export const linkSchema = z.object({
  waiting: waitingSchema.nullable(),
  linkId: z.uuid(),
  atMs: z.number(),
  how: z.enum(LINK_WAYS),
  reasons: z.array(z.string()),
  byId: z.uuid().nullable(),
  merged: recordSchema,
  into: recordSchema,
  ended: z.object({ atMs: z.number(), byId: z.uuid().nullable(), reason: z.enum(DECISION_REASONS) }).nullable(),
});

export const noticeSchema = z.object({
  noticeId: z.uuid(),
  atMs: z.number(),
  /** The case under which the device is worn. */
  wornUnder: z.string(),
  /** The other matter: an order's short name; null where there is no order yet. */
  matter: z.string().nullable(),
  reason: z.enum(NOT_YET_REASONS),
  /** From when an order that is decided holds. */
  fromMs: z.number().nullable(),
  seenAtMs: z.number().nullable(),
});

export const linkingDeskSchema = z.object({
  serverTimeMs: z.number(),
  reviews: z.array(reviewSchema),
  notices: z.array(noticeSchema),
  links: z.array(linkSchema),
  /** Wearers of whom neither birth date nor identifier is known: they are found by an equal name alone. */
  unfindable: z.number(),
});

/** A record as it is opened to be compared: an audited read. Null: not known, or erased. */
export const openedRecordSchema = recordSchema.extend({
  name: z.string().nullable(),
  birthDate: z.string().nullable(),
  /** Its last four letters or digits. */
  identifierEnd: z.string().nullable(),
});

export const openedReviewSchema = z.object({
  reviewId: z.uuid(),
  foundAtMs: z.number(),
  reasons: z.array(z.enum(MATCH_REASONS)),
  state: z.enum(['open', 'same', 'not-same']),
  a: openedRecordSchema,
  b: openedRecordSchema,
});

export const mergeRequestSchema = z.strictObject({
  aId: z.uuid(),
  bId: z.uuid(),
  reason: z.enum(SAME_REASONS),
});
export const splitRequestSchema = z.strictObject({ reason: z.enum(NOT_SAME_REASONS) });
export const linkHistorySchema = z.object({ links: z.array(linkSchema) });
/** `waiting`: asked for; it is done when somebody of the other agency approves it. */
export const linkDoneSchema = z.object({
  id: z.uuid(),
  waiting: z.object({ actId: z.uuid(), expiresAtMs: z.number() }).nullable(),
});

export type RecordJson = z.infer<typeof recordSchema>;
export type WaitingJson = z.infer<typeof waitingSchema>;
export type ReviewJson = z.infer<typeof reviewSchema>;
export type LinkJson = z.infer<typeof linkSchema>;
export type NoticeJson = z.infer<typeof noticeSchema>;
export type LinkingDeskJson = z.infer<typeof linkingDeskSchema>;
export type OpenedReviewJson = z.infer<typeof openedReviewSchema>;
export type OpenedRecordJson = z.infer<typeof openedRecordSchema>;
