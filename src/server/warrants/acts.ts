/**
 * Acts on a warrant: asking, an emergency, asking afterwards, taking back, deciding. Each is decided by the state machine and written with what
 * it destroys, its papers, its notices and its audit entry, or not at all; open pages are told after the commit. Fails toward refusing.
 */
import { assert } from '../../core/assert.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { localDate } from '../../core/local-time.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, valueOrRefuse } from '../../core/refusal.ts';
import { DAY_MS, MINUTE_MS } from '../../core/time.ts';
import type { Pack } from '../../orders/contract.ts';
import { seriesOf } from '../../orders/documents/issue/code.ts';
import { keepEndMs, periodEnd } from '../../orders/packs/calendar.ts';
import type { WarrantRules } from '../../orders/packs/warrant-rules.ts';
import { type CourtOrder, loadOrderRow } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import type { Decision } from '../../safeguards/service.ts';
import type { DecisionRequest, WarrantRequest } from '../../safeguards/warrants/contract.ts';
import {
  createWarrant,
  decideAskingPermission,
  decideRuling,
  decideWithdrawal,
  loadWarrants,
  lockedWarrant,
  type Period,
  sealWords,
  takeNextNumber,
  type Warrant,
  type WarrantEventBody,
  writeEvents,
} from '../../safeguards/warrants/service.ts';
import { asTask } from '../scope.ts';
import { actorOf, packNow, type WarrantDeps } from './deps.ts';
import { prepareDocuments, takeDocuments } from './documents.ts';
import { tellOfEvents } from './notices.ts';
import { mayAskUnder, mayWith, type Party } from './parties.ts';
import { registerClockOf } from './register-clock.ts';

/** Asks, or sees first and asks then. */
export async function askWarrant(
  deps: WarrantDeps,
  request: WarrantRequest,
  by: Party,
): Promise<Outcome<Warrant, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const order = await loadOrderRow(deps.database, request.orderId);
  const action = request.kind === 'emergency' ? 'warrant.emergency' : 'warrant.ask';
  const may = order === null ? null : await mayAskUnder(deps, deps.database, order, by, action);
  if (order === null || !may?.allowed)
    return refuse('not-found', 'There is no such order in which your office takes part.');
  const pack = packNow(deps, order.jurisdiction);
  const checked = checkedAsking(request, { order, pack, nowMs });
  if (!checked.ok) return checked;
  return asTask('warrant-act', () => writeAsked(deps, request, checked.value, { order, pack, nowMs, by, may }));
}

async function writeAsked(
  deps: WarrantDeps,
  request: WarrantRequest,
  first: First,
  { order, pack, nowMs, by, may }: Asking & { readonly by: Party; readonly may: Decision },
): Promise<Outcome<Warrant, Refusal>> {
  const court = await loadAgency(deps.database, request.courtId);
  if (court === null || court.role !== 'court' || court.jurisdiction !== order.jurisdiction)
    return refuse('invalid', 'There is no such court under this law.');
  const warrantId = uuidFromBytes(deps.randomBytes(16));
  const whose = { warrantId, wearerId: order.wearerId };
  const prepared = await prepareDocuments(deps, request.documents, whose, by.personId);
  if (!prepared.ok) return prepared;
  const { reason, legalBasis, urgency } = request;
  const said = { reason, legalBasis, ...(urgency === null ? {} : { urgency }) };
  const words = await sealWords(deps.sealer, warrantId, said, nowMs);
  const actor = actorOf(by);
  const warrant = await deps.database.transaction(async (tx) => {
    const series = `W-${seriesOf(order.jurisdiction, localDate(nowMs, pack.timeZone).year, order.exercise)}`;
    const base = {
      ...{
        ...whose,
        number: await takeNextNumber(tx, series),
        jurisdiction: order.jurisdiction,
        exercise: order.exercise,
      },
      ...{ orderId: order.orderId, agencyId: by.agencyId, courtId: court.agencyId, createdAtMs: nowMs },
    };
    const documents = await takeDocuments(tx, prepared.value, nowMs, actor);
    const written = { by: actor, nowMs, words, may, registerClock: registerClockOf(pack) };
    return createWarrant(tx, base, { ...first, documents }, written);
  });
  return ok(warrant);
}

