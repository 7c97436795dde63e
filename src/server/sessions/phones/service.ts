/**
 * Phones that are signed in: their owner sees and ends them, an officer ends all of them. What was ended is cut from its stream at
 * once. Fails toward ended.
 */
import type { PersonId } from '../../../core/ids.ts';
import { stopWith, valueOrRefuse } from '../../../core/refusal.ts';
import { toIso } from '../../../core/time.ts';
import { caseOfPerson, loadPerson } from '../../../people/service.ts';
import type { DeskWord } from '../../../people/support/service.ts';
import { type Access, type Actor, audit, OPERATOR, rulesOf } from '../../../safeguards/service.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { dropLock } from '../lock/service.ts';
import { deleteSubjectOf } from '../oidc/oidc.sql.ts';
import { endPasskeys } from '../passkeys/passkeys.sql.ts';
import { createSignInCode, type SessionDeps, signInPath } from '../service.ts';
import { clearUnproven, endPhones, loadPhones, spendCodes, updateOwned } from '../sessions.sql.ts';
import { isProtectedSide, type Viewer } from '../viewer.ts';
import type { PhoneAnswer, PhoneJson } from './contract.ts';

export interface PhoneDeps extends SessionDeps {
  readonly access: Access;
  /** A sign-in that nobody owns up to: the monitoring centre is told. Said again while
   * it stands it is one alarm. */
  readonly onForeignSignIn: (person: Pick<Viewer, 'personId' | 'agencyId' | 'exercise'>) => Promise<void>;
}

export async function listPhones(deps: SessionDeps, viewer: Viewer): Promise<PhoneJson[]> {
  const nowMs = deps.clock.nowMs();
  const phones = await loadPhones(deps.database, viewer.personId, nowMs, SESSION_LIMITS.phonesListed);
  return phones.map(({ phoneId, platform, browser, createdAtMs, lastSeenAtMs, ownedAtMs, unprovenAtMs }) => {
    const isThis = phoneId === viewer.phoneId;
    return {
      ...{ phoneId, platform, browser, isThis },
      signedInAt: toIso(createdAtMs),
      lastSeenAt: toIso(isThis ? nowMs : lastSeenAtMs),
      // HAZARD H-204: somebody signs in as the person on a phone of their own, and nobody notices.
      isNew: !isThis && ownedAtMs === null && createdAtMs > viewer.signedInAtMs,
      // HAZARD H-561: a copy of this phone's cookie hears when the person is warned; the phone itself has to tell them.
      unprovenAt: unprovenAtMs === null ? null : toIso(unprovenAtMs),
    };
  });
}

/** Ends one phone or session of the viewer's, or (null) all but the one that asks. How many ended. */
export async function endOwnPhones(deps: SessionDeps, viewer: Viewer, only: string | null): Promise<number> {
  const which = only === null ? { but: viewer.phoneId } : { only };
  const actor: Actor = { kind: viewer.kind, id: viewer.personId };
  const ended = await deps.database.transaction(async (tx) => {
    const nowMs = deps.clock.nowMs();
    const gone = await endPhones(tx, viewer.personId, which, nowMs);
    // Whoever has a link that was not used yet would come back by it.
    if (only === null) await spendCodes(tx, viewer.personId, nowMs);
    const about = { personId: viewer.personId, ended: gone.length };
    const purpose = isProtectedSide(viewer.kind) ? 'app-safety' : 'sign-in';
    if (gone.length > 0) await audit(tx, [{ atMs: nowMs, actor, action: 'session.end', purpose, about }]);
    return gone;
  });
  cut(deps, ended);
  return ended.length;
}

/**
 * "Was it you?" Of a new sign-in an older phone answers; the newer one cannot answer for itself. Of a use without the phone's key any of theirs
 * that brings its own proof does, that phone too; "yes" counts for the use they were shown, and for none that came since.
 */
