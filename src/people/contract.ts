/** Agencies and people as the API takes and gives them. Identities go in and never come out of a list. */
import { z } from 'zod';
import { PEOPLE_LIMITS } from './limits.ts';
import { AGENCY_ROLES, type AgencyRole, LANGUAGES, PERSON_KINDS } from './person.ts';

const nameSchema = z.string().trim().min(1).max(PEOPLE_LIMITS.nameLength);

export const phoneSchema = z
  .string()
  .regex(/^\+?[0-9][0-9 -]{2,19}$/, 'digits, spaces and hyphens, with an optional + in front');

const birthDateSchema = z.iso.date('a date like 1985-01-31');

/** A national number or one of a case system; what stands between its letters and digits does not count. */
const identifierSchema = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{N} ./_-]*$/u, 'letters and digits, with . / - _ or spaces between')
  .refine((text) => text.replace(/[^\p{L}\p{N}]/gu, '').length >= 4, 'at least four letters or digits');

export const agencyRequestSchema = z.strictObject({
  name: nameSchema,
  jurisdiction: z.string().default('kr'),
  role: z.enum(AGENCY_ROLES).default('monitoring'),
  /** The office's own number, which protected persons are offered to call. */
  phone: phoneSchema.nullable().default(null),
});

export const agencyPhoneSchema = z.strictObject({ phone: phoneSchema.nullable() });

export const agencySchema = z.object({
  agencyId: z.uuid(),
  name: z.string(),
  jurisdiction: z.string(),
  role: z.enum(AGENCY_ROLES),
  phone: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

export const personRequestSchema = z.strictObject({
  kind: z.enum(PERSON_KINDS),
  agencyId: z.uuid(),
  name: nameSchema,
  phone: phoneSchema.nullable().default(null),
  language: z.enum(LANGUAGES).default('en'),
  /** Household members only: the protected person they live with. */
  householdOf: z.uuid().nullable().default(null),
  /** Household members only: a child, for whom the protected person consents as guardian. */
  minor: z.boolean().optional(),
  /** Wearers only, sealed: by them the same man is found under another record. */
  birthDate: birthDateSchema.nullable().optional(),
  identifier: identifierSchema.nullable().optional(),
  /** True: a made-up person of a drill or training. Others only where the deployer switched real persons on. */
  exercise: z.boolean(),
});

export const personSchema = z.object({
  personId: z.uuid(),
  kind: z.enum(PERSON_KINDS),
  agencyId: z.uuid(),
  householdOf: z.uuid().nullable(),
  minor: z.boolean(),
  exercise: z.boolean(),
  createdAt: z.iso.datetime(),
});

/** What is known now of a wearer who was registered without it. */
export const findableRequestSchema = z
  .strictObject({ birthDate: birthDateSchema.optional(), identifier: identifierSchema.optional() })
  .refine(
    (given) => given.birthDate !== undefined || given.identifier !== undefined,
    'birthDate or identifier is needed',
  );
export type FindableRequest = z.infer<typeof findableRequestSchema>;

/** What comparing a wearer record with all others found. Ids, counts and the short names of cases: never a name. */
export const linkingSchema = z.object({
  /** due: it could not be compared now; it is, within seconds of being possible. */
  state: z.enum(['checked', 'due']),
  /** The record that goes on for this one; null: it stands for itself. */
  linkedTo: z.uuid().nullable(),
  /** Cases of the man under whichever record, in force or to come. */
  cases: z.array(z.string()),
  /** Open questions whether another record is the same man. */
  reviews: z.array(z.uuid()),
  /** Why a device that he wears for another matter does not protect in this one yet; null: it does, or he wears none. */
  notYet: z.string().nullable(),
});
export type LinkingJson = z.infer<typeof linkingSchema>;

/** `linking`: wearers only. */
export const enteredPersonSchema = personSchema.extend({ linking: linkingSchema.nullable() });

export const agencyListSchema = z.object({ agencies: z.array(agencySchema) });
export const personListSchema = z.object({ people: z.array(personSchema) });

export type AgencyRequest = Omit<z.infer<typeof agencyRequestSchema>, 'phone' | 'role'> & {
  readonly phone?: string | null;
  readonly role?: AgencyRole;
};
export type AgencyJson = z.infer<typeof agencySchema>;
export type PersonRequest = z.infer<typeof personRequestSchema>;
export type PersonJson = z.infer<typeof personSchema>;

export const CONSENT_ACTS = ['given', 'paused', 'resumed', 'withdrawn'] as const;
export type ConsentActKind = (typeof CONSENT_ACTS)[number];

/** Of the text about sharing one's position that holds now; another text needs another name, and is asked for again. */
export const CONSENT_TEXT = 'own-position-1';

/** How long a pause lasts: the server reckons it, since a phone's clock may be wrong. */
export const PAUSES = ['hour', 'morning', 'open'] as const;
export type Pause = (typeof PAUSES)[number];

const textVersionSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const consentRequestSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('given'), textVersion: textVersionSchema }),
  z.strictObject({
    act: z.literal('paused'),
    pause: z.enum(PAUSES),
    /** They were told that a warning stands just now, and pause all the same. */
    despiteWarning: z.boolean().default(false),
  }),
  z.strictObject({ act: z.literal('resumed') }),
  z.strictObject({ act: z.literal('withdrawn') }),
]);

/** Consent that was given or withdrawn on paper, before somebody of the agency. */
export const paperConsentSchema = z.strictObject({
  act: z.enum(['given', 'withdrawn']),
  textVersion: textVersionSchema.default(CONSENT_TEXT),
});

export const sharingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never') }),
  z.object({ kind: z.literal('shared'), sinceMs: z.number() }),
  z.object({ kind: z.literal('paused'), sinceMs: z.number(), untilMs: z.number().nullable() }),
  z.object({ kind: z.literal('withdrawn'), sinceMs: z.number() }),
]);
export type SharingJson = z.infer<typeof sharingSchema>;

/** One way by which a person's position comes: their own page, or an app on a phone. No place: only when it last reported. */
export const positionSourceSchema = z.object({
  kind: z.enum(['page', 'app']),
  deviceId: z.uuid(),
  lastContactMs: z.number().nullable(),
  lastPositionMs: z.number().nullable(),
  batteryPct: z.number().nullable(),
});

/** How it stands with a person's own position. Times are epoch ms of the server. */
export const ownPositionSchema = z.object({
  nowMs: z.number(),
  sharing: sharingSchema,
  /** The text that is read before it is given. */
  textVersion: z.string(),
  /** An order in force protects them: without one nothing is kept. */
  isProtected: z.boolean(),
  /** Seconds between positions that are wanted now, and that the order asks; null: none. */
  intervalS: z.number().nullable(),
  orderedIntervalS: z.number().nullable(),
  /** Places of theirs that an order names: watched whatever they share. */
  places: z.number(),
  sources: z.array(positionSourceSchema),
  /** For how many hours each is kept; and what an incident holds longer, from when, and until when (null: while the incident is open). */
  keptHours: z.number(),
  held: z.array(z.object({ reason: z.enum(['danger', 'sos']), fromMs: z.number(), untilMs: z.number().nullable() })),
  /** When a pause "until the morning" would end. */
  morningMs: z.number(),
});
export type OwnPositionJson = z.infer<typeof ownPositionSchema>;
export type PositionSourceJson = z.infer<typeof positionSourceSchema>;
