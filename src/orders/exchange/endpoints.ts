/**
 * Endpoints: where another agency's system is reached and what it is told, set up by whoever runs Magpie. Secrets are sealed, told once when
 * they are made, and rotate with both good for a day. Fails toward refusing.
 */
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type AgencyId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadAgency } from '../../people/service.ts';
import { type Actor, audit, type Sealer } from '../../safeguards/service.ts';
import { endpointUrl } from './address.ts';
import type { EndpointRequest, RotateRequest } from './contract.ts';
import { insertEndpoint, lockEndpoint, lockEndpointsOf, updateEndpointState, updateSecrets } from './endpoints.sql.ts';
import { EXCHANGE_LIMITS } from './limits.ts';
import type { Endpoint, EndpointSecrets, HeldKey } from './notice.ts';
import { newSecret, newSigningKey, publicOf } from './signing.ts';

export interface EndpointDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Whether there is a place for folders. */
  readonly hasFolders: boolean;
}

/** Told once. `out`: what they check our messages with; `in`: what they sign theirs with, null where they have a key of their own. */
export interface Told {
  readonly out: string;
  readonly in: string | null;
}

export async function createEndpoint(
  deps: EndpointDeps,
  request: EndpointRequest,
  actor: Actor,
): Promise<Outcome<{ readonly endpoint: Endpoint; readonly told: Told }, Refusal>> {
  const { database, sealer, clock } = deps;
  const nowMs = clock.nowMs();
  const { kind, url, network } = request;
  if (kind === 'folder' && !deps.hasFolders) return refuse('invalid', 'This server has no folder for the exchange.');
  if ((kind === 'webhook') !== (url !== null))
    return refuse('invalid', 'A webhook has an address, and a folder has none.');
  const address = url === null ? null : endpointUrl(url, network);
  if (address?.ok === false) return address;
  const agency = await loadAgency(database, request.agencyId);
  if (agency === null) return refuse('not-found', 'There is no such agency.');
  const endpointId = uuidFromBytes(deps.randomBytes(16));
  const made = newKeys(deps, request.signing, request.theirKey);
  const secrets: EndpointSecrets = { url, out: [forGood(made.out)], in: [forGood(made.in)] };
  const sealed = await sealSecrets(sealer, endpointId, secrets, nowMs);
  const endpoint: Endpoint = {
    ...{ endpointId, agencyId: agency.agencyId as AgencyId, kind, host: address?.value.host ?? null, network },
    ...{ tells: request.tells, accepts: request.accepts, exercise: request.exercise, state: 'active', ...sealed },
    expectsReceipt: request.expectsReceipt,
    ...{ createdAtMs: nowMs, rotatedAtMs: null, deliveredAtMs: null, failingSinceMs: null },
  };
  return database.transaction(async (tx) => {
    // HAZARD H-345: two systems of one agency get the same notice, and each believes that the other acts on it
    const others = await lockEndpointsOf(tx, agency.agencyId);
    if (others.some((other) => other.exercise === endpoint.exercise && overlaps(other.tells, endpoint.tells))) {
      return refuse('conflict', 'Another endpoint of this agency is told some of these notices: stop it first.');
    }
    await insertEndpoint(tx, endpoint);
    const { exercise, tells, accepts } = endpoint;
    const about = {
      endpointId,
      agencyId: agency.agencyId,
      kind,
      network,
      exercise,
      tells: [...tells],
      accepts: [...accepts],
    };
    await audit(tx, [{ atMs: nowMs, actor, action: 'endpoint.create', purpose: 'exchange', about }]);
    return ok({ endpoint, told: made.told });
  });
}

