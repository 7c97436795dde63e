/**
 * Seeing: a view is opened under a warrant that is open now, written to ledger and audit with its purpose before a position is handed out, and its
 * parts are read only by whoever opened it, for a while, while the warrant stays open. Fails toward refusing; an attempt that is refused is
 * written down as well.
 */

import type { Sql } from '../../core/database.ts';
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, RefusedError, refuse, stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import { lastPositionIn, readPositions } from '../../ingest/service.ts';
import { loadPerson } from '../../people/service.ts';
import { audit, type Decision, ledger, rulesOf } from '../../safeguards/service.ts';
import type { ViewJson } from '../../safeguards/warrants/contract.ts';
import {
  accessOf,
  type CopiedPosition,
  loadHistories,
  loadWarrants,
  lockedWarrant,
  openCopyPart,
  type Period,
  storeCopy,
  WARRANT_LIMITS,
  type Warrant,
  type WarrantEventBody,
  type WhyNot,
  writeEvents,
} from '../../safeguards/warrants/service.ts';
import { asTask } from '../scope.ts';
import { actorOf, packNow, type WarrantDeps } from './deps.ts';
import { mayWith, originalsUntil, type Party, viewing } from './parties.ts';
import { registerClockOf } from './register-clock.ts';

const SAID: Readonly<Record<WhyNot, string>> = {
  'not-decided': 'The court has not decided.',
  refused: 'The court refused it.',
  late: 'The permission did not come in time.',
  withdrawn: 'It was taken back.',
  over: 'The time to look at it is over.',
  'originals-gone': 'What it was copied from had to be destroyed, and so was the copy.',
  lapsed: 'Nobody decided it in time.',
};

/** Whether seeing is seeing first, in an emergency. What they do not see is not. */
export async function isBeforeDecision({ database }: WarrantDeps, warrantId: string): Promise<boolean> {
  const warrant = (await loadWarrants(database, { warrantId }, 1))[0];
  return warrant !== undefined && viewing(warrant) === 'warrant.emergency';
}

export async function openView(
  deps: WarrantDeps,
  warrantId: string,
  use: string,
  by: Party,
): Promise<Outcome<ViewJson, Refusal>> {
  return recordingRefusal(deps, warrantId, 'view', by, async (asked) => {
    const found = (await loadWarrants(deps.database, { warrantId }, 1))[0] ?? null;
    await theirs(deps, deps.database, found, by, asked);
    return asTask('warrant-act', async () => {
      const seen = await deps.database.transaction((tx) => view(deps, tx, warrantId, use, { by, asked }));
      // Perhaps the one before was destroyed.
      if (found?.copy !== null) await deps.sweepKeys();
      return seen;
    });
  });
}

type Copied = NonNullable<Warrant['copy']>;

async function view(
  deps: WarrantDeps,
  tx: Sql,
  warrantId: string,
  use: string,
  { by, asked }: { readonly by: Party; readonly asked: Asked },
): Promise<ViewJson> {
  const nowMs = deps.clock.nowMs();
  const { warrant, may } = await theirs(deps, tx, await lockedWarrant(tx, warrantId), by, asked);
  if (use !== warrant.use) stopWith('forbidden', 'It was asked for, and permitted, for another use.');
  const access = await openAccess(tx, warrant, nowMs);
  const { copy, made, now } = await copyOf(deps, tx, warrant, access.period, nowMs, { by, may });
  const viewId = uuidFromBytes(deps.randomBytes(16));
  const { generation, positions, hash } = copy;
  const entry = {
    ...{ warrantId, warrant: warrant.number, viewId, orderId: warrant.orderId, wearerId: warrant.wearerId },
    ...{ use, article: warrant.article, from: toIso(access.period.fromMs), until: toIso(access.period.untilMs) },
    ...{ positions, hash, viewer: { id: by.personId, kind: by.kind } },
  };
  const ledgerNumber = await ledger(tx, [{ atMs: nowMs, kind: 'warrant-view', body: entry }]);
  const viewed = {
    kind: 'viewed',
    viewId,
    use,
    generation,
    period: access.period,
    positions,
    hash,
    ledgerNumber,
  } as const;
  await write(deps, tx, now, [...made, viewed], { by, may });
  const { parts, erased, elsewhere } = copy;
  return {
    viewId,
    serverTimeMs: nowMs,
    period: access.period,
    parts,
    positions,
    erased,
    elsewhere,
    untilMs: access.untilMs,
  };
}

