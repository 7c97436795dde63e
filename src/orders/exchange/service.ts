/**
 * Notices to other agencies and to people: what the law demands to be told, to whom and by when, until somebody is known to have it.
 * Written in the transaction of what gives rise to them. Fails toward telling: what is not confirmed stays on the list and
 * becomes overdue.
 */
import { createHash } from 'node:crypto';
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { type AgencyId, type OrderId, type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type AgencyRole, loadAgencies, loadAgency } from '../../people/service.ts';
import { type Access, type Actor, audit, rulesOf, type Sealer } from '../../safeguards/service.ts';
import { loadOrderRow } from '../orders.sql.ts';
import { maySeeMessages, mayWithNotice } from './case.ts';
import type { BY_HAND, NewNotice, Notice, SealedDetails } from './notice.ts';
import {
  insertNotice,
  loadAddressee,
  lockNotice,
  updateReceived,
  updateSendAgain,
  upsertAddressee,
} from './notices.sql.ts';
import { loadSender, updateSeen } from './received.sql.ts';

export interface ExchangeDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** A signed-in member of an agency. */
export interface Staff {
  readonly kind: string;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly exercise: boolean;
}

/** What staff's own acts ask besides. */
export type DeskDeps = Pick<ExchangeDeps, 'database' | 'clock'> & { readonly access: Access };

const CODE = /^[a-z0-9][a-z0-9-]{0,59}$/;
/** Nothing that could be a name, a number of a telephone or a place fits. */
const FACT = /^[\p{L}\p{N}:._+-]{0,80}$/u;

/**
 * Writes one notice, in the producer's own transaction: it is told if and only if that commits, and from then on by itself - over the
 * agency's endpoint, or on its desk's list - with retries, until it is received; past `dueAtMs` it is shown as overdue.
 *
 * - `uniqueKey` makes it idempotent: the same occasion again changes nothing, whatever else it says (`isNew` false). Put into
 *   it what the occasion is: `proceeding:<id>:<rule>`, and a count where the law wants it told again.
 * - `to.agencyId` null: nobody knows which office of that role it is (`addresseeOf`); it then waits for a person, and becomes overdue.
 * - `to.role` 'person' has no endpoint: somebody tells them and records how.
 * - `facts` are plain: codes, whole numbers, times in ISO 8601 UTC. Names, numbers and places go into `details`, sealed before the transaction
 *   with `sealDetails`, and leave only over a signed endpoint of that agency; never a position of a monitored person.
 * - `exercise`: that of the order or the people; it never goes to an endpoint of the other kind.
 * - It takes no lock but the row's own and writes no audit entry: the producer's entry is that of the cause. Deliveries, receipts
 *   and people's acts are audited when they happen. `nowMs`: when it is written.
 *
 * Throws when a code or fact could hold more than it may: a defect of the producer.
 */
export async function addNotice(
  tx: Sql,
  notice: NewNotice,
  nowMs: number,
): Promise<{ readonly noticeId: string; readonly isNew: boolean }> {
  assert(CODE.test(notice.code), 'a notice has a code in kebab-case');
  assert(notice.uniqueKey.length > 0 && notice.uniqueKey.length <= 300, 'a notice has a key of up to 300 characters');
  assert(notice.article !== '' && notice.ruleId !== '', 'a notice names its rule and article');
  for (const value of Object.values(notice.facts ?? {})) {
    assert(typeof value !== 'string' || FACT.test(value), 'a fact is a code, a number or a time');
    // HAZARD H-346: a coordinate leaves with a notice: none is a whole number
    assert(typeof value !== 'number' || Number.isInteger(value), 'a number among the facts is whole');
  }
  const noticeId = uuidFromBytes(createHash('sha256').update(`notice|${notice.uniqueKey}`).digest());
  return { noticeId, isNew: await insertNotice(tx, noticeId, notice, nowMs) };
}

/**
 * Seals what a notice tells besides codes: JSON by name, e.g. the protected person's name, home, telephone. Under a key of the person that
 * has no basis but the order, or their registration where there is none yet. Before the transaction: making a key is one of its own.
 */
export async function sealDetails(
  deps: Pick<ExchangeDeps, 'sealer' | 'clock'>,
  about: { readonly personId: PersonId; readonly orderId: OrderId | null },
  details: Readonly<Record<string, unknown>>,
): Promise<SealedDetails> {
  const basis = about.orderId === null ? 'registration' : `order:${about.orderId}`;
  const scope = about.orderId === null ? 'notices' : `notices ${basis}`;
  const key = await deps.sealer.dataKey({ subject: about.personId, scope, bases: [basis] }, deps.clock.nowMs());
  return { keyId: key.keyId, sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify(details))) };
}

/** The office of that role that is told under the order: the one that was named, else the only one of its jurisdiction; null: unknown. */
export async function addresseeOf(sql: Sql, orderId: OrderId, role: AgencyRole): Promise<AgencyId | null> {
  const named = await loadAddressee(sql, orderId, role);
  if (named !== null) return named as AgencyId;
  const order = await loadOrderRow(sql, orderId);
  if (order === null) return null;
  const offices = (await loadAgencies(sql)).filter(
    (one) => one.role === role && one.jurisdiction === order.jurisdiction,
  );
  // HAZARD H-347: of several offices one is told by chance, and the other would have come
  return offices.length === 1 ? offices[0]!.agencyId : null;
}

