/**
 * Passkeys of people: added by whoever is signed in, named, removed, and signed in with. Change and audit are one transaction. Fails toward
 * refusing; a passkey that looks copied is refused and recorded, and its owner can remove it.
 */
import { uuidFromBytes } from '../../../core/ids.ts';
import { stopWith } from '../../../core/refusal.ts';
import { toIso } from '../../../core/time.ts';
import { loadPerson } from '../../../people/service.ts';
import { type Actor, audit, type Sealer } from '../../../safeguards/service.ts';
import type { ChallengeFor } from '../challenge.ts';
import { SESSION_LIMITS } from '../limits.ts';
import type { PhoneName } from '../phones/name.ts';
import { beginSession, type SessionDeps, type SignedIn } from '../service.ts';
import type { RelyingParty } from '../sign-in-setting.ts';
import { hasPage, type Viewer } from '../viewer.ts';
import { assertionOptions, challengeIn, type Proof, prove, registrationOptions, verifyNew } from './ceremony.ts';
import type {
  AssertionJson,
  AssertionOptions,
  OwnSignInJson,
  RegistrationJson,
  RegistrationOptions,
} from './contract.ts';
import { endPasskeys, insertPasskey, loadPasskeys, type PasskeyUse, updateName } from './passkeys.sql.ts';

export interface PasskeyDeps extends SessionDeps {
  readonly sealer: Sealer;
}

/** Anyone may ask to sign in: nothing binds that challenge but the server. */
const SIGNING_IN: ChallengeFor = { purpose: 'sign-in', binding: [] };

const registering = (viewer: Viewer, use: PasskeyUse): ChallengeFor => ({
  purpose: 'register',
  binding: [viewer.phoneId, use],
});

/** Neutral for those whose phone may be looked at. */
const LABEL: Readonly<Record<PasskeyUse, string>> = { 'sign-in': 'Magpie', unlock: 'Memo' };

const REFUSED = 'This passkey is not known here, or its answer is not valid any more.';

export async function listOwn(deps: PasskeyDeps, viewer: Viewer): Promise<OwnSignInJson['passkeys']> {
  const rows = await loadPasskeys(deps.database, viewer.personId, 'sign-in');
  return Promise.all(
    rows.map(async ({ passkeyId, keyId, nameSealed, synced, createdAtMs, lastUsedAtMs }) => ({
      ...{ passkeyId, synced, createdAt: toIso(createdAtMs) },
      name: (await deps.sealer.open(keyId, nameSealed)).toString('utf8'),
      lastUsedAt: lastUsedAtMs === null ? null : toIso(lastUsedAtMs),
    })),
  );
}

export async function beginAdding(
  deps: PasskeyDeps,
  viewer: Viewer,
  party: RelyingParty,
  use: PasskeyUse,
): Promise<RegistrationOptions> {
  const known = (await loadPasskeys(deps.database, viewer.personId, use)).map(({ credentialId }) => credentialId);
  if (known.length >= SESSION_LIMITS.passkeysMax) stopWith('conflict', 'There are as many passkeys as there may be.');
  const of = { use, personId: viewer.personId, known, label: LABEL[use] };
  return registrationOptions(deps, party, registering(viewer, use), of);
}

