/**
 * Removals and custodies: asking, deciding, recording, ending; each in one transaction with its audit entry. Words stay in the
 * record and never reach the audit. Fails toward not done: alarms are then not suppressed.
 */

import type { Sql } from '../core/database.ts';
import { type PersonId, uuidFromBytes } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { caseOfPerson, loadPerson } from '../people/service.ts';
import { audit, rulesOf } from '../safeguards/service.ts';
import {
  endRemovals,
  insertCustody,
  insertRemoval,
  loadCustody,
  loadOpenCustodies,
  loadRemoval,
  loadStandingRemoval,
  lockPerson,
  updateCustodyEnded,
  updateDecided,
} from './absence.sql.ts';
import type { Custody, Removal } from './absence.ts';
import {
  decideCustody,
  decideRemoval,
  decideRemovalEnd,
  decideRemovalRequest,
  isRunning,
  type Period,
} from './decide-absence.ts';
import { event } from './decide-life.ts';
import { caseOfDevice, type DeskActor, type DeskDeps, permit } from './desk.ts';
import { lockStanding, record, tell } from './life-acts.ts';
import { refusable } from './service.ts';

export interface RemovalRequest {
  readonly reason: Removal['reason'];
  readonly period: Period;
  readonly words: string | null;
}

/** `action`: by which right: an officer's over the register, or the wearer's own. */
export async function requestRemoval(
  deps: DeskDeps,
  deviceId: string,
  request: RemovalRequest,
  by: DeskActor,
  action: 'removal.act' | 'wearer-side.contest' = 'removal.act',
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const removalId = uuidFromBytes(deps.randomBytes(16));
  return refusable(() =>
    deps.database.transaction(async (tx) => {
      const requestedBy = officerOf(by);
      const standing = await lockStanding(deps, tx, deviceId, by, action);
      const { reason, period, words } = request;
      const open = await loadStandingRemoval(tx, deviceId);
      valueOrRefuse(decideRemovalRequest(standing.life, open, period, reason, words, nowMs));
      const { personId } = standing.life;
      if (personId === null) return stopWith('conflict', 'Nobody carries the device.');
      await insertRemoval(tx, {
        ...{ removalId, deviceId: standing.device.deviceId, personId, agencyId: standing.device.agencyId },
        ...{ reason, words, ...period, requestedBy, requestedAtMs: nowMs },
        ...{ decision: null, decidedBy: null, decidedAtMs: null, endedAtMs: null, endedBy: null },
      });
      await record(
        tx,
        standing,
        [event('removal-requested', { personId, reason, words, removalId, ...period })],
        nowMs,
        by,
      );
      const about = { removalId, deviceId, personId, reason, ...period, ...standing.rules };
      await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'removal.request', purpose: 'monitoring', about }]);
      return removalId;
    }),
  );
}

export async function decideOnRemoval(
  deps: DeskDeps,
  removalId: string,
  decision: 'approved' | 'refused',
  by: DeskActor,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return onRemoval(deps, removalId, by, async (tx, removal) => {
    const decidedBy = officerOf(by);
    const standing = await lockStanding(deps, tx, removal.deviceId, by, 'removal.act');
    valueOrRefuse(decideRemoval((await loadRemoval(tx, removalId)) ?? removal, decidedBy, decision, nowMs));
    await updateDecided(tx, removalId, decision, decidedBy, nowMs);
    const { personId, reason, fromMs, untilMs } = removal;
    const kind = decision === 'approved' ? 'removal-approved' : 'removal-refused';
    await record(tx, standing, [event(kind, { personId, reason, removalId, fromMs, untilMs })], nowMs, by);
    const about = { removalId, deviceId: removal.deviceId, personId, fromMs, untilMs, ...standing.rules };
    const action = decision === 'approved' ? 'removal.approve' : 'removal.refuse';
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action, purpose: 'monitoring', about }]);
  });
}

