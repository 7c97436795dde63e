/**
 * What other agencies' systems send: proved, of this moment, once, and of a form that is known - or held, sealed, for a person. A message, what
 * it does and that it came are one transaction. Fails toward refusing whoever does not prove themself, and toward holding what they said.
 */
import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { type OrderId, uuidFromBytes } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Refusal } from '../../core/refusal.ts';
import { utcDay } from '../../core/time.ts';
import { loadAgency } from '../../people/service.ts';
import type { DataKey, Sealer } from '../../safeguards/service.ts';
import { loadEndpoint } from './endpoints.sql.ts';
import { goodKeys, openSecrets } from './endpoints.ts';
import { type Handled, type Handler, type Handlers, ROLES_OF, type TakenMessage } from './handlers.ts';
import { EXCHANGE_LIMITS } from './limits.ts';
import { IN_KINDS, IN_SCHEMAS, type InKind } from './messages.ts';
import type { Endpoint } from './notice.ts';
import { insertHeld, insertMessage, lockMessage, type Problem, purgeHeld, type StoredAnswer } from './received.sql.ts';
import { faultOf } from './signing.ts';

export interface ReceiverDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly handlers: Handlers;
  /** After the commit, awaited before the answer. */
  readonly onOrderChange: (orderId: OrderId) => void | Promise<void>;
  /** One message at a time: a handler that seals needs a second connection while it holds one, and many at once would take all there are. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Refused at the door: nothing of it is kept. */
  onRefused(fault: string): void;
}

export interface Arrived {
  readonly endpointId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
  readonly via: 'http' | 'file';
}

const MESSAGE_ID = /^[\x21-\x7e]{1,100}$/;

/** The answer, with its HTTP status. 2xx: it was taken, now or before, or is held for a person; anything else: it was not acted on. */
export async function receive(deps: ReceiverDeps, arrived: Arrived): Promise<StoredAnswer> {
  const { database, sealer, clock } = deps;
  const nowMs = clock.nowMs();
  const endpoint = await loadEndpoint(database, arrived.endpointId);
  if (endpoint === null || endpoint.state === 'stopped') return door(deps, 404, 'unknown-endpoint');
  const { in: keys } = await openSecrets(sealer, endpoint);
  const toleranceMs = arrived.via === 'file' ? EXCHANGE_LIMITS.fileToleranceMs : EXCHANGE_LIMITS.toleranceMs;
  const fault = faultOf(goodKeys(keys, nowMs), arrived.headers, arrived.bytes, nowMs, toleranceMs);
  if (fault !== null) return door(deps, 401, fault);
  const messageId = arrived.headers['webhook-id'] ?? '';
  if (!MESSAGE_ID.test(messageId)) return door(deps, 400, 'id-unreadable');
  const held = await sealer.dataKey({ subject: 'quarantine', scope: utcDay(nowMs), bases: ['quarantine'] }, nowMs);
  const { answer, changedOrders } = await deps.inTurn(() =>
    database.transaction((tx) => take(deps, tx, { endpoint, messageId, bytes: arrived.bytes, nowMs, held })),
  );
  for (const orderId of changedOrders) await deps.onOrderChange(orderId);
  return answer;
}

/** Held messages past their time go; how many. */
export function purgeHeldMessages(sql: Sql, nowMs: number): Promise<number> {
  return purgeHeld(sql, nowMs);
}

interface Proved {
  readonly endpoint: Endpoint;
  readonly messageId: string;
  readonly bytes: Buffer;
  readonly nowMs: number;
  /** What is held is sealed with. */
  readonly held: DataKey;
}

interface Taken {
  readonly answer: StoredAnswer;
  readonly changedOrders: readonly OrderId[];
}

async function take(deps: ReceiverDeps, tx: Sql, proved: Proved): Promise<Taken> {
  const { endpoint, messageId, bytes, nowMs } = proved;
  // Keyed: who reads the rows cannot find a name or a home by hashing guesses.
  const bodyHash = deps.sealer.payloadHash(bytes);
  // HAZARD H-341: whoever recorded a message sends it again when it does harm
  const before = await lockMessage(tx, endpoint.endpointId, messageId);
  if (before !== null) return { answer: again(before, bodyHash), changedOrders: [] };
  const read = readMessage(endpoint, bytes);
  const done = 'problems' in read ? read : await act(deps, tx, proved, read);
  const record = { endpointId: endpoint.endpointId, messageId, bodyHash, kind: read.kind, receivedAtMs: nowMs };
  if ('problems' in done) {
    const heldId = uuidFromBytes(deps.randomBytes(16));
    const { reason, problems, status } = done;
    const error = { code: reason, message: done.message, problems };
    const answer = { status, body: status < 300 ? { state: 'held', messageId, reason } : { error, messageId } };
    await insertMessage(tx, { ...record, state: 'held', answer });
    const sealed = deps.sealer.sealWith(proved.held, bytes);
    await insertHeld(tx, {
      ...{ heldId, endpointId: endpoint.endpointId, messageId, kind: read.kind, reason, problems, receivedAtMs: nowMs },
      ...{ keyId: proved.held.keyId, sealed },
    });
    return { answer, changedOrders: [] };
  }
  const answer = { status: 200, body: { state: 'accepted', messageId, ...done.answer } };
  await insertMessage(tx, { ...record, state: 'accepted', answer });
  return { answer, changedOrders: done.changedOrders ?? [] };
}