/** The copy as it stands, or a new one: where there is none, or reports of that time came late. */
async function copyOf(
  deps: WarrantDeps,
  tx: Sql,
  warrant: Warrant,
  period: Period,
  nowMs: number,
  whose: Allowed,
): Promise<{ readonly copy: Copied; readonly made: readonly WarrantEventBody[]; readonly now: Warrant }> {
  const personId = warrant.wearerId as PersonId;
  // HAZARD H-518: a protected person's way is read by a warrant.
  if ((await loadPerson(tx, personId))?.kind !== 'wearer')
    stopWith('forbidden', 'Only a wearer’s positions are seen by a warrant.');
  const rules = packNow(deps, warrant.jurisdiction).warrants;
  const youngestMs = (rules?.youngestMinutes.value ?? Number.POSITIVE_INFINITY) * MINUTE_MS;
  const asked = { personId, fromMs: period.fromMs, untilMs: Math.min(period.untilMs, nowMs - youngestMs) };
  const standing = warrant.copy;
  if (standing !== null && (await lastPositionIn(tx, asked)) <= standing.upTo)
    return { copy: standing, made: [], now: warrant };
  const most = WARRANT_LIMITS.positions;
  const reading = { purpose: `warrant:${warrant.use}`, actor: actorOf(whose.by), nowMs };
  const read = await readPositions(tx, deps.sealer, { ...asked, basis: `order:${warrant.orderId}`, most }, reading);
  if (!read.whole) stopWith('out-of-bounds', `There are more than ${most} positions in it: ask for a shorter time.`);
  const positions = read.fixes.map(({ personId: _, ...one }): CopiedPosition => one);
  const before: WarrantEventBody[] =
    standing === null
      ? []
      : [
          {
            kind: 'copy-destroyed',
            because: 'renewed',
            generation: standing.generation,
            positions: standing.positions,
          },
        ];
  // What was destroyed goes first: the new copy has the same basis, and must outlive it.
  const bare = before.length === 0 ? warrant : await write(deps, tx, warrant, before, whose);
  const copy = await storeCopy(tx, deps.sealer, bare, { ...read, positions }, nowMs);
  return { copy, made: [copy], now: bare };
}

/** One part of a view: by whoever opened it, within its time, while the warrant is open. */
export async function readPart(
  deps: WarrantDeps,
  warrantId: string,
  viewId: string,
  part: number,
  by: Party,
): Promise<Outcome<readonly CopiedPosition[], Refusal>> {
  return recordingRefusal(deps, warrantId, 'part', by, async (asked) => {
    const { warrant } = await openedView(deps, warrantId, viewId, by, asked);
    const opened = await openCopyPart(deps.database, deps.sealer, warrantId, warrant.copy!.generation, part);
    return valueOrRefuse(opened);
  });
}

/** Who acts, and by which policies they may. */
export interface Allowed {
  readonly by: Party;
  readonly may: Decision;
}

export interface OpenedView {
  readonly warrant: Warrant;
  readonly may: Decision;
  readonly viewed: Extract<WarrantEventBody, { kind: 'viewed' }>;
}

/** Throws the refusal when the view is not theirs, or over, or the warrant is not open. */
export async function openedView(
  deps: WarrantDeps,
  warrantId: string,
  viewId: string,
  by: Party,
  asked: Asked,
): Promise<OpenedView> {
  const nowMs = deps.clock.nowMs();
  const history = (await loadHistories(deps.database, { warrantId }, 1))[0];
  const { warrant, may } = await theirs(deps, deps.database, history?.warrant ?? null, by, asked);
  await openAccess(deps.database, warrant, nowMs);
  const event = history!.events.find(({ body }) => body.kind === 'viewed' && body.viewId === viewId);
  if (event?.body.kind !== 'viewed' || event.byId !== by.personId)
    return stopWith('not-found', 'There is no such view of yours.');
  const isOld = nowMs - event.atMs > WARRANT_LIMITS.viewMs || event.body.generation !== warrant.copy?.generation;
  if (isOld) stopWith('conflict', 'This view is over: open it again.');
  return { warrant, may, viewed: event.body };
}

/** Asked again before each piece that leaves. Throws the refusal. */
export async function openAccess(sql: Sql, warrant: Warrant, nowMs: number) {
  const access = accessOf(warrant, nowMs, await originalsUntil(sql, warrant.orderId));
  return access.may ? access : stopWith(access.why === 'originals-gone' ? 'erased' : 'forbidden', SAID[access.why]);
}

/** What their office asked for, in whose case it still takes part. */
async function theirs(
  deps: WarrantDeps,
  sql: Sql,
  warrant: Warrant | null,
  by: Party,
  asked: Asked,
): Promise<{ readonly warrant: Warrant; readonly may: Decision }> {
  const may = warrant === null ? null : await mayWith(deps, sql, warrant, by, viewing(warrant));
  asked.may = may;
  return warrant !== null && may?.allowed
    ? { warrant, may }
    : stopWith('not-found', 'There is no such request of yours.');
}

export function write(
  deps: WarrantDeps,
  tx: Sql,
  warrant: Warrant,
  bodies: readonly WarrantEventBody[],
  { by, may }: Allowed,
): Promise<Warrant> {
  const registerClock = registerClockOf(packNow(deps, warrant.jurisdiction));
  return writeEvents(tx, deps.sealer, warrant, bodies, {
    ...{ by: actorOf(by), may, nowMs: deps.clock.nowMs(), registerClock },
  });
}

/** What access answered; null: it was not asked, there being nothing to ask of. */
interface Asked {
  may: Decision | null;
}

/** Attempts are written down as well as what succeeds; what cannot be written down is an error, not a refusal. */
export async function recordingRefusal<T>(
  deps: WarrantDeps,
  warrantId: string,
  what: string,
  by: Party,
  work: (asked: Asked) => Promise<T>,
): Promise<Outcome<T, Refusal>> {
  const asked: Asked = { may: null };
  try {
    return ok(await work(asked));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code } = error.refusal;
    const about = { warrantId, what, code, ...(asked.may === null ? {} : rulesOf(asked.may)) };
    await audit(deps.database, [
      { atMs: deps.clock.nowMs(), actor: actorOf(by), action: 'warrant.refuse', purpose: 'warrant', about },
    ]);
    return refuse(code, error.refusal.message);
  }
}
