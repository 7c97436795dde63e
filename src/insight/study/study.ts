/**
 * A study for those who make the law: what alternative rules of disclosure would have told whom, and how early, in simulated lives. This
 * file is its data: what is compared (`jurisdictions/<code>/study.json`) and what comes out. Nobody real is in it.
 */
import { z } from 'zod';

/** Whoever sees something live, by the role of their office. No rule shows prosecution, courts or the authority anything live. */
export const STUDY_ROLES = ['protected', 'household', 'monitoring', 'police'] as const;
export type StudyRole = (typeof STUDY_ROLES)[number];

const wordsSchema = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
const distanceSchema = z.int().positive();

export const alternativeSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: wordsSchema,
    about: wordsSchema,
    /** The jurisdiction whose disclosure table is taken. */
    table: z.string(),
    /** Whom it would show nothing, whatever the table says. */
    hides: z.array(z.enum(['protected', 'household', 'officer', 'responder'])),
    restraintM: distanceSchema,
    warnM: distanceSchema,
    noticeM: distanceSchema,
  })
  .refine(
    ({ restraintM, warnM, noticeM }) => restraintM < warnM && warnM < noticeM,
    'the distances must ascend: restraintM, warnM, noticeM',
  );

export const studySchema = z.strictObject({
  jurisdiction: z.string(),
  /** Of made-up cities: each plan is played once in each. */
  seeds: z.array(z.int().nonnegative()).min(1),
  plans: z.array(z.string()).min(1),
  alternatives: z.array(alternativeSchema).min(2).max(8),
});

export type Study = z.infer<typeof studySchema>;
export type Alternative = z.infer<typeof alternativeSchema>;

/** What one role was shown under one alternative. Times in seconds of a pair's life. */
export interface RoleFigures {
  readonly role: StudyRole;
  /** How often somebody truly came within the restraint distance of whom the role is told of. */
  readonly approaches: number;
  /** One each 5 s: how often a wearer's place was shown, and a protected person's to somebody else. */
  readonly wearerPlaces: number;
  readonly protectedPlaces: number;
  readonly bandS: number;
  readonly unknownS: number;
  /** How many people's place was shown to somebody of the role. */
  readonly wearersShown: number;
  readonly protectedShown: number;
  /** Of the approaches, how many they were told of before contact, and how long before: seconds, of those told. */
  readonly approachesTold: number;
  readonly warningS: { readonly median: number; readonly least: number; readonly sum: number } | null;
  /** How often they were warned and nobody came within the restraint distance. */
  readonly warnedInVain: number;
}

export interface AlternativeFigures {
  readonly id: string;
  readonly roles: readonly RoleFigures[];
}

export interface StudyReport {
  readonly jurisdiction: string;
  readonly packVersion: string;
  readonly engineVersion: string;
  readonly seeds: readonly number[];
  readonly plans: readonly string[];
  /** Hours for which devices reported, the same under every alternative. */
  readonly wearerHours: number;
  readonly protectedHours: number;
  readonly wearers: number;
  readonly protected: number;
  readonly alternatives: readonly (Pick<Alternative, 'name' | 'about' | 'restraintM' | 'warnM' | 'noticeM'> &
    AlternativeFigures)[];
}
