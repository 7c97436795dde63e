/** Names of attempts, and what a phone or a provider proves itself by when it tells of one: keyed hashes that only this server makes. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { uuidFromBytes } from '../core/ids.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { Channel } from './attempt.ts';

type Proof = 'push-receipt' | 'callback';

export function proofOf(sealer: Sealer, what: Proof, attemptId: string): string {
  return sealer.payloadHash(Buffer.from(`${what}|${attemptId}`)).toString('base64url');
}

export function proves(sealer: Sealer, what: Proof, attemptId: string, given: string): boolean {
  const wanted = Buffer.from(proofOf(sealer, what, attemptId));
  const found = Buffer.from(given);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** The same for all messages of an incident, and of no meaning to others; fits the Topic of RFC 8030. */
export function tagOf(sealer: Sealer, incidentId: string): string {
  return sealer
    .payloadHash(Buffer.from(`tag|${incidentId}`))
    .subarray(0, 18)
    .toString('base64url');
}

/** The same step of the same warning has the same id in every process: it is the provider's idempotency key. */
export function attemptIdOf(warningId: string, channel: Channel, subscriptionId: string | null, step: number): string {
  const name = `attempt|${warningId}|${channel}|${subscriptionId ?? ''}|${step}`;
  return uuidFromBytes(createHash('sha256').update(name).digest());
}
