/**
 * The lock of the app: set, tried, closed, taken away. Every try is counted in its own transaction, so that many at once are
 * many. Fails toward locked; no path here stands before a warning or an SOS.
 */
import type { Clock } from '../../../core/clock.ts';
import type { Database, Sql } from '../../../core/database.ts';
import { uuidFromBytes } from '../../../core/ids.ts';
import { stopWith } from '../../../core/refusal.ts';
import { toIso } from '../../../core/time.ts';
import { insertDuressCall } from '../../../incidents/sos/sos.ts';
import { type Actor, audit, type Sealer } from '../../../safeguards/service.ts';
import { endPasskeys } from '../passkeys/passkeys.sql.ts';
import { updateActive, updatePhoneLock } from '../sessions.sql.ts';
import type { ViewGate } from '../view-gate.ts';
import type { Viewer } from '../viewer.ts';
import type { LockJson, LockSetting, UnlockedJson } from './contract.ts';
import { isWeakPin, WRONG_OF_PERSON, waitAfter } from './decide.ts';
import {
  deleteAppLock,
  loadAfterMs,
  loadTries,
  lockAppLock,
  type StoredLock,
  updatePinOnly,
  updateTries,
  updateWrong,
  upsertAppLock,
} from './lock.sql.ts';
import { hashPin, type Pins, pinsSchema, whichPin } from './pin.ts';

export interface LockDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly gate: ViewGate;
  /** The second PIN was used, and its owner wished that the monitoring centre is told: the call is written. Not waited for. */
  readonly onDuress: () => void;
}

/** Who asks: the person, and `sessionIdOf` their phone. */
export interface Phone {
  readonly viewer: Viewer;
  readonly sessionId: string;
}

export async function loadLock(deps: LockDeps, { viewer }: Phone): Promise<Pick<LockJson, 'state' | 'afterMs'>> {
  return { state: viewer.lock, afterMs: await loadAfterMs(deps.database, viewer.personId) };
}

/** Sets or changes the lock; a change needs the PIN until now. Answers with what became of that PIN. */
export async function setLock(deps: LockDeps, phone: Phone, setting: LockSetting): Promise<UnlockedJson> {
  const { personId } = phone.viewer;
  const nowMs = deps.clock.nowMs();
  if (isWeakPin(setting.pin)) stopWith('invalid', 'This PIN is the first that anybody tries.');
  if (setting.decoyPin === setting.pin) stopWith('invalid', 'The second PIN must be another one.');
  const pins: Pins = {
    pin: await hashPin(setting.pin, deps.randomBytes),
    decoy: setting.decoyPin === null ? null : await hashPin(setting.decoyPin, deps.randomBytes),
    decoyTells: setting.decoyPin !== null && setting.decoyTells,
  };
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'app-lock', bases: ['registration'] }, nowMs);
  const sealed = deps.sealer.sealWith(key, Buffer.from(JSON.stringify(pins)));
  const tried = await deps.database.transaction(async (tx) => {
    const stored = await lockAppLock(tx, personId);
    const tried = await tryStored(deps, tx, phone, stored, setting.oldPin, nowMs);
    if (tried.result !== 'open' && tried.result !== 'none') return tried;
    await upsertAppLock(tx, personId, { afterMs: setting.afterMs, keyId: key.keyId, sealed, nowMs });
    await updatePhoneLock(tx, phone.viewer.phoneId, null, nowMs);
    await note(tx, phone, 'app-lock.set', nowMs);
    return { ...tried, result: 'open' as const };
  });
  if (tried.result === 'open') {
    deps.gate.noteLock(
      personId,
      (sessionId, lock) =>
        sessionId === phone.sessionId
          ? { afterMs: setting.afterMs, kept: null, activeAtMs: nowMs }
          : { ...lock, afterMs: setting.afterMs },
      nowMs,
    );
  }
  return tried;
}

/** Takes the lock away; needs the PIN. */
export async function removeLock(deps: LockDeps, phone: Phone, pin: string): Promise<UnlockedJson> {
  const { personId } = phone.viewer;
  const nowMs = deps.clock.nowMs();
  const tried = await deps.database.transaction(async (tx) => {
    const tried = await tryStored(deps, tx, phone, await lockAppLock(tx, personId), pin, nowMs);
    if (tried.result !== 'open') return tried;
    await deleteAppLock(tx, personId);
    await endPasskeys(tx, personId, 'unlock', null, nowMs);
    await note(tx, phone, 'app-lock.remove', nowMs);
    return tried;
  });
  if (tried.result === 'open') {
    deps.gate.noteLock(personId, (_sessionId, lock) => ({ ...lock, afterMs: null, kept: null }), nowMs);
  }
  return tried;
}

/** The PIN was forgotten: an officer takes the lock away, within `tx`. */
export async function dropLock(tx: Sql, personId: string, nowMs: number): Promise<boolean> {
  await endPasskeys(tx, personId, 'unlock', null, nowMs);
  return deleteAppLock(tx, personId);
}

