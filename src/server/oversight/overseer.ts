/**
 * For whom an overseer's screens are, and what stands under their law. What an id says decides; an entry none of whose ids anybody knows (the
 * server's own) is shown to every overseer. Fails toward hiding: one id of another law, or of the other reality, hides the entry.
 */
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { stopWith } from '../../core/refusal.ts';
import type { Packs } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import {
  type Actor,
  type AuditEntry,
  audit,
  type Overseeing,
  type Policies,
  type RetentionStatus,
  type Sealer,
} from '../../safeguards/service.ts';
import type { ErasingRun } from '../erasing.ts';
import { viewerOf } from '../sessions/viewer.ts';

export interface OversightDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly packs: Packs;
  readonly policies: Policies;
  readonly erasing: { status(): Promise<RetentionStatus>; run(): ErasingRun };
}

export interface Overseer extends Overseeing {
  readonly actor: Actor;
  readonly timeZone: string;
}

export async function overseerOf(
  { database, packs }: Pick<OversightDeps, 'database' | 'packs'>,
  request: FastifyRequest,
): Promise<Overseer> {
  const { kind, personId, agencyId, exercise } = viewerOf(request);
  const jurisdiction = (await loadAgency(database, agencyId))?.jurisdiction ?? '';
  const timeZone = packs.timeZoneOf(jurisdiction);
  if (timeZone === null) stopWith('forbidden', 'This office stands under no law.');
  return { jurisdiction, timeZone, exercise, personId, actor: { kind, id: personId } };
}

/** What an overseer did: on record before it is answered. It names nobody, but for whom a search was about. */
export async function record(
  { clock }: Pick<OversightDeps, 'clock'>,
  sql: Sql,
  { actor }: Overseer,
  action: `oversight.${string}`,
  about: AuditEntry['about'],
  more: { readonly subject?: string | null; readonly case?: string | null } = {},
): Promise<void> {
  const named = { subject: more.subject ?? null, case: more.case ?? null };
  await audit(sql, [{ atMs: clock.nowMs(), actor, action, purpose: 'oversight', about, ...named }]);
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every id that stands in a text, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(UUID) ?? [])];
}

interface Standing {
  readonly id: string;
  readonly jurisdiction: string | null;
  readonly exercise: boolean | null;
}

// HAZARD H-533: an overseer reads what stands under another law, or real people's in an exercise
/** Whether none of the ids of a text stands elsewhere. One question for all texts. */
export async function shownTo(
  sql: Sql,
  overseer: Overseeing,
  texts: readonly string[],
): Promise<(text: string) => boolean> {
  const ids = [...new Set(texts.flatMap(idsIn))];
  const { rows } = await sql.query<Standing>(
    'select id, jurisdiction, exercise from isolation.stands_under($1::uuid[])',
    [ids],
  );
  const elsewhere = new Set(rows.filter((one) => isElsewhere(one, overseer)).map(({ id }) => id));
  return (text) => !idsIn(text).some((id) => elsewhere.has(id));
}

function isElsewhere({ jurisdiction, exercise }: Standing, overseer: Overseeing): boolean {
  const isOtherLaw = jurisdiction !== null && jurisdiction !== overseer.jurisdiction;
  return isOtherLaw || (exercise !== null && exercise !== overseer.exercise);
}

/** Refuses an id that is nobody's under the overseer's law. */
export async function requirePerson(sql: Sql, overseer: Overseeing, personId: string): Promise<void> {
  const { rows } = await sql.query<Standing>(
    'select id, jurisdiction, exercise from isolation.stands_under($1::uuid[])',
    [[personId]],
  );
  if (rows[0] === undefined || isElsewhere(rows[0], overseer)) stopWith('not-found', 'There is nobody of that id.');
}
