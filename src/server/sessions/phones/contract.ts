/** Phones that are signed in, as the API gives them. */
import { z } from 'zod';
import { BROWSERS, PLATFORMS } from './name.ts';

export const phoneSchema = z.object({
  phoneId: z.uuid(),
  platform: z.enum(PLATFORMS),
  browser: z.enum(BROWSERS),
  signedInAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** The phone that asks. */
  isThis: z.boolean(),
  /** Signed in after the phone that asks, and nobody has said yet that it was them. */
  isNew: z.boolean(),
  /** When it was last used without the phone's key; null: not, or its owner said that it was them. */
  unprovenAt: z.iso.datetime().nullable(),
});
export const phonesSchema = z.object({ phones: z.array(phoneSchema) });

/** Where somebody who has no phone here is signed in: a desk, a page. */
export const sessionsSchema = z.object({
  sessions: z.array(phoneSchema.omit({ phoneId: true, isNew: true, unprovenAt: true }).extend({ sessionId: z.uuid() })),
});

/** Was it them? Of a new sign-in, asked of another phone of theirs; or of that use without the phone's key. */
export const phoneAnswerSchema = z.strictObject({
  mine: z.boolean(),
  unprovenAt: z.iso.datetime().nullable().default(null),
});

export const deskSignOutSchema = z.strictObject({
  /** A new one-time link, to be handed over in person. */
  makeLink: z.boolean().default(false),
  /** The PIN was forgotten. */
  removeLock: z.boolean().default(false),
  /** Whoever leaves: their passkeys and their agency's word for them end as well. The administrator's alone. */
  endSignIn: z.boolean().default(false),
});
export const deskSignedOutSchema = z.object({
  ended: z.number().int(),
  path: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});

/** A person's phones as an officer sees them: enough to say "the old one", and nothing that names one. */
export const deskPhonesSchema = z.object({
  phones: z.array(
    z.object({
      platform: z.enum(PLATFORMS),
      browser: z.enum(BROWSERS),
      signedInAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      /** To a key of its own: a copied cookie is of no use elsewhere. */
      isBound: z.boolean(),
      /** When it was last used without that key, and nobody has said yet that it was them. */
      unprovenAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Asked for by one officer, to be granted by another; null: none. */
  enrolment: z.object({ requestId: z.uuid(), requestedAt: z.iso.datetime(), isMine: z.boolean() }).nullable(),
});

/** `path` is put behind the server's address; what follows `#` never reaches a server or its log. */
export const enrolmentCodeSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });

export type DeskPhonesJson = z.infer<typeof deskPhonesSchema>;
export type PhoneAnswer = z.infer<typeof phoneAnswerSchema>;
export type PhoneJson = z.infer<typeof phoneSchema>;
export type SessionsJson = z.infer<typeof sessionsSchema>;