interface Asking {
  readonly order: CourtOrder;
  readonly pack: Pack;
  readonly nowMs: number;
}

type First = Extract<WarrantEventBody, { kind: 'asked' | 'emergency' }>;

function checkedAsking(request: WarrantRequest, { order, pack, nowMs }: Asking): Outcome<First, Refusal> {
  const { warrants: rules } = pack;
  if (rules === null) return refuse('forbidden', 'The law here knows no such permission.');
  const use = rules.uses.find(({ id }) => id === request.use);
  if (use === undefined) return refuse('invalid', 'It is none of the uses that the law allows.');
  const period = { fromMs: Date.parse(request.from), untilMs: Date.parse(request.until) };
  const problem = periodProblem(period, order, rules, nowMs);
  if (problem !== null) return refuse('out-of-bounds', problem);
  const lapseAtMs = keepEndMs(nowMs, { days: rules.undecidedDays.value }, pack.timeZone);
  const first = { use: use.id, article: use.article, period, lapseAtMs, documents: [] };
  if (request.kind === 'permission') {
    if (request.urgency !== null) return refuse('invalid', 'Urgency is said of an emergency.');
    return ok({ kind: 'asked', ...first });
  }
  if (rules.emergency === null) return refuse('forbidden', 'The law here lets nobody see before the court permits it.');
  // HAZARD H-516: an emergency is claimed, and nobody can ask later why.
  if (request.urgency === null) return refuse('words-needed', 'Say why it could not wait for the court.');
  const permissionDueMs = periodEnd(nowMs, rules.emergency.permissionWithin, pack).endMs;
  return ok({ kind: 'emergency', ...first, permissionDueMs, lapseAtMs: Math.max(lapseAtMs, permissionDueMs) });
}

/** In words what is wrong with the period; null: nothing. */
function periodProblem(
  { fromMs, untilMs }: Period,
  order: CourtOrder,
  rules: WarrantRules,
  nowMs: number,
): string | null {
  if (fromMs >= untilMs) return 'The period ends before it begins.';
  if (fromMs < order.fromMs) return 'The order began later.';
  const days = rules.periodDaysMax.value;
  if (untilMs - fromMs > days * DAY_MS) return `One request covers at most ${days} days.`;
  // HAZARD H-517: a permission to investigate becomes a way to follow somebody live.
  const youngest = rules.youngestMinutes.value;
  if (untilMs > nowMs - youngest * MINUTE_MS)
    return `It ends at least ${youngest} minutes before now: nobody is followed live by it.`;
  return null;
}

/** The permission for what was seen in an emergency. */
export async function askPermission(
  deps: WarrantDeps,
  warrantId: string,
  request: { readonly reason: string; readonly documents: readonly string[] },
  by: Party,
): Promise<Outcome<Warrant, Refusal>> {
  return act(
    deps,
    warrantId,
    by,
    'warrant.pursue',
    { reason: request.reason },
    request.documents,
    (warrant, { documents }) => decideAskingPermission(warrant, documents),
  );
}

export function withdrawWarrant(deps: WarrantDeps, warrantId: string, by: Party): Promise<Outcome<Warrant, Refusal>> {
  return act(deps, warrantId, by, 'warrant.pursue', null, [], (warrant) => decideWithdrawal(warrant));
}

