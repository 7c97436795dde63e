import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, LiveClient } from '../../test/support/live-client.ts';
import { at, callServer, makeCase, newMagpie, report, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import type { PairId } from '../core/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { ServerFrame } from '../disclosure/contract.ts';
import type { DeskEndingsJson } from '../orders/contract.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let aheadMs: number;
let untilMs: number;

beforeEach(async () => {
  db = await testDatabase();
  aheadMs = 0;
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() + aheadMs } });
  untilMs = systemClock.nowMs() + HOUR_MS;
  one = await makeCase(magpie, { untilMs });
  await magpie.start();
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

async function kept(personId: string): Promise<number[]> {
  const { rows } = await db.database.query<{ fixed_at_ms: number }>(
    `select fixed_at_ms from ingest.journal where person_id = $1 and kind = 'fix' order by fixed_at_ms`,
    [personId],
  );
  return rows.map((row) => row.fixed_at_ms);
}

it('what was made within the period is kept when it comes after the end, to the millisecond; nothing of later (H-337)', async () => {
  aheadMs = HOUR_MS + 2 * MINUTE_MS;
  await magpie.reconciler.run();
  expect(magpie.shard.pairs.has(one.pairId as PairId)).toBe(false);
  const sent = [untilMs - MINUTE_MS, untilMs - 1, untilMs, untilMs + SECOND_MS];
  for (const fixedAtMs of sent) {
    expect(await report(magpie.devicePort, one.wearerToken, at(300, 0), fixedAtMs)).toBe(200);
    expect(await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs)).toBe(200);
  }
  expect(await kept(one.wearerId)).toEqual(sent.slice(0, 2));
  expect(await kept(one.protectedId)).toEqual(sent.slice(0, 2));
  // Of the others only that they came.
  const { rows } = await db.database.query<{ reason: string; key_id: number; sealed: Buffer }>(
    `select reason, key_id, sealed from ingest.quarantine`,
  );
  expect(rows.map(({ reason }) => reason)).toEqual(Array(4).fill('no-legal-basis'));
  for (const { key_id, sealed } of rows)
    expect((await magpie.sealer.open(key_id, sealed)).toString()).toBe('{"method":"GET"}');
  // Under the basis whose clock runs: it goes with it.
  const { rows: bases } = await db.database.query<{ basis: string }>(
    `select distinct w.basis from ingest.journal j join safeguards.key_wrapping w using (key_id) where j.person_id = $1`,
    [one.wearerId],
  );
  expect(bases).toEqual([{ basis: `order:${one.orderId}` }]);
});

describe('ended by an act, with screens open', () => {
  it.each(['non-indictment', 'acquittal', 'replacement'])(
    '%s: withdrawn from both before the answer, and no picture after it (H-331)',
    async (act) => {
      const screens = [];
      for (const personId of [one.protectedId, one.officerId])
        screens.push(new LiveClient(magpie.port, await signedIn(magpie, personId)));
      for (let agoS = 30; agoS >= 0; agoS -= 5) {
        await report(magpie.devicePort, one.protectedToken, at(0, 0), magpie.options.clock.nowMs() - agoS * SECOND_MS);
        await report(
          magpie.devicePort,
          one.wearerToken,
          at(300 + agoS, 0),
          magpie.options.clock.nowMs() - agoS * SECOND_MS,
        );
      }
      const isPoint = (frame: ServerFrame) => isPicture(frame) && frame.picture.wearer.kind === 'point';
      for (const screen of screens) await screen.next(isPoint);
      const { status, body } = await callServer(magpie, null, 'POST', `/api/orders/${one.orderId}/${act}`, {});
      expect(status).toBe(200);
      const endedMs = Date.parse((body.ending as { effectiveAt: string }).effectiveAt);
      expect(magpie.hub.stats().slots).toBe(0);
      await report(magpie.devicePort, one.wearerToken, at(250, 0), magpie.options.clock.nowMs());
      for (const screen of screens) {
        const gone = await screen.next((frame) => frame.type === 'withdrawn');
        expect(gone.serverTimeMs - endedMs).toBeLessThan(SECOND_MS);
        const later = screen.frames.slice(screen.frames.indexOf(gone)).filter(isPicture);
        expect(later).toEqual([]);
        screen.close();
      }
    },
  );
});

it('officers read which orders of theirs ended, how, and until when is kept what was recorded; others do not', async () => {
  const other = await makeCase(magpie, { name: 'another office' });
  await callServer(magpie, null, 'POST', `/api/orders/${one.orderId}/non-indictment`, {});
  const desk = async (personId: string): Promise<DeskEndingsJson> => {
    const { body } = await callServer(magpie, await signedIn(magpie, personId), 'GET', '/api/desk/endings');
    return body as unknown as DeskEndingsJson;
  };
  const { endings } = await desk(one.officerId);
  expect(endings).toMatchObject([
    {
      ...{ orderId: one.orderId, label: 'M-001', how: 'non-indictment', timeZone: 'Asia/Seoul', otherLabels: [] },
      keptArticle: 'EDA 31-8(4); Decree 23-18; SPA 11-5',
    },
  ]);
  expect(endings[0]!.keptUntilMs).toBe(endings[0]!.effectiveAtMs);
  expect((await desk(other.officerId)).endings).toEqual([]);
  // HAZARD H-569: each row is asked of access.
  const denied = { allowed: false, ruleIds: ['none'], policyVersion: 'kr@1' };
  const asked = vi.spyOn(magpie.access, 'mayAct').mockResolvedValue(denied);
  expect((await desk(one.officerId)).endings).toEqual([]);
  expect(asked.mock.calls.map(([, , action, on]) => [action, on.caseId])).toEqual([['device.read', one.orderId]]);
  asked.mockRestore();
});