/** From now on that office is told under the order. */
export async function nameAddressee(
  deps: Pick<ExchangeDeps, 'database' | 'clock'>,
  orderId: string,
  agencyId: string,
  actor: Actor,
): Promise<Outcome<AgencyRole, Refusal>> {
  const atMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const order = await loadOrderRow(tx, orderId);
    const agency = await loadAgency(tx, agencyId);
    if (order === null || agency === null) return refuse('not-found', 'There is no such order or agency.');
    if (agency.jurisdiction !== order.jurisdiction) return refuse('invalid', 'The agency is of another jurisdiction.');
    await upsertAddressee(tx, orderId, agency.role, agencyId);
    const about = { orderId, agencyId, role: agency.role };
    await audit(tx, [{ atMs, actor, action: 'order.addressee', purpose: 'exchange', about }]);
    return ok(agency.role);
  });
}

export interface ByHand {
  readonly how: (typeof BY_HAND)[number];
  /** Whom they told: a name and an office, in words. */
  readonly who: string;
  readonly atMs: number;
}

/** The receipt that a person records: whom they told, how and when. By whoever tells, not by who is told: they confirm at their desk. */
export async function recordByHand(
  deps: ExchangeDeps & DeskDeps,
  noticeId: string,
  given: ByHand,
  staff: Staff,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  if (given.atMs > nowMs) return refuse('invalid', 'It cannot have been told after now.');
  const key = await deps.sealer.dataKey({ subject: noticeId, scope: 'receipt', bases: ['registration'] }, nowMs);
  const words = {
    keyId: key.keyId,
    sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify({ who: given.who }))),
  };
  return actOn(deps, noticeId, staff, 'notice.told-by-hand', { how: given.how }, async (tx, notice) => {
    if (!(await mayWithNotice(deps, tx, staff, 'notice.tell', notice)).allowed)
      return refuse('forbidden', 'Only the agency that tells it records that.');
    if (given.atMs < notice.happenedAtMs) return refuse('invalid', 'It cannot have been told before it happened.');
    const receipt = { atMs: given.atMs, how: given.how, by: staff.personId, words };
    await updateReceived(tx, noticeId, receipt);
    return ok(noticeId);
  });
}

/** Read by a person of the agency that is told. */
export function confirmAtDesk(deps: DeskDeps, noticeId: string, staff: Staff): Promise<Outcome<string, Refusal>> {
  return actOn(deps, noticeId, staff, 'notice.confirm', {}, async (tx, notice) => {
    if (!(await mayWithNotice(deps, tx, staff, 'notice.confirm', notice)).allowed)
      return refuse('forbidden', 'It was not told to your agency.');
    const atMs = deps.clock.nowMs();
    await updateReceived(tx, noticeId, { atMs, how: 'desk', by: staff.personId, words: null });
    return ok(noticeId);
  });
}

/** Sent once more, with the same id. */
export function sendAgain(deps: DeskDeps, noticeId: string, staff: Staff): Promise<Outcome<string, Refusal>> {
  return actOn(deps, noticeId, staff, 'notice.send-again', {}, async (tx, notice) => {
    if (!(await mayWithNotice(deps, tx, staff, 'notice.tell', notice)).allowed)
      return refuse('forbidden', 'Only the agency that tells it sends it again.');
    if (notice.toRole === 'person')
      return refuse('conflict', 'To a person nothing is sent: tell them, and record how.');
    await updateSendAgain(tx, noticeId, deps.clock.nowMs());
    return ok(noticeId);
  });
}

function actOn(
  deps: DeskDeps,
  noticeId: string,
  staff: Staff,
  action: string,
  more: Readonly<Record<string, string>>,
  act: (tx: Sql, notice: Notice) => Promise<Outcome<string, Refusal>>,
): Promise<Outcome<string, Refusal>> {
  return deps.database.transaction(async (tx) => {
    const notice = await lockNotice(tx, noticeId);
    const may = notice === null ? null : await mayWithNotice(deps, tx, staff, 'notice.read', notice);
    if (notice === null || !may?.allowed) return refuse('not-found', 'There is no such notice of yours.');
    if (notice.state === 'received') return refuse('conflict', 'It was received before.');
    const done = await act(tx, notice);
    if (!done.ok) return done;
    const actor = { kind: staff.kind, id: staff.personId };
    const about = { noticeId, orderId: notice.orderId, ...more, ...rulesOf(may) };
    await audit(tx, [{ atMs: deps.clock.nowMs(), actor, action, purpose: 'exchange', about }]);
    return done;
  });
}

/** A held message was looked at by a desk whose it is. */
export function markHeldSeen(deps: DeskDeps, heldId: string, staff: Staff): Promise<Outcome<string, Refusal>> {
  const atMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const sender = await loadSender(tx, heldId);
    const may = sender === null ? null : await maySeeMessages(deps, tx, staff, sender);
    if (!may?.allowed || !(await updateSeen(tx, heldId, { personId: staff.personId, atMs })))
      return refuse('not-found', 'There is no such message, or it was seen before.');
    const actor = { kind: staff.kind, id: staff.personId };
    const about = { heldId, ...rulesOf(may) };
    await audit(tx, [{ atMs, actor, action: 'exchange.held-seen', purpose: 'exchange', about }]);
    return ok(heldId);
  });
}