/** By the judge at their desk, or by the clerk from paper. */
export function decideWarrant(
  deps: WarrantDeps,
  warrantId: string,
  request: DecisionRequest,
  by: Party,
): Promise<Outcome<Warrant, Refusal>> {
  const uploads = request.document === null ? [] : [request.document];
  return act(
    deps,
    warrantId,
    by,
    'warrant.decide',
    { reason: request.reason },
    uploads,
    (warrant, { nowMs, documents, pack }) => {
      const rules = pack.warrants;
      if (rules === null) return refuse('forbidden', 'The law here knows no such permission.');
      const isRefused = request.result === 'refused';
      const instant = (text: string | null) => (text === null ? null : Date.parse(text));
      const [fromMs, untilMs] = [instant(request.from), instant(request.until)];
      if ((fromMs === null) !== (untilMs === null)) return refuse('invalid', 'A period has two ends.');
      const whole = request.result === 'granted' ? warrant.asked : null;
      const period = fromMs === null || untilMs === null ? whole : { fromMs, untilMs };
      const accessUntilMaxMs = keepEndMs(nowMs, { days: rules.accessDays.value }, pack.timeZone);
      const decision = {
        ...{ result: request.result, period, documentId: documents[0] ?? null, onPaper: by.kind === 'clerk' },
        accessUntilMs: instant(request.accessUntil) ?? (isRefused ? null : accessUntilMaxMs),
        decidedAtMs: instant(request.decidedAt) ?? nowMs,
      };
      return decideRuling(warrant, decision, { nowMs, accessUntilMaxMs });
    },
  );
}

export interface ActAt {
  readonly nowMs: number;
  readonly documents: readonly string[];
  readonly pack: Pack;
}

/** One act: on a warrant that whoever acts sees in their own scope. */
export async function act(
  deps: WarrantDeps,
  warrantId: string,
  by: Party,
  action: 'warrant.pursue' | 'warrant.confirm' | 'warrant.decide',
  said: Readonly<Record<string, string>> | null,
  uploadIds: readonly string[],
  decide: (warrant: Warrant, at: ActAt) => Outcome<WarrantEventBody[], Refusal>,
): Promise<Outcome<Warrant, Refusal>> {
  const found = (await loadWarrants(deps.database, { warrantId }, 1))[0];
  const may = found === undefined ? null : await mayWith(deps, deps.database, found, by, action);
  if (found === undefined || !may?.allowed) return refuse('not-found', 'There is no such request of yours.');
  return asTask('warrant-act', () => actOn(deps, found, { by, may }, said, uploadIds, decide));
}

/** Decided on the warrant as it stands, with nobody else acting on it meanwhile. */
async function actOn(
  deps: WarrantDeps,
  found: Warrant,
  { by, may }: { readonly by: Party; readonly may: Decision },
  said: Readonly<Record<string, string>> | null,
  uploadIds: readonly string[],
  decide: (warrant: Warrant, at: ActAt) => Outcome<WarrantEventBody[], Refusal>,
): Promise<Outcome<Warrant, Refusal>> {
  const { warrantId } = found;
  const nowMs = deps.clock.nowMs();
  const actor = actorOf(by);
  const pack = packNow(deps, found.jurisdiction);
  const prepared = await prepareDocuments(deps, uploadIds, found, by.personId);
  if (!prepared.ok) return prepared;
  const words = said === null ? null : await sealWords(deps.sealer, warrantId, said, nowMs);
  const after = await deps.database.transaction(async (tx) => {
    const warrant = await lockedWarrant(tx, warrantId);
    assert(warrant !== null, 'a warrant stays');
    const documents = await takeDocuments(tx, prepared.value, nowMs, actor);
    const bodies = valueOrRefuse(decide(warrant, { nowMs, documents, pack }));
    const written = { by: actor, nowMs, words, may, registerClock: registerClockOf(pack) };
    const changed = await writeEvents(tx, deps.sealer, warrant, bodies, written);
    await tellOfEvents(tx, changed, bodies, { pack, nowMs });
    return changed;
  });
  deps.screens.changed(warrantId);
  deps.wake();
  if (after.destroyed.length > found.destroyed.length) await deps.sweepKeys();
  return ok(after);
}