/** New secrets of a direction; those before are good for a day more. */
export async function rotateEndpoint(
  deps: EndpointDeps,
  endpointId: string,
  request: RotateRequest,
  actor: Actor,
): Promise<Outcome<{ readonly endpoint: Endpoint; readonly told: Partial<Told> }, Refusal>> {
  const { database, sealer, clock } = deps;
  const nowMs = clock.nowMs();
  return database.transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    if (endpoint === null) return refuse('not-found', 'There is no such endpoint.');
    const before = await openSecrets(sealer, endpoint);
    const signing = before.out[0]?.key.startsWith('whsk_') === true ? 'ed25519' : 'hmac';
    const made = newKeys(deps, signing, request.theirKey);
    const isOut = request.direction !== 'in';
    const isIn = request.direction !== 'out';
    const secrets: EndpointSecrets = {
      url: before.url,
      out: isOut ? [forGood(made.out), ...replaced(before.out, nowMs)] : before.out,
      in: isIn ? [forGood(made.in), ...replaced(before.in, nowMs)] : before.in,
    };
    const sealed = await sealSecrets(sealer, endpointId, secrets, nowMs);
    await updateSecrets(tx, endpointId, { ...sealed, atMs: nowMs });
    const about = { endpointId, direction: request.direction };
    await audit(tx, [{ atMs: nowMs, actor, action: 'endpoint.rotate', purpose: 'exchange', about }]);
    const told = { ...(isOut ? { out: made.told.out } : {}), ...(isIn ? { in: made.told.in } : {}) };
    return ok({ endpoint: { ...endpoint, ...sealed, rotatedAtMs: nowMs }, told });
  });
}

export async function stopEndpoint(
  deps: EndpointDeps,
  endpointId: string,
  actor: Actor,
): Promise<Outcome<Endpoint, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    if (endpoint === null) return refuse('not-found', 'There is no such endpoint.');
    if (endpoint.state === 'stopped') return refuse('conflict', 'It is stopped already.');
    await updateEndpointState(tx, endpointId, 'stopped');
    await audit(tx, [{ atMs: nowMs, actor, action: 'endpoint.stop', purpose: 'exchange', about: { endpointId } }]);
    return ok({ ...endpoint, state: 'stopped' as const });
  });
}

export async function openSecrets(
  sealer: Sealer,
  endpoint: Pick<Endpoint, 'keyId' | 'sealed'>,
): Promise<EndpointSecrets> {
  const opened = await sealer.open(endpoint.keyId, endpoint.sealed);
  return JSON.parse(opened.toString('utf8')) as EndpointSecrets;
}

/** Those that are good now, the newest first. */
export function goodKeys(keys: readonly HeldKey[], nowMs: number): string[] {
  return keys.filter(({ untilMs }) => untilMs === null || nowMs < untilMs).map(({ key }) => key);
}

function newKeys({ randomBytes }: EndpointDeps, signing: 'hmac' | 'ed25519', theirKey: string | null) {
  const out = signing === 'hmac' ? newSecret(randomBytes) : newSigningKey(randomBytes);
  const own = theirKey ?? newSecret(randomBytes);
  // A secret of its own for each direction: what we sent proves nothing when it is sent back.
  assert(out !== own, 'each direction has a secret of its own');
  const told: Told = { out: signing === 'hmac' ? out : publicOf(out), in: theirKey === null ? own : null };
  return { out, in: own, told };
}

function forGood(key: string): HeldKey {
  return { key, untilMs: null };
}

function replaced(keys: readonly HeldKey[], nowMs: number): HeldKey[] {
  const untilMs = nowMs + EXCHANGE_LIMITS.secretOverlapMs;
  // Rotated twice within a day: the first of them is not needed any longer.
  return keys.slice(0, 1).map(({ key }) => ({ key, untilMs }));
}

async function sealSecrets(sealer: Sealer, endpointId: string, secrets: EndpointSecrets, nowMs: number) {
  const key = await sealer.dataKey({ subject: endpointId, scope: 'endpoint', bases: ['registration'] }, nowMs);
  return { keyId: key.keyId, sealed: sealer.sealWith(key, Buffer.from(JSON.stringify(secrets))) };
}

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  return (a.includes('*') && b.length > 0) || (b.includes('*') && a.length > 0) || a.some((code) => b.includes(code));
}