/** The id under which it is kept. */
export async function addPasskey(
  deps: PasskeyDeps,
  viewer: Viewer,
  party: RelyingParty,
  use: PasskeyUse,
  made: { readonly name: string; readonly response: RegistrationJson },
): Promise<string> {
  const { personId } = viewer;
  const nowMs = deps.clock.nowMs();
  const credential = await verifyNew(deps, party, registering(viewer, use), made.response);
  if (credential === null) stopWith('forbidden', REFUSED);
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'passkeys', bases: ['registration'] }, nowMs);
  const nameSealed = deps.sealer.sealWith(key, Buffer.from(made.name, 'utf8'));
  const passkeyId = uuidFromBytes(deps.randomBytes(16));
  await deps.database.transaction(async (tx) => {
    if (!(await deps.challenges.spend(tx, challengeIn(made.response)))) stopWith('forbidden', REFUSED);
    const row = { ...credential, passkeyId, personId, use, keyId: key.keyId, nameSealed, createdAtMs: nowMs };
    if (!(await insertPasskey(tx, row))) stopWith('conflict', 'This passkey is known already.');
    const about = { personId, passkeyId, use };
    await audit(tx, [{ atMs: nowMs, actor: actorOf(viewer), action: 'passkey.add', purpose: 'sign-in', about }]);
  });
  return passkeyId;
}

export async function renamePasskey(deps: PasskeyDeps, viewer: Viewer, passkeyId: string, name: string): Promise<void> {
  const { personId } = viewer;
  const row = (await loadPasskeys(deps.database, personId, 'sign-in')).find((one) => one.passkeyId === passkeyId);
  if (row === undefined) stopWith('not-found', 'There is no such passkey of yours.');
  const nowMs = deps.clock.nowMs();
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'passkeys', bases: ['registration'] }, nowMs);
  await deps.database.transaction(async (tx) => {
    await updateName(tx, personId, passkeyId, deps.sealer.sealWith(key, Buffer.from(name, 'utf8')));
    const about = { personId, passkeyId };
    await audit(tx, [{ atMs: nowMs, actor: actorOf(viewer), action: 'passkey.rename', purpose: 'sign-in', about }]);
  });
}

/** Of one, or (null) of all of that use. Whether there was any. */
export async function removePasskeys(
  deps: PasskeyDeps,
  viewer: Viewer,
  use: PasskeyUse,
  only: string | null,
): Promise<boolean> {
  const { personId } = viewer;
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const ended = await endPasskeys(tx, personId, use, only, nowMs);
    const about = { personId, passkeyId: only, use, ended };
    const entry = { atMs: nowMs, actor: actorOf(viewer), action: 'passkey.remove', purpose: 'sign-in', about };
    if (ended > 0) await audit(tx, [entry]);
    return ended > 0;
  });
}

/** No credential is named: who has which is not told to whoever asks. */
export function beginSigningIn(deps: PasskeyDeps, party: RelyingParty): AssertionOptions {
  return assertionOptions(deps, party, SIGNING_IN, []);
}

export async function signInByPasskey(
  deps: PasskeyDeps,
  party: RelyingParty,
  response: AssertionJson,
  name: PhoneName,
): Promise<SignedIn> {
  const nowMs = deps.clock.nowMs();
  const begun = await deps.database.transaction(async (tx): Promise<SignedIn | Proof> => {
    const proof = await prove(deps, tx, party, SIGNING_IN, 'sign-in', response, nowMs);
    if (proof.kind !== 'proven') return proof;
    const person = await loadPerson(tx, proof.passkey.personId);
    if (person === null || !hasPage(person)) return { kind: 'refused' };
    return beginSession(deps, tx, person, { method: 'passkey', name, deviceKey: null });
  });
  if ('viewer' in begun) return begun;
  return refuseProof(deps, begun);
}

/** Says no, after a passkey that looks copied was written down: outside the transaction that refused it. */
export async function refuseProof(deps: PasskeyDeps, proof: Proof): Promise<never> {
  if (proof.kind === 'copied') {
    const { personId, passkeyId } = proof.passkey;
    const actor: Actor = { kind: 'system', id: null };
    const about = { personId, passkeyId };
    await deps.database.transaction((tx) =>
      audit(tx, [{ atMs: deps.clock.nowMs(), actor, action: 'passkey.copied', purpose: 'sign-in', about }]),
    );
  }
  return stopWith('unauthenticated', REFUSED);
}

function actorOf(viewer: Viewer): Actor {
  return { kind: viewer.kind, id: viewer.personId };
}
