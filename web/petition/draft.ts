/**
 * What the protected person has answered so far.
 * HAZARD H-375: what was written is found in the browser by whoever looks there. It lives in this page's memory and, sealed, on the
 * server; never in the browser's storage. A draft that a later form of the page wrote is not guessed at: it cannot be read, and is said not to be.
 */
import { z } from 'zod';
import { PETITION_LIMITS } from './limits.ts';

export const QUESTIONS = ['danger', 'wants', 'who', 'events', 'places', 'contact', 'documents', 'check'] as const;
export type Question = (typeof QUESTIONS)[number];

export const WHO_FIELDS = [
  'name',
  'otherNames',
  'birth',
  'relation',
  'phone',
  'lives',
  'works',
  'vehicle',
  'more',
] as const;
export type WhoField = (typeof WHO_FIELDS)[number];

export const PLACE_KINDS = ['home', 'work', 'school', 'family', 'other'] as const;
export const WAYS = ['app', 'call', 'message', 'person'] as const;
/** As the law's grounds for somebody who helps through the proceeding. */
export const NEEDS = ['disability', 'poverty', 'minor'] as const;

const short = z.string().max(PETITION_LIMITS.shortLength).default('');
const long = z.string().max(PETITION_LIMITS.longLength).default('');

export const eventSchema = z.object({
  id: z.string(),
  /** `date`: an ISO date; `about`: in words. */
  date: short,
  about: short,
  where: short,
  what: long,
  evidence: long,
  witnesses: long,
});
export type PetitionEvent = z.infer<typeof eventSchema>;

export const placeSchema = z.object({
  id: z.string(),
  kind: z.enum(PLACE_KINDS),
  address: short,
  note: short,
});
export type PetitionPlace = z.infer<typeof placeSchema>;

export const documentSchema = z.object({
  documentId: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  mediaType: z.string(),
});
export type PetitionDocument = z.infer<typeof documentSchema>;

const whoShape = Object.fromEntries(
  WHO_FIELDS.map((field) => [field, field === 'more' ? long : short]),
) as unknown as Record<WhoField, typeof short>;

export const draftSchema = z.object({
  version: z.literal(1),
  /** Where the person was. */
  question: z.enum(QUESTIONS),
  /** The first of `pathsOf` that it is for, by its key. */
  path: z.string(),
  /** Measures of the law, by id. */
  measures: z.array(z.string()).max(20),
  /** "I do not know: whatever protects me." */
  anyMeasure: z.boolean(),
  who: z.object(whoShape),
  events: z.array(eventSchema).max(PETITION_LIMITS.events),
  places: z.array(placeSchema).max(PETITION_LIMITS.places),
  household: long,
  contact: z.object({
    ways: z.array(z.enum(WAYS)),
    how: long,
    times: short,
    language: short,
    needs: z.array(z.enum(NEEDS)),
    help: long,
  }),
  documents: z.array(documentSchema).max(PETITION_LIMITS.documents),
  /** Agency to which it goes, where there are several; empty: not chosen. */
  officeId: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

export function newDraft(path: string): Draft {
  return {
    ...{ version: 1, question: 'danger', path, measures: [], anyMeasure: false },
    who: Object.fromEntries(WHO_FIELDS.map((field) => [field, ''])) as Draft['who'],
    ...{ events: [], places: [], household: '', documents: [], officeId: '' },
    contact: { ways: [], how: '', times: '', language: '', needs: [], help: '' },
  };
}

/** Null: a draft of another form. */
export function readDraft(kept: unknown): Draft | null {
  const parsed = draftSchema.safeParse(kept);
  return parsed.success ? parsed.data : null;
}
