import { expect, test } from 'vitest';
import type { DeskDetailJson, DeskDeviceJson, RemovalJson } from '../../../src/devices/contract.ts';
import { LIFE_STATES } from '../../../src/devices/life.ts';
import { actsOf, bodyOf, custodyOffer, missingOf } from './acts-of.ts';
import { compareDevices, groupOf, isWanted } from './filter.ts';

const DEVICE: DeskDeviceJson = {
  ...{
    deviceId: 'd',
    protocol: 'watch',
    externalId: '3568',
    state: 'fitted',
    sinceMs: 0,
    personId: 'p',
    ofKind: 'wearer',
  },
  ...{ labels: ['M-014'], removal: null, custody: null },
  health: {
    ...{ lastContactMs: null, lastPositionMs: null, batteryPct: null, batteryAtMs: null, charging: null },
    ...{ emptyAtMs: null, strap: null, satellites: null },
  },
};
const REMOVAL: RemovalJson = {
  ...{ removalId: 'r', deviceId: 'd', personId: 'p', labels: [], reason: 'court', words: null, fromMs: 0, untilMs: 1 },
  ...{ requestedBy: 'me', requestedAtMs: 0, decision: null, decidedBy: null, decidedAtMs: null, endedAtMs: null },
  ...{ endedBy: null, isOverdue: false },
};

function acts(device: Partial<DeskDeviceJson>, officerId = 'me', acknowledgedAtMs: number | null = 1) {
  const duties = [{ id: 'charge', article: 'EDA 31-6', acknowledgedAtMs, recordedBy: null }];
  const detail: DeskDetailJson = { serverTimeMs: 0, device: { ...DEVICE, ...device }, duties, events: [] };
  return actsOf(detail, officerId);
}

test('no two acts of a state have the same key, and none takes a key of the page', () => {
  for (const state of LIFE_STATES) {
    for (const removal of [null, REMOVAL, { ...REMOVAL, decision: 'approved' as const }]) {
      const keys = acts({ state, removal }).map(({ key }) => key);
      expect([state, new Set(keys).size]).toEqual([state, keys.length]);
      expect(keys.filter((key) => ['j', 'k', 'g', 's', '/', 'd', 'e', 'h', 'b', 'v', 'z'].includes(key))).toEqual([]);
    }
  }
});

test('a fitting waits for the duties, and an approval for another officer', () => {
  const fitting = (at: number | null) =>
    acts({ state: 'reserved' }, 'me', at).find(({ label }) => label === 'act.fit')!.refused;
  expect([fitting(null), fitting(1)]).toEqual(['act.fit.first', null]);
  const approve = (officerId: string) =>
    acts({ removal: REMOVAL }, officerId).find(({ label }) => label === 'act.approve')!.refused;
  expect([approve('me'), approve('other')]).toEqual(['act.approve.other', null]);
});

test('a protected person has no duties, no removal and no custody', () => {
  const labels = acts({ state: 'carried', ofKind: 'protected' }).map(({ label }) => label);
  expect(labels).toEqual(['act.ask', 'act.swap', 'act.return', 'act.lost']);
});

test('what is needed and empty is said in order; another reason needs words', () => {
  const custody = custodyOffer('p');
  expect(missingOf(custody, {})).toEqual(['reason']);
  expect(missingOf(custody, { reason: 'other', words: ' ' })).toEqual(['words']);
  expect(missingOf(custody, { reason: 'arrest' })).toEqual([]);
  const body = bodyOf(custody, { reason: 'arrest', until: '2026-11-28T12:30' });
  expect(body).toEqual({ personId: 'p', reason: 'arrest', until: new Date('2026-11-28T12:30').toISOString() });
});

test('a wearer in custody is off for a time, and what is overdue or asked comes first', () => {
  const custody = { custodyId: 'c', personId: 'p', reason: 'arrest', words: null, fromMs: 0, untilMs: null } as const;
  expect([groupOf(DEVICE), groupOf({ ...DEVICE, custody })]).toEqual(['use', 'away']);
  const asked = { ...DEVICE, deviceId: 'b', removal: REMOVAL };
  const overdue = { ...DEVICE, deviceId: 'c', removal: { ...REMOVAL, isOverdue: true } };
  const order = [DEVICE, asked, overdue].sort(compareDevices).map(({ deviceId }) => deviceId);
  expect(order).toEqual(['c', 'b', 'd']);
  expect([isWanted(DEVICE, 'all', 'm014'), isWanted(DEVICE, 'stock', ''), isWanted(DEVICE, 'all', 'zz')]).toEqual([
    ...[true, false, false],
  ]);
});

test('whoever asks a wearer for a position is told of the risk, and accepts it by confirming (H-145)', () => {
  const ask = (ofKind: 'wearer' | 'protected') =>
    acts({ state: 'carried', ofKind }).find(({ label }) => label === 'act.ask')!;
  expect([ask('wearer').caution, ask('wearer').body.isRiskAccepted]).toEqual(['act.ask.risk', true]);
  expect([ask('protected').caution, ask('protected').body.isRiskAccepted]).toEqual([null, false]);
  expect(missingOf(ask('wearer'), {})).toEqual(['reason']);
});
