/**
 * One run of two lives through the production engine, dispatcher and protocol under a simulated clock, and everything of it that reaches the wearer:
 * acknowledgements, commands, the pace that their device is set to, and what is addressed to them. A `Leak` is a product that tells: the
 * attacks must find it.
 */
import { moved } from '../../../src/core/geo.ts';
import type { DeviceId, OrderId, PairId, PersonId, ZoneId } from '../../../src/core/ids.ts';
import { between, seededRng } from '../../../src/core/rng.ts';
import { SECOND_MS } from '../../../src/core/time.ts';
import { CommandDispatcher, type CommandStore, type DeviceCommand } from '../../../src/devices/service.ts';
import { warns } from '../../../src/incidents/decide.ts';
import { gt06Device } from '../../../src/ingest/protocols/gt06/encode.ts';
import { gt06 } from '../../../src/ingest/protocols/gt06/protocol.ts';
import { createEngine, pairView, step } from '../../../src/proximity/engine.ts';
import { wantedIntervalS } from '../../../src/proximity/reporting.ts';
import type { Fix, Input, PairView } from '../../../src/proximity/types.ts';
import { type Contrast, HOME, type Journey, protectedJourneys, wearerJourney } from './life.ts';

const START_MS = Date.parse('2026-11-02T12:00:00Z');
const ORDER_S = 60;
const ORIGIN = { latDeg: 36, lonDeg: 124 };
const WEARER = '00000000-0000-4000-8000-000000000001' as PersonId;
const PROTECTED = '00000000-0000-4000-8000-000000000002' as PersonId;
const ORDER = '00000000-0000-4000-8000-000000000004' as OrderId;
const PAIR = {
  ...{ pairId: '00000000-0000-4000-8000-000000000003' as PairId, wearerId: WEARER, protectedId: PROTECTED },
  ...{ orderId: ORDER, restraintM: 100, warnM: 600, noticeM: 2000, rings: { police: 1000 } },
  ...{ wearerIntervalS: ORDER_S, protectedIntervalS: ORDER_S },
};
const ZONE = {
  ...{ zoneId: '00000000-0000-4000-8000-000000000005' as ZoneId, orderId: ORDER, wearerId: WEARER, kind: 'exclusion' },
  shape: { kind: 'circle', ...moved(ORIGIN, HOME.eastM, HOME.northM), radiusM: 200 },
  ...{ warnM: 300, noticeM: 1000, wearerIntervalS: ORDER_S },
};

/** Something that reached the wearer. `value`: its bytes, or what it says. */
export interface Seen {
  readonly atMs: number;
  readonly channel: 'acknowledgement' | 'command' | 'interval' | 'message';
  readonly value: string;
}

/** How a leaking product differs; each is one way in which real ones told. */
export interface Leak {
  /** The wearer's device is paced by nearness instead of by its wearer's own motion. */
  readonly pace?: true;
  /** The answer waits for work that is done for near pairs only, ms. */
  readonly ackMs?: number;
  /** By chance, but so many times more often while a pair alerts. */
  readonly chanceTimes?: number;
  /** The device is made to vibrate, or shows a text, at a warning. */
  readonly vibrates?: true;
}

const NOTHING_KEPT: CommandStore = {
  loadStanding: async () => [],
  add: async () => undefined,
  save: async () => undefined,
};

export interface Run {
  readonly seen: readonly Seen[];
  /** That the two ways of a contrast were different to the engine at all. */
  readonly levels: string;
}

