/**
 * For what a position may be used, as a pack lists it: Korea's five lawful uses of the wearer's (EDA 31-8(2)), and what may be done with
 * the protected person's own. The vocabulary is closed here, so that a pack cannot invent a use; the article is the pack's. Every
 * reading of a position names one of them. Fails toward refusing: a use that the pack does not list is none.
 */
import { z } from 'zod';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { TARGETS, type Target } from './disclosure-rule.ts';
import { articleSchema } from './procedure.ts';
import { PURPOSES, type PurposeId } from './purpose-ids.ts';

export { PURPOSES, type PurposeId } from './purpose-ids.ts';

/**
 * INVARIANT: nothing lets the protected person's own position be used against them: of theirs there are these alone.
 * HAZARD H-502: what they gave to be protected serves to investigate, or to watch, themselves.
 */
const OF_PROTECTED: ReadonlySet<PurposeId> = new Set(['own-position', 'protection', 'study']);
const OF_WEARER: ReadonlySet<PurposeId> = new Set([
  'investigation',
  'compliance',
  'measure-change',
  'breach',
  'notify-protected',
  'study',
]);

export const purposeSchema = z
  .strictObject({
    id: z.enum(PURPOSES),
    /** Whose position it is for. */
    of: z.array(z.enum(TARGETS)).min(1),
    article: articleSchema,
  })
  .refine(
    ({ id, of }) => of.every((target) => (target === 'wearer' ? OF_WEARER : OF_PROTECTED).has(id)),
    "no such use of that person's position",
  );

export type Purpose = z.infer<typeof purposeSchema>;

/** A use that a pack allows, as records name it. */
export interface LawfulUse {
  readonly purpose: PurposeId;
  readonly article: string;
  readonly packVersion: string;
}

interface PackOfPurposes {
  readonly versionId: string;
  readonly mode: 'law' | 'study';
  readonly purposes: readonly Purpose[];
}

/**
 * The use of that name of that person's position, by the pack. In study mode every use is `study`, where the pack knows no other of that name.
 * HAZARD H-501: a position is read for what no law allows, or for nothing that anybody named.
 */
export function lawfulUse(pack: PackOfPurposes, id: PurposeId, target: Target): Outcome<LawfulUse, Refusal> {
  const of = (name: PurposeId) => pack.purposes.find((one) => one.id === name && one.of.includes(target));
  const found = of(id) ?? (pack.mode === 'study' ? of('study') : undefined);
  if (found === undefined) return refuse('forbidden', 'The law of this jurisdiction knows no such use of a position.');
  return ok({ purpose: found.id, article: found.article, packVersion: pack.versionId });
}
