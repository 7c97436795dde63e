/**
 * What somebody looked at, or tried to: the part of the audit that finding misuse rests on. Ids and times only. An entry that cannot be read is
 * an error: a look that nobody can judge would be the one to hide.
 */
import { z } from 'zod';

export interface Look {
  /** Of the audit's entry. */
  readonly number: number;
  readonly atMs: number;
  readonly actorId: string;
  readonly actorKind: string;
  readonly action: string;
  readonly purpose: string;
  /** Whom or what was looked at; null: nobody in particular. */
  readonly subject: string | null;
  readonly caseId: string | null;
  /** They were refused. */
  readonly isRefused: boolean;
  /** How often, where repeats were counted in one entry. */
  readonly times: number;
  /** They had a part in it when they looked, or it is nobody's case. */
  readonly hadPart: boolean;
}

const entrySchema = z.object({
  about: z.looseObject({ times: z.number().optional() }),
  action: z.string(),
  actor: z.object({ id: z.string().nullable(), kind: z.string() }),
  case: z.string().nullable().default(null),
  purpose: z.string(),
  subject: z.string().nullable().default(null),
});

// HAZARD H-578: looks of whole offices are taken for nobody's, because the log calls their people otherwise
/**
 * Those whose work it is to look: the others see what is their own. In a proceeding the log calls them by the part that they act in. The database
 * notes the parts of the same (`safeguards.part_of`).
 */
const STAFF: ReadonlySet<string> = new Set([
  ...['officer', 'police', 'prosecutor', 'judge', 'clerk', 'lawyer', 'overseer', 'supporter'],
  ...['monitoring', 'court', 'authority'],
]);
const LOOKS = /\.(read|view|open|export|search)$/;
/** Not `disclosure.refuse`: a screen that asks again and again for what a rule withholds is nobody's try. */
const REFUSED = 'access.refuse';

// HAZARD H-532: a colleague looks at a case of another office, and it counts as theirs
/** Null: somebody acted, or no member of staff looked. `hadPart`: as the database noted it of the look; null where it noted nothing. */
export function lookOf(
  { number, atMs, canonical }: { readonly number: number; readonly atMs: number; readonly canonical: Uint8Array },
  hadPart: boolean | null,
): Look | null {
  const entry = entrySchema.parse(JSON.parse(Buffer.from(canonical).toString('utf8')));
  const { action, actor, purpose, subject, about, case: caseId } = entry;
  const isRefused = action === REFUSED;
  if (actor.id === null || !STAFF.has(actor.kind) || !(isRefused || LOOKS.test(action))) return null;
  // It is an overseer's work to look into any case under their law, and each search stands in the log.
  const isTheirWork = actor.kind === 'overseer' && action.startsWith('oversight.');
  return {
    ...{ number, atMs, actorId: actor.id, actorKind: actor.kind, action, purpose, subject, caseId, isRefused },
    ...{ times: about.times ?? 1, hadPart: isTheirWork || (caseId ?? subject) === null || hadPart === true },
  };
}
