/**
 * What messages of other agencies do: one handler a kind, each in the transaction that records the message. A kind without a handler is
 * held for a person. Fails toward holding: what a handler refuses changes nothing.
 */
import type { Sql } from '../../core/database.ts';
import type { OrderId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { parseInstant } from '../../core/time.ts';
import type { Agency, AgencyRole } from '../../people/service.ts';
import { audit } from '../../safeguards/service.ts';
import { proceedingOf } from '../endings.sql.ts';
import { type EndingDeps, endWithin } from '../endings.ts';
import type { EndingAct } from '../order.ts';
import { loadOrderRow } from '../orders.sql.ts';
import type { InData, InKind } from './messages.ts';
import type { Endpoint } from './notice.ts';
import { lockNotice, updateReceived } from './notices.sql.ts';

/** A message that was signed by its endpoint, kept to its schema, and is of its endpoint's own kind (exercise or real). */
export interface TakenMessage<K extends InKind> {
  readonly kind: K;
  readonly data: InData[K];
  readonly endpoint: Endpoint;
  readonly agency: Agency;
  readonly messageId: string;
  readonly receivedAtMs: number;
  /** As it came: what the signature was over. */
  readonly bytes: Buffer;
}

export interface Handled {
  /** Ids and codes for the answer. */
  readonly answer?: Readonly<Record<string, string | number | boolean | null>>;
  /** Orders that changed: told to the engine and to open streams after the commit, before the answer. */
  readonly changedOrders?: readonly OrderId[];
}

/** A refusal undoes whatever the handler wrote; the message is held for a person, and its sender is told the refusal's sentence. */
export type Handler<K extends InKind> = (tx: Sql, message: TakenMessage<K>) => Promise<Outcome<Handled, Refusal>>;
export type Handlers = { readonly [K in InKind]?: Handler<K> };

/** Which offices may say what. */
export const ROLES_OF: Readonly<Record<InKind, readonly AgencyRole[]>> = {
  'court-decision': ['court', 'authority'],
  'protected-details': ['police', 'authority'],
  receipt: ['monitoring', 'police', 'prosecution', 'court', 'authority'],
  'non-indictment': ['prosecution'],
  acquittal: ['court'],
};

/** Those that need nothing but orders and notices; whoever keeps proceedings adds the others. */
export function ownHandlers(deps: EndingDeps): Handlers {
  return {
    receipt: takeReceipt,
    'non-indictment': (tx, message) => endOrderBy(deps, tx, message, 'non-indictment'),
    acquittal: (tx, message) => endOrderBy(deps, tx, message, 'acquitted'),
  };
}

async function takeReceipt(tx: Sql, message: TakenMessage<'receipt'>): Promise<Outcome<Handled, Refusal>> {
  const { endpoint, data, receivedAtMs } = message;
  const notice = await lockNotice(tx, data.noticeId);
  if (notice === null || notice.toAgencyId !== endpoint.agencyId || notice.exercise !== endpoint.exercise) {
    return refuse('not-found', 'No notice of this id was told to your agency.');
  }
  // They may confirm twice; the first word stands.
  if (notice.state === 'received') return ok({ answer: { noticeId: notice.noticeId, first: false } });
  if (notice.sentAtMs === null) return refuse('conflict', 'This notice was not sent yet.');
  const how = endpoint.kind === 'folder' ? 'file' : 'message';
  await updateReceived(tx, notice.noticeId, { atMs: receivedAtMs, how, by: null, words: null });
  const about = { noticeId: notice.noticeId, orderId: notice.orderId, how };
  await audit(tx, [
    { atMs: receivedAtMs, actor: actorOf(message), action: 'notice.receipt', purpose: 'exchange', about },
  ]);
  return ok({ answer: { noticeId: notice.noticeId, first: true } });
}

/** Of an order that stands in no proceeding: it ends now, with its retention clocks. One that stands in a proceeding is ended there. */
export async function endOrderBy(
  deps: EndingDeps,
  tx: Sql,
  message: TakenMessage<'non-indictment' | 'acquittal'>,
  how: EndingAct,
): Promise<Outcome<Handled, Refusal>> {
  const { agency, endpoint, data, kind, receivedAtMs } = message;
  const order = await loadOrderRow(tx, data.orderId);
  const isTheirs = order !== null && order.jurisdiction === agency.jurisdiction && order.exercise === endpoint.exercise;
  if (!isTheirs) return refuse('not-found', 'There is no such order.');
  const decidedAtMs = parseInstant(data.decidedAt) ?? receivedAtMs;
  if (decidedAtMs > receivedAtMs) return refuse('invalid', 'It cannot have been decided after now.');
  const number = await proceedingOf(tx, data.orderId);
  if (number !== null) return refuse('conflict', `The order stands in the proceeding ${number}: it is ended there.`);
  const done = await endWithin(deps, tx, data.orderId, how, actorOf(message), null);
  if (done === 'over' || done === 'none') return refuse('conflict', 'The order was ended before.');
  const about = { orderId: data.orderId, kind, decidedAtMs, messageId: message.messageId };
  await audit(tx, [
    { atMs: receivedAtMs, actor: actorOf(message), action: `exchange.${kind}`, purpose: 'order', about },
  ]);
  return ok({ answer: { orderId: data.orderId, ended: done === 'ended' }, changedOrders: [order.orderId] });
}

export function actorOf({ agency, endpoint }: Pick<TakenMessage<InKind>, 'agency' | 'endpoint'>) {
  return { kind: `agency:${agency.role}`, id: endpoint.endpointId };
}