/** `way` 0 or 1: of the contrast. Same seed, same wearer and same chance. */
export async function playChannels(
  seed: number,
  contrast: Contrast,
  way: 0 | 1,
  lastsS: number,
  leak: Leak = {},
): Promise<Run> {
  const wearerLife = wearerJourney(seed, lastsS);
  const life = protectedJourneys(contrast, wearerLife, seed)[way];
  const seen: Seen[] = [];
  const engine = createEngine();
  let [nowMs, position] = [START_MS, 0];
  const view = (): PairView | null => pairView(engine, PAIR.pairId, nowMs);
  const isNear = () => ['warning', 'danger'].includes(view()?.level ?? 'clear');
  const tell = (channel: Seen['channel'], value: string, lateMs = 0) =>
    seen.push({ atMs: nowMs + lateMs, channel, value });
  const wearer = newSide('wearer', (seed % 7) + 0.4);
  const phone = newSide('phone', (seed % 11) + 0.7);
  const wish = (personId: PersonId) =>
    leak.pace && personId === WEARER ? (isNear() ? 15 : null) : wantedIntervalS(engine, personId);
  const dispatcher = newDispatcher(
    seed,
    () => nowMs,
    wish,
    (deviceId, command) => {
      const side = deviceId === wearer.deviceId ? wearer : phone;
      const bytes = side.server.encodeCommand(command);
      if (bytes === null) return 'no-such-command';
      if (side === wearer) tell('command', Buffer.from(bytes).toString('hex'));
      if (command.kind === 'set-interval') {
        side.intervalS = command.intervalS;
        if (side === wearer) tell('interval', String(command.intervalS));
      }
      return 'sent';
    },
  );
  const levels: string[] = [];
  const give = (input: Omit<Input, 'position'>) => {
    position += 1;
    for (const finding of step(engine, { ...input, position } as Input, nowMs)) {
      const { kind, subject, inputPosition } = finding;
      if (kind === 'reporting' && subject.kind === 'person') dispatcher.wished(subject.personId, inputPosition);
      if (subject.kind === 'pair' && finding.level !== null) levels.push(finding.level);
      // Whoever is warned of a pair is told; it must never be the wearer.
      const recipients = subject.kind === 'pair' && warns(finding) ? [PAIR.protectedId] : [];
      if (recipients.includes(WEARER)) tell('message', finding.name ?? '');
      if (leak.vibrates && subject.kind === 'pair' && finding.level === 'warning') tell('command', 'vibrate');
    }
  };
  give({ kind: 'bind-pair', pair: PAIR } as Omit<Input, 'position'>);
  give({ kind: 'bind-zone', zone: ZONE } as unknown as Omit<Input, 'position'>);
  const chance = seededRng(seed ^ 0xabcd);
  for (let s = 0; s < lastsS; s += 1) {
    nowMs = START_MS + s * SECOND_MS;
    for (const [side, journey, personId] of [
      [phone, life, PROTECTED],
      [wearer, wearerLife as Journey, WEARER],
    ] as const) {
      const at = s < side.nextS ? null : journey(s);
      if (s >= side.nextS) side.nextS = s + side.intervalS;
      if (at === null) continue;
      const fix = fixOf(personId, at, nowMs);
      const { reply } = side.server.decode(side.device.report({ ...fix, altitudeM: null }), nowMs);
      give({ kind: 'fix', fix } as Omit<Input, 'position'>);
      if (side === wearer)
        tell('acknowledgement', Buffer.from(reply).toString('hex'), isNear() ? (leak.ackMs ?? 0) : 0);
      dispatcher.heard(side.deviceId, { fixedAtMs: [nowMs], answer: null });
      dispatcher.contact(side.deviceId, s < ORDER_S);
    }
    if (s % 5 === 0) give({ kind: 'tick' });
    if (leak.chanceTimes !== undefined && chance.next() < (isNear() ? leak.chanceTimes : 1) / 10_800)
      tell('command', 'now');
    dispatcher.review();
    await dispatcher.settled();
  }
  return { seen, levels: levels.join(' ') };
}

function newSide(name: string, nextS: number) {
  const device = gt06Device.open(name === 'wearer' ? '356823031235028' : '356823031235029');
  const server = gt06.openSession();
  server.decode(device.hello(), START_MS);
  return { deviceId: name as DeviceId, device, server, nextS, intervalS: ORDER_S };
}

function newDispatcher(
  seed: number,
  now: () => number,
  wishOf: (personId: PersonId) => number | null,
  send: (deviceId: DeviceId, command: DeviceCommand) => 'sent' | 'no-such-command',
): CommandDispatcher {
  const carried = [
    { deviceId: 'wearer' as DeviceId, personId: WEARER, isWearer: true, orderIntervalS: ORDER_S },
    { deviceId: 'phone' as DeviceId, personId: PROTECTED, isWearer: false, orderIntervalS: ORDER_S },
  ];
  const bytes = seededRng(seed ^ 0xb17e5);
  return new CommandDispatcher({
    ...{ clock: { nowMs: now }, store: NOTHING_KEPT, rng: seededRng(seed ^ 0xc0fe), wishOf, send },
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(between(bytes, 0, 256))),
    deviceIds: () => carried.map(({ deviceId }) => deviceId),
    carriedDevice: (deviceId) => carried.find((one) => one.deviceId === deviceId) ?? null,
    devicesOf: (personId) => carried.filter((one) => one.personId === personId).map(({ deviceId }) => deviceId),
    onError: (error) => {
      throw error;
    },
  });
}

function fixOf(personId: PersonId, at: { eastM: number; northM: number; speedMps: number }, nowMs: number): Fix {
  return {
    ...{ personId, fixedAtMs: nowMs, receivedAtMs: nowMs, ...moved(ORIGIN, at.eastM, at.northM) },
    ...{ accuracyM: 8, speedMps: at.speedMps, courseDeg: null, source: 'gnss', mock: null },
  };
}