/** The same message again is answered as before and does nothing; another under the same id is refused. */
function again(before: { readonly bodyHash: Buffer; readonly answer: StoredAnswer }, bodyHash: Buffer): StoredAnswer {
  if (before.bodyHash.equals(bodyHash)) return { ...before.answer, body: { ...before.answer.body, again: true } };
  const error = { code: 'id-used', message: 'Another message came under this id.' };
  return { status: 409, body: { error } };
}

interface Unfit {
  readonly kind: InKind | null;
  readonly reason: string;
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly status: number;
}

interface Fit {
  readonly kind: InKind;
  readonly data: unknown;
}

function readMessage(endpoint: Endpoint, bytes: Buffer): Fit | Unfit {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return unfit(null, 'not-json', 'It is not JSON in UTF-8.', [{ pointer: '', message: 'is not JSON in UTF-8' }]);
  }
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : null;
  const kind = IN_KINDS.find((one) => one === type) ?? null;
  if (kind === null) {
    const message = `must be one of ${IN_KINDS.join(', ')}`;
    return unfit(null, 'unknown-kind', 'It is of a kind that is not known.', [{ pointer: '/type', message }]);
  }
  const parsed = IN_SCHEMAS[kind].safeParse(value);
  if (!parsed.success) return unfit(kind, 'schema', 'It does not keep to its schema.', problemsOf(parsed.error));
  if (!endpoint.accepts.includes(kind))
    return unfit(kind, 'not-accepted', 'This endpoint does not take messages of this kind.', []);
  // HAZARD H-348: a drill's message ends a real order, or a real decision an exercise's
  if (parsed.data.exercise !== endpoint.exercise) {
    const message = `must be ${endpoint.exercise}: what this endpoint is set up for`;
    return unfit(kind, 'exercise', 'Exercise and real do not mix.', [{ pointer: '/exercise', message }]);
  }
  return { kind, data: parsed.data.data };
}

async function act(
  { database: _, handlers, ...deps }: ReceiverDeps,
  tx: Sql,
  { endpoint, messageId, bytes, nowMs }: Proved,
  { kind, data }: Fit,
): Promise<Handled | Unfit> {
  void deps;
  const agency = await loadAgency(tx, endpoint.agencyId);
  if (agency === null || !ROLES_OF[kind].includes(agency.role)) {
    return unfit(kind, 'not-theirs', 'An office of this kind does not say that.', []);
  }
  const handler = handlers[kind] as Handler<InKind> | undefined;
  if (handler === undefined) {
    // Taken, and a person's to act on: sending it again would not help.
    return { ...unfit(kind, 'no-handler', 'It is held for a person.', []), status: 202 };
  }
  await tx.query('savepoint handler');
  const message = { kind, data, endpoint, agency, messageId, receivedAtMs: nowMs, bytes } as TakenMessage<InKind>;
  const outcome: Outcome<Handled, Refusal> = await handler(tx, message);
  if (outcome.ok) return outcome.value;
  await tx.query('rollback to savepoint handler');
  return unfit(kind, `refused-${outcome.error.code}`, outcome.error.message, []);
}

function unfit(kind: InKind | null, reason: string, message: string, problems: readonly Problem[]): Unfit {
  return { kind, reason, message, problems, status: 422 };
}

/** HAZARD H-346: what stood in a message reaches a log or a list by way of its error */
function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.slice(0, EXCHANGE_LIMITS.problems).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message: wordsOf(issue),
  }));
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be of type ${issue.expected}`;
    case 'unrecognized_keys':
      return 'has a member that is not known';
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'invalid_format':
      return `must be in the form ${issue.format}`;
    case 'invalid_union':
      return 'is of none of the forms that are known';
    case 'custom':
      // Our own words, in the schemas.
      return issue.message;
    default:
      return 'is not valid';
  }
}

function door({ onRefused }: ReceiverDeps, status: number, fault: string): StoredAnswer {
  onRefused(fault);
  return { status, body: { error: { code: fault, message: DOOR_WORDS[fault] ?? 'It is refused.' } } };
}

const DOOR_WORDS: Readonly<Record<string, string>> = {
  'unknown-endpoint': 'There is no such endpoint.',
  'headers-missing': 'webhook-id, webhook-timestamp and webhook-signature are needed.',
  'time-unreadable': 'webhook-timestamp is in whole seconds since 1970.',
  'too-old': 'webhook-timestamp is more than five minutes ago: sign it anew when sending.',
  'too-new': 'webhook-timestamp lies ahead: is your clock right?',
  'signature-wrong': 'No signature holds over id, time and body.',
  'id-unreadable': 'webhook-id has up to 100 visible characters.',
};