/** The device is on again, before its time or after. */
export async function endRemoval(deps: DeskDeps, removalId: string, by: DeskActor): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return onRemoval(deps, removalId, by, async (tx, removal) => {
    const standing = await lockStanding(deps, tx, removal.deviceId, by, 'removal.act');
    valueOrRefuse(decideRemovalEnd((await loadRemoval(tx, removalId)) ?? removal));
    await endRemovals(tx, removal.deviceId, by.officerId, nowMs);
    const { personId } = removal;
    await record(tx, standing, [event('removal-ended', { personId, removalId })], nowMs, by);
    const about = { removalId, deviceId: removal.deviceId, personId, untilMs: removal.untilMs, ...standing.rules };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'removal.end', purpose: 'monitoring', about }]);
  });
}

async function onRemoval(
  deps: DeskDeps,
  removalId: string,
  by: DeskActor,
  work: (tx: Sql, removal: Removal) => Promise<void>,
): Promise<Outcome<string, Refusal>> {
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      const removal = await loadRemoval(tx, removalId);
      const person = removal === null ? null : await loadPerson(tx, removal.personId);
      const may = removal === null ? null : await permit(deps, tx, by, 'removal.act', caseOfDevice(removal, person));
      if (removal === null || !may?.allowed) return stopWith('not-found', 'There is no such removal.');
      await work(tx, removal);
      return removal.personId;
    }),
  );
  if (!outcome.ok) return outcome;
  await tell(deps, [], [outcome.value]);
  return { ok: true, value: removalId };
}

export interface CustodyRequest {
  readonly personId: string;
  readonly reason: Custody['reason'];
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly words: string | null;
}

export async function recordCustody(
  deps: DeskDeps,
  request: CustodyRequest,
  by: DeskActor,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const custodyId = uuidFromBytes(deps.randomBytes(16));
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      await lockPerson(tx, request.personId);
      const person = await loadPerson(tx, request.personId);
      const may = person === null ? null : await permit(deps, tx, by, 'custody.act', caseOfPerson(person));
      if (person === null || person.kind !== 'wearer' || !may?.allowed) {
        return stopWith('not-found', 'There is no such wearer.');
      }
      const { personId, agencyId } = person;
      const open = (await loadOpenCustodies(tx, agencyId)).find((one) => one.personId === personId) ?? null;
      const { reason, untilMs, words } = request;
      const fromMs = request.fromMs ?? nowMs;
      valueOrRefuse(decideCustody(open, { fromMs, untilMs }, reason, words, nowMs));
      // One whose time went by without anybody's word makes place.
      if (open !== null && !isRunning(open, nowMs))
        await updateCustodyEnded(tx, open.custodyId, null, open.untilMs ?? nowMs);
      await insertCustody(tx, {
        ...{ custodyId, personId, agencyId, reason, words, fromMs, untilMs },
        ...{ recordedBy: by.officerId, recordedAtMs: nowMs, endedAtMs: null, endedBy: null },
      });
      const about = { custodyId, personId, reason, fromMs, untilMs, ...rulesOf(may) };
      await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'custody.record', purpose: 'monitoring', about }]);
      return personId;
    }),
  );
  if (!outcome.ok) return outcome;
  await tell(deps, [], [outcome.value]);
  return { ok: true, value: custodyId };
}

export async function endCustody(deps: DeskDeps, custodyId: string, by: DeskActor): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      const custody = await loadCustody(tx, custodyId);
      const person = custody === null ? null : await loadPerson(tx, custody.personId);
      const may = person === null ? null : await permit(deps, tx, by, 'custody.act', caseOfPerson(person));
      if (custody === null || !may?.allowed) return stopWith('not-found', 'There is no such custody.');
      await lockPerson(tx, custody.personId);
      const now = (await loadCustody(tx, custodyId)) ?? custody;
      if (!isRunning(now, nowMs)) return stopWith('conflict', 'This custody is over already.');
      await updateCustodyEnded(tx, custodyId, by.officerId, nowMs);
      const about = { custodyId, personId: custody.personId, ...rulesOf(may) };
      await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'custody.end', purpose: 'monitoring', about }]);
      return custody.personId;
    }),
  );
  if (!outcome.ok) return outcome;
  await tell(deps, [], [outcome.value]);
  return { ok: true, value: custodyId };
}

/** Somebody must answer for it: an administrator's command names for whom it speaks. */
function officerOf(by: DeskActor): PersonId {
  return by.officerId ?? stopWith('invalid', 'Say which officer asks or decides (asOfficerId).');
}