export async function answerForPhone(
  deps: PhoneDeps,
  viewer: Viewer,
  phoneId: string,
  { mine, unprovenAt }: PhoneAnswer,
): Promise<void> {
  const phone = (await listPhones(deps, viewer)).find((one) => one.phoneId === phoneId);
  const isAsked = unprovenAt === null ? phone?.isNew : phone?.unprovenAt != null;
  if (isAsked !== true) stopWith('not-found', 'Nothing is asked of this phone.');
  if (mine) {
    await deps.database.transaction(async (tx) => {
      const nowMs = deps.clock.nowMs();
      const isDone =
        unprovenAt === null
          ? await updateOwned(tx, viewer, phoneId, nowMs)
          : await clearUnproven(tx, viewer.personId, phoneId, Date.parse(unprovenAt));
      if (!isDone) return;
      const actor: Actor = { kind: viewer.kind, id: viewer.personId };
      const about = { personId: viewer.personId, phoneId, ...(unprovenAt === null ? {} : { unprovenAt }) };
      await audit(tx, [{ atMs: nowMs, actor, action: 'session.own', purpose: 'app-safety', about }]);
    });
    return;
  }
  // HAZARD H-204: the phone ended and nobody was told, and it could not be said again. What fails in between is said again, and is one
  // alarm.
  await deps.onForeignSignIn(viewer);
  await endOwnPhones(deps, viewer, phoneId);
}

/** An officer, or an administrator, signs a person out of every phone; whom, access decides. */
export async function signOutEverywhere(
  deps: PhoneDeps,
  personId: string,
  by: DeskWord,
  wish: { readonly makeLink: boolean; readonly removeLock: boolean; readonly endSignIn: boolean },
): Promise<{ ended: number; path: string | null; expiresAt: string | null }> {
  const person = await loadPerson(deps.database, personId);
  const may =
    person === null ? null : await deps.access.mayAct(deps.database, by.who, 'person.sign-out', caseOfPerson(person));
  const isAdmin = by.who === OPERATOR;
  if (person === null || !may?.allowed || (person.kind === 'officer' && !isAdmin)) {
    stopWith('not-found', 'There is no such person of this agency.');
  }
  if (wish.endSignIn && !isAdmin) stopWith('forbidden', 'Only an administrator ends how somebody signs in.');
  // HAZARD H-482: see enrolment.ts. An exercise has often one officer.
  if (wish.makeLink && !isAdmin && !person.exercise) {
    stopWith('forbidden', 'A new enrolment of a real person takes two officers.');
  }
  const ended = await deps.database.transaction(async (tx) => {
    const nowMs = deps.clock.nowMs();
    const gone = await endPhones(tx, personId, { but: null }, nowMs);
    await spendCodes(tx, personId, nowMs);
    const unlocked = wish.removeLock && (await dropLock(tx, personId, nowMs));
    if (wish.endSignIn) {
      await endPasskeys(tx, personId, 'sign-in', null, nowMs);
      await deleteSubjectOf(tx, personId);
    }
    const done = { ended: gone.length, lockRemoved: unlocked, signInEnded: wish.endSignIn };
    const about = { personId, ...done, ...rulesOf(may) };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'session.end-all', purpose: 'lost-phone', about }]);
    return gone;
  });
  cut(deps, ended);
  if (!wish.makeLink) return { ended: ended.length, path: null, expiresAt: null };
  const { code, expiresAtMs } = valueOrRefuse(await createSignInCode(deps, personId, by.actor));
  return { ended: ended.length, path: signInPath(code), expiresAt: toIso(expiresAtMs) };
}

/** Every phone of a person whose part in it ended. */
export async function endAllPhones(deps: SessionDeps, personId: PersonId, actor: Actor): Promise<void> {
  const ended = await deps.database.transaction(async (tx) => {
    const nowMs = deps.clock.nowMs();
    const gone = await endPhones(tx, personId, { but: null }, nowMs);
    await spendCodes(tx, personId, nowMs);
    const about = { personId, ended: gone.length };
    await audit(tx, [{ atMs: nowMs, actor, action: 'session.end-all', purpose: 'app-safety', about }]);
    return gone;
  });
  cut(deps, ended);
}

function cut(deps: SessionDeps, tokenHashes: readonly Buffer[]): void {
  for (const hash of tokenHashes) {
    deps.gate.forget(hash.toString('hex'));
    deps.onSessionEnd(hash.toString('hex'));
  }
}