/** Tries a PIN on a locked phone. The second PIN answers `decoy`. */
export async function unlock(deps: LockDeps, phone: Phone, pin: string): Promise<UnlockedJson> {
  const { personId, phoneId } = phone.viewer;
  const nowMs = deps.clock.nowMs();
  let tells = false;
  const tried = await deps.database.transaction(async (tx) => {
    const stored = await lockAppLock(tx, personId);
    const found = await tryStored(deps, tx, phone, stored, pin, nowMs, (pins) => {
      tells = pins.decoyTells;
    });
    if (found.result === 'open' || found.result === 'decoy') {
      await updatePhoneLock(tx, phoneId, found.result === 'decoy' ? 'decoy' : null, nowMs);
      await updatePinOnly(tx, phoneId, found.result === 'decoy');
      await noteUnlocked(tx, phone, nowMs);
    }
    // HAZARD H-203: a person who is forced to open the app loses the help they could call.
    if (tells) await insertDuressCall(tx, uuidFromBytes(deps.randomBytes(16)), personId, nowMs);
    return found;
  });
  if (tried.result !== 'open' && tried.result !== 'decoy') return tried;
  const kept = tried.result === 'decoy' ? 'decoy' : null;
  holdPhone(deps, phone, (lock) => ({ ...lock, kept, activeAtMs: nowMs }), nowMs);
  if (tells) deps.onDuress();
  return tried;
}

/** Locks this phone now. */
export async function lockNow(deps: LockDeps, phone: Phone): Promise<void> {
  const { viewer } = phone;
  if (viewer.lock === 'none') return;
  const nowMs = deps.clock.nowMs();
  await updatePhoneLock(deps.database, viewer.phoneId, 'locked', nowMs);
  holdPhone(deps, phone, (lock) => ({ ...lock, kept: 'locked' }), nowMs);
}

/** The page is in use, and stays as it is: open or the harmless view. */
export async function keepActive(deps: LockDeps, phone: Phone): Promise<void> {
  const { viewer } = phone;
  if (viewer.lock !== 'open' && viewer.lock !== 'decoy') return;
  const nowMs = deps.clock.nowMs();
  await updateActive(deps.database, viewer.phoneId, nowMs);
  holdPhone(deps, phone, (lock) => ({ ...lock, activeAtMs: nowMs }), nowMs);
}

export function holdPhone(
  deps: LockDeps,
  phone: Phone,
  change: (lock: Parameters<Parameters<ViewGate['noteLock']>[1]>[1]) => ReturnType<Parameters<ViewGate['noteLock']>[1]>,
  nowMs: number,
): void {
  deps.gate.noteLock(
    phone.viewer.personId,
    (sessionId, lock) => (sessionId === phone.sessionId ? change(lock) : lock),
    nowMs,
  );
}

// HAZARD H-202: a PIN is guessed by trying, or by trying many at once; or who tries on a stolen phone shuts its owner out of their own.
async function tryStored(
  deps: LockDeps,
  tx: Sql,
  { viewer: { personId, phoneId } }: Phone,
  stored: StoredLock | null,
  pin: string | null,
  nowMs: number,
  onDecoy: (pins: Pins) => void = () => undefined,
): Promise<UnlockedJson> {
  if (stored === null) return { result: 'none', waitUntil: null };
  const tries = await loadTries(tx, phoneId);
  const sinceMs = nowMs - stored.wrongSinceMs < WRONG_OF_PERSON.windowMs ? stored.wrongSinceMs : nowMs;
  const wrongOfAll = sinceMs === stored.wrongSinceMs ? stored.wrongCount : 0;
  const allWaitUntilMs = wrongOfAll >= WRONG_OF_PERSON.max ? sinceMs + WRONG_OF_PERSON.windowMs : 0;
  const waitsUntilMs = Math.max(tries.waitUntilMs, allWaitUntilMs);
  if (nowMs < waitsUntilMs) return { result: 'wait', waitUntil: toIso(waitsUntilMs) };
  const opened = await deps.sealer.open(stored.keyId, stored.sealed);
  const pins = pinsSchema.parse(JSON.parse(opened.toString('utf8')));
  const which = pin === null ? null : await whichPin(pin, pins);
  if (which !== null) {
    // By the real one alone: whoever was given the second one would guess on without end.
    if (which === 'open') await updateTries(tx, phoneId, { wrongPins: 0, waitUntilMs: 0 });
    else onDecoy(pins);
    return { result: which, waitUntil: null };
  }
  const wrongPins = tries.wrongPins + 1;
  const waitMs = waitAfter(wrongPins);
  const waitUntilMs = waitMs === 0 ? 0 : nowMs + waitMs;
  await updateTries(tx, phoneId, { wrongPins, waitUntilMs });
  await updateWrong(tx, personId, wrongOfAll + 1, sinceMs);
  return { result: 'wrong', waitUntil: waitMs === 0 ? null : toIso(waitUntilMs) };
}

/** By whatever opened it: that is not said. */
export function noteUnlocked(tx: Sql, phone: Phone, nowMs: number): Promise<void> {
  return note(tx, phone, 'app-lock.open', nowMs);
}

/** Which PIN it was is not said: the audit is read by others. */
async function note(tx: Sql, { viewer }: Phone, action: string, nowMs: number): Promise<void> {
  const actor: Actor = { kind: viewer.kind, id: viewer.personId };
  await audit(tx, [{ atMs: nowMs, actor, action, purpose: 'app-safety', about: { personId: viewer.personId } }]);
}
