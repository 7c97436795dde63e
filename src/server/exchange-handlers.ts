/**
 * What other agencies' systems decide, as acts in proceedings: each in the transaction that records its message, so that neither stands
 * without the other. Fails toward holding: what the law or the proceeding refuses changes nothing, and a person sees it.
 */
import type { Database, Sql } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import { err, type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, RefusedError, refuse } from '../core/refusal.ts';
import { decisionActs } from '../orders/exchange/decision-act.ts';
import {
  actorOf,
  endOrderBy,
  type Handled,
  type Handlers,
  ownHandlers,
  type TakenMessage,
} from '../orders/exchange/handlers.ts';
import { roleOfAgency } from '../orders/exchange/roles.ts';
import type { Ending } from '../orders/packs/procedure.ts';
import { mayIn } from '../orders/process/case.ts';
import type { ActRequest } from '../orders/process/contract.ts';
import type { Doer } from '../orders/process/deps.ts';
import { actOn, lockProceedingNumbered, lockProceedingOf } from '../orders/process/service.ts';
import type { OrderDeps } from '../orders/service.ts';
import type { Agency } from '../people/service.ts';
import { type Access, audit } from '../safeguards/service.ts';
import { processDeps } from './process-deps.ts';

export type HandlerDeps = Omit<OrderDeps, 'onOrderChange'> & { readonly access: Access };

/** Those of the exchange itself, and those that act in proceedings. `protected-details` has none: a person takes it up. */
export function exchangeHandlers(deps: HandlerDeps): Handlers {
  return {
    ...ownHandlers(deps),
    'court-decision': (tx, message) => takeDecision(deps, tx, message),
    'non-indictment': (tx, message) => takeEnd(deps, tx, message, 'non-indictment'),
    acquittal: (tx, message) => takeEnd(deps, tx, message, 'acquitted'),
  };
}

async function takeDecision(
  deps: HandlerDeps,
  tx: Sql,
  message: TakenMessage<'court-decision'>,
): Promise<Outcome<Handled, Refusal>> {
  const { data, agency, endpoint, receivedAtMs } = message;
  // Locked first: whoever acts at the same moment comes before or after it, and it is not held because of them.
  const row = await lockProceedingNumbered(tx, data.applicationRef);
  // HAZARD H-404: a court that has nothing to do with the matter decides it.
  const doer = doerOf(agency, endpoint.exercise);
  const may = row === null ? null : await mayIn(deps, tx, row, doer, 'proceeding.act');
  // The message is the court's own: an authority that has only the part of the police decides nothing.
  if (row === null || !may?.allowed || row.courtId !== agency.agencyId) {
    return refuse('not-found', '/applicationRef: no proceeding of this number names your office.');
  }
  const changed: OrderId[] = [];
  const process = within(deps, tx, changed);
  const law = process.lawFor(row, receivedAtMs);
  if (law === null) return refuse('conflict', 'The law of this proceeding cannot be read.');
  const acts = decisionActs(data, { row, law });
  if (!acts.ok) return acts;
  const done = await inTurn(process, row.proceedingId, acts.value, doer);
  if (!done.ok) return done;
  await record(tx, message, { proceedingId: row.proceedingId, number: row.number });
  const answer = { proceedingId: row.proceedingId, number: row.number, served: data.servedAt !== null };
  return ok({ answer, changedOrders: [...new Set(changed)] });
}

/** The matter ends in its proceeding, and with it whatever is monitored; an order that stands by itself ends by itself. */
async function takeEnd(
  deps: HandlerDeps,
  tx: Sql,
  message: TakenMessage<'non-indictment' | 'acquittal'>,
  how: Ending & ('non-indictment' | 'acquitted'),
): Promise<Outcome<Handled, Refusal>> {
  const { data, agency, endpoint } = message;
  const row = await lockProceedingOf(tx, data.orderId);
  if (row === null) return endOrderBy(deps, tx, message, how);
  const doer = doerOf(agency, endpoint.exercise);
  if (!(await mayIn(deps, tx, row, doer, 'proceeding.act')).allowed)
    return refuse('not-found', 'There is no such order.');
  if (data.applicationRef !== null && data.applicationRef !== row.number) {
    return refuse('invalid', '/applicationRef: the order stands in another proceeding.');
  }
  const changed: OrderId[] = [];
  const text = [`reference: ${data.reference}`, ...(data.note === null ? [] : [data.note])].join('\n');
  const end: ActRequest = { act: 'end', how, at: data.decidedAt, text, documents: [] };
  const done = await inTurn(within(deps, tx, changed), row.proceedingId, [end], doer);
  if (!done.ok) return done;
  await record(tx, message, { proceedingId: row.proceedingId, orderId: data.orderId });
  const answer = { orderId: data.orderId, proceedingId: row.proceedingId, ended: true };
  return ok({ answer, changedOrders: [...new Set(changed)] });
}

/** Whoever signs for an agency's system speaks for its bench. */
function doerOf({ role, agencyId }: Agency, exercise: boolean): Doer {
  const who = { is: 'system', agencyId, exercise } as const;
  return { role: roleOfAgency(role), personId: null, agencyId, isBench: true, who };
}

/** What proceedings ask of the rest, inside the message's own transaction: what changed is told after its commit. */
function within(deps: HandlerDeps, tx: Sql, changed: OrderId[]) {
  const database: Database = { query: (text, values) => tx.query(text, values), transaction: (work) => work(tx) };
  return processDeps({ ...deps, database, onOrderChange: (orderId) => void changed.push(orderId) });
}

async function inTurn(
  process: ReturnType<typeof within>,
  proceedingId: string,
  acts: readonly ActRequest[],
  doer: Doer,
): Promise<Outcome<null, Refusal>> {
  try {
    for (const act of acts) {
      const done = await actOn(process, proceedingId, act, doer);
      if (!done.ok) return done;
    }
    return ok(null);
  } catch (error) {
    // From inside an act's own transaction, which here is the message's: the receiver undoes it.
    if (error instanceof RefusedError) return err(error.refusal);
    throw error;
  }
}

function record(
  tx: Sql,
  message: TakenMessage<'court-decision' | 'non-indictment' | 'acquittal'>,
  about: Readonly<Record<string, string>>,
): Promise<number> {
  const { kind, messageId, receivedAtMs: atMs } = message;
  const entry = { atMs, actor: actorOf(message), action: `exchange.${kind}`, purpose: 'order' };
  return audit(tx, [{ ...entry, about: { ...about, messageId } }]);
}
