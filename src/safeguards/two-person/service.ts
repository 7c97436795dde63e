/**
 * Two people: what one asks for is done only when another approves exactly that, in the transaction in which it is done. Which acts, by which
 * article, until when and whether by another agency stands in the pack (`twoPerson`). Fails toward not done.
 *
 * Whoever does such an act calls `needsSecond` in its transaction, and goes on only where it answers 'approved'. The same call by the second
 * person is the approval: there is no approved act that waits to be done.
 */
import type { Clock } from '../../core/clock.ts';
import type { Sql } from '../../core/database.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type Refusal, RefusedError, refuse, stopWith } from '../../core/refusal.ts';
import { type Canonical, canonicalJson } from '../canonical.ts';
import { LIMITS } from '../limits.ts';
import { audit } from '../log.ts';
import { approversOf, decideAnswer, expiresAtMs } from './decide.ts';
import {
  insertAct,
  loadApproved,
  loadOpenActAbout,
  loadOpenActs,
  lockAct,
  lockOpenAct,
  updateAnswer,
} from './two-person.sql.ts';
import type { ActingPerson, AskedAct, TwoPersonAct, TwoPersonRule } from './two-person.ts';

export interface TwoPersonDeps {
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface WantedAct {
  readonly rule: TwoPersonRule;
  /** Ids and codes that say exactly what is done; never a name or a place. */
  readonly about: Readonly<Record<string, Canonical>>;
  readonly jurisdiction: string;
  readonly exercise: boolean;
  /** Agencies that the matter concerns. */
  readonly concerned: readonly string[];
  /** For so long whoever approved it may do it again: what was approved and came to nothing needs no other approval. Absent: never. */
  readonly againWithinMs?: number;
}

export type Second =
  | { readonly kind: 'approved'; readonly actId: string; readonly askedBy: string }
  | { readonly kind: 'waiting'; readonly actId: string; readonly expiresAtMs: number };

/** Asks; or, where another asked for exactly this, approves it. Refused (thrown) where this person may do neither. */
export async function needsSecond(tx: Sql, deps: TwoPersonDeps, wanted: WantedAct, by: ActingPerson): Promise<Second> {
  const nowMs = deps.clock.nowMs();
  const { act } = wanted.rule;
  const about = canonicalJson(wanted.about);
  const open = await lockOpenAct(tx, act, about);
  const stands = open !== null && nowMs < open.expiresAtMs;
  if (stands && open.askedBy !== by.personId && open.approvers.includes(by.agencyId)) {
    await answer(tx, open, by, 'approved', nowMs);
    return { kind: 'approved', actId: open.actId, askedBy: open.askedBy };
  }
  const { againWithinMs = 0 } = wanted;
  const before = againWithinMs > 0 ? await loadApproved(tx, act, about, by.personId, nowMs - againWithinMs) : null;
  if (before !== null) return { kind: 'approved', actId: before.actId, askedBy: before.askedBy };
  // Again by the same, or by somebody who cannot be the second: it waits as before.
  if (stands) return { kind: 'waiting', actId: open.actId, expiresAtMs: open.expiresAtMs };
  if (open !== null) await updateAnswer(tx, open.actId, 'expired', null, nowMs);
  const asked: AskedAct = {
    ...{ actId: uuidFromBytes(deps.randomBytes(16)), act, about, jurisdiction: wanted.jurisdiction },
    ...{ exercise: wanted.exercise, askedBy: by.personId, askedByAgency: by.agencyId, askedAtMs: nowMs },
    approvers: approversOf(wanted.rule, by.agencyId, wanted.concerned),
    ...{ otherAgency: wanted.rule.otherAgency, article: wanted.rule.article },
    ...{ expiresAtMs: expiresAtMs(wanted.rule, nowMs), answer: null },
  };
  if (asked.approvers.length === 0) stopWith('conflict', 'There is no agency whose officer could approve it.');
  await insertAct(tx, asked);
  await note(tx, asked, by, 'two-person.ask', nowMs);
  return { kind: 'waiting', actId: asked.actId, expiresAtMs: asked.expiresAtMs };
}

/** It is not done: refused by another, or taken back by whoever asked. */
export async function endAct(
  tx: Sql,
  deps: Pick<TwoPersonDeps, 'clock'>,
  actId: string,
  by: ActingPerson,
): Promise<Outcome<AskedAct, Refusal>> {
  const asked = await lockAct(tx, actId);
  if (asked === null) return refuse('not-found', 'There is no such request.');
  const which = asked.askedBy === by.personId ? 'withdrawn' : 'refused';
  try {
    await answer(tx, asked, by, which, deps.clock.nowMs());
    return { ok: true, value: asked };
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}

/** As `endAct`, for whatever waits to be done of exactly this; nothing where nothing does, or its time is over. */
export async function endOpenAct(
  tx: Sql,
  deps: Pick<TwoPersonDeps, 'clock'>,
  act: TwoPersonAct,
  about: WantedAct['about'],
  by: ActingPerson,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const open = await lockOpenAct(tx, act, canonicalJson(about));
  if (open === null || nowMs >= open.expiresAtMs) return;
  await answer(tx, open, by, open.askedBy === by.personId ? 'withdrawn' : 'refused', nowMs);
}

/** What waits to be done of exactly this; null: nothing. */
export async function loadOpenAct(
  sql: Sql,
  act: TwoPersonAct,
  about: WantedAct['about'],
  nowMs: number,
): Promise<AskedAct | null> {
  const open = await loadOpenActAbout(sql, act, canonicalJson(about));
  return open === null || nowMs >= open.expiresAtMs ? null : open;
}

/** What waits for somebody of theirs, or was asked for by them. */
export function loadWaiting(sql: Sql, by: ActingPerson, nowMs: number): Promise<AskedAct[]> {
  return loadOpenActs(sql, by, nowMs, LIMITS.twoPersonShown);
}

async function answer(
  tx: Sql,
  asked: AskedAct,
  by: ActingPerson,
  which: 'approved' | 'refused' | 'withdrawn',
  nowMs: number,
): Promise<void> {
  const decided = decideAnswer(asked, by, which, nowMs);
  if (!decided.ok) throw new RefusedError(decided.error);
  await updateAnswer(tx, asked.actId, which, by, nowMs);
  await note(tx, asked, by, `two-person.${VERBS[which]}`, nowMs);
}

const VERBS = { approved: 'approve', refused: 'refuse', withdrawn: 'withdraw' } as const;

async function note(tx: Sql, asked: AskedAct, by: ActingPerson, action: string, atMs: number): Promise<void> {
  const { actId, act, article, askedBy } = asked;
  const about = { actId, act, article, askedBy, agencyId: by.agencyId, about: JSON.parse(asked.about) as Canonical };
  await audit(tx, [{ atMs, actor: { kind: by.kind, id: by.personId }, action, purpose: 'two-person', about }]);
}
