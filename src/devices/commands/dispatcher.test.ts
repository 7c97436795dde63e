/** The dispatcher under a clock of its own; its record in memory fails on purpose. */
import { beforeEach, expect, it } from 'vitest';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import { seededRng } from '../../core/rng.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { Command, DeviceCommand } from './command.ts';
import { type CarriedDevice, CommandDispatcher, type Sending } from './dispatcher.ts';

const [ONE, TWO] = ['device-1' as DeviceId, 'device-2' as DeviceId];
const OFFICER = { by: 'officer', actorId: null, reason: 'device-check', isToWearer: true } as const;

let nowMs: number;
let carried: CarriedDevice[];
let wishS: number | null;
let sending: Sending;
let isDown: boolean;
let told: { deviceId: DeviceId; atMs: number; command: DeviceCommand }[];
let rows: Map<string, Command>;
let dispatcher: CommandDispatcher;

function open(): CommandDispatcher {
  let made = rows.size;
  const keep = async (commands: readonly (Command | null)[]) => {
    if (isDown) throw new Error('the database is away');
    for (const command of commands) if (command !== null) rows.set(command.commandId, command);
  };
  return new CommandDispatcher({
    clock: { nowMs: () => nowMs },
    store: {
      loadStanding: async () => [...rows.values()].filter((one) => one.endedAtMs === null || 'intervalS' in one.ask),
      add: (command, ends) => keep([ends, command]),
      save: (commands) => keep(commands),
    },
    randomBytes: (count) => {
      made += 1;
      return Uint8Array.from({ length: count }, (_, i) => (i === 0 ? made % 256 : made >> 8));
    },
    rng: seededRng(5),
    deviceIds: () => [ONE, TWO],
    carriedDevice: (deviceId) => carried.find((device) => device.deviceId === deviceId) ?? null,
    devicesOf: (personId) => carried.filter((one) => one.personId === personId).map(({ deviceId }) => deviceId),
    wishOf: () => wishS,
    send: (deviceId, command) => {
      if (sending === 'sent') told.push({ deviceId, atMs: nowMs, command });
      return sending;
    },
    onError: () => undefined,
  });
}

beforeEach(() => {
  [nowMs, wishS, sending, isDown, told, rows] = [1_800_000_000_000, null, 'sent', false, [], new Map()];
  carried = [
    { deviceId: ONE, personId: 'wearer' as PersonId, isWearer: true, orderIntervalS: 60 },
    { deviceId: TWO, personId: 'protected' as PersonId, isWearer: false, orderIntervalS: 60 },
  ];
  dispatcher = open();
});

async function review(forMs = 0, stepMs = SECOND_MS): Promise<void> {
  for (const untilMs = nowMs + forMs; ; nowMs += stepMs) {
    dispatcher.review();
    await dispatcher.settled();
    if (nowMs >= untilMs) return;
  }
}

it('HAZARD H-145: a wearer is asked for a position by chance alone, at all hours; nobody else is', async () => {
  await review(60 * DAY_MS, MINUTE_MS);
  const asked = told.filter(({ command }) => command.kind === 'report-now');
  expect(new Set(asked.map(({ deviceId }) => deviceId))).toEqual(new Set([ONE]));
  const first = [...rows.values()].filter(({ why }) => why.by === 'chance');
  // Every three hours on average, and at every hour of the day.
  expect(first.length).toBeGreaterThan(380);
  expect(first.length).toBeLessThan(600);
  expect(new Set(first.map(({ createdAtMs }) => Math.floor((createdAtMs % DAY_MS) / 3_600_000))).size).toBe(24);
});

it('what cannot be recorded is not sent, and is once it can be; what cannot be noted is noted later', async () => {
  isDown = true;
  await review(3 * SECOND_MS);
  expect(told).toEqual([]);
  await expect(dispatcher.order(ONE, { kind: 'vibrate' }, OFFICER)).rejects.toThrow('away');
  isDown = false;
  await review();
  expect(told.map(({ command }) => command)).toEqual(
    [60, 60].map((intervalS) => ({ kind: 'set-interval', intervalS })),
  );
  isDown = true;
  dispatcher.heard(ONE, { fixedAtMs: [], answer: { command: 'set-interval', isDone: true } });
  await dispatcher.settled();
  expect([...rows.values()].map(({ state }) => state)).toEqual(['sent', 'sent']);
  isDown = false;
  await review();
  expect([...rows.values()].map(({ state }) => state).sort()).toEqual(['answered', 'sent']);
});

it('reports that came before it was sent prove nothing (H-149)', async () => {
  const heardAt = (...minutes: number[]) => {
    for (const minute of minutes) {
      dispatcher.heard(ONE, { fixedAtMs: [nowMs + minute * MINUTE_MS], answer: null });
    }
  };
  const state = () => [...rows.values()].find(({ deviceId }) => deviceId === ONE)!.state;
  heardAt(1, 2, 3, 4);
  await review();
  heardAt(5, 6, 7);
  await dispatcher.settled();
  expect(state()).toBe('sent');
  heardAt(8);
  await dispatcher.settled();
  expect(state()).toBe('seen');
});

it('a wish that came and went while the device was away leaves one interval to be told, the last', async () => {
  sending = 'not-connected';
  for (const wanted of [null, 30, null, 15]) {
    wishS = wanted;
    await review();
  }
  sending = 'sent';
  dispatcher.contact(ONE, true);
  expect(told).toMatchObject([{ deviceId: ONE, command: { kind: 'set-interval', intervalS: 15 } }]);
  await dispatcher.settled();
  const states = [...rows.values()].filter(({ deviceId }) => deviceId === ONE).map(({ state }) => state);
  expect(states).toEqual(['superseded', 'superseded', 'superseded', 'sent']);
});

it('after a start the last interval stands, and an older one whose place was taken is not sent', async () => {
  await review();
  wishS = 30;
  await review();
  const older = [...rows.values()].find(
    ({ deviceId, ask }) => deviceId === ONE && 'intervalS' in ask && ask.intervalS === 60,
  )!;
  // As a crash may leave it.
  rows.set(older.commandId, { ...older, state: 'sent', endedAtMs: null, nextTryAtMs: nowMs });
  rows = new Map([...rows].sort(([, a], [, b]) => a.createdAtMs - b.createdAtMs));
  told = [];
  dispatcher = open();
  await dispatcher.load();
  dispatcher.contact(ONE, true);
  await review();
  expect(told.filter(({ deviceId }) => deviceId === ONE)).toMatchObject([{ command: { intervalS: 30 } }]);
  expect(rows.get(older.commandId)!.state).toBe('superseded');
});

it('nothing is asked any more of a device that nobody carries, or whose orders have ended', async () => {
  sending = 'not-connected';
  await review();
  carried = [{ ...carried[0]!, orderIntervalS: null }];
  await review();
  expect([...rows.values()].map(({ state }) => state)).toEqual(['superseded', 'superseded']);
  sending = 'sent';
  dispatcher.contact(ONE, true);
  dispatcher.contact(TWO, true);
  expect(told).toEqual([]);
});
