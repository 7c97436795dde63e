import { expect, test } from 'vitest';
import type { Decoded, SocketSession } from '../types.ts';
import { sealFrame } from './frame.ts';
import { gt06 } from './protocol.ts';

const RECEIVED_MS = Date.UTC(2026, 5, 24, 1, 0, 9);
const AT_MS = Date.UTC(2026, 5, 24, 1, 0, 0);
const IMEI = '000000000000017';
/** 24 June 2026, 01:00:00; 9 satellites; 36.001 north, 124.502 east; 36 km/h; valid, course 271. */
const TIME = [26, 6, 24, 1, 0, 0];
const POSITION = [...TIME, 0xc9, ...u32(36.001 * 1_800_000), ...u32(124.502 * 1_800_000), 36, 0x15, 0x0f];
const CELL = [0x01, 0xc2, 5, 0x10, 0x20, 0x00, 0x30, 0x40];
const FIX = {
  fixedAtMs: AT_MS,
  latDeg: 36.001,
  lonDeg: 124.502,
  accuracyM: null,
  speedMps: 10,
  courseDeg: 271,
  altitudeM: null,
  source: 'gnss',
  valid: true,
  mock: null,
};

function u32(value: number): number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.round(value));
  return [...bytes];
}

function loggedIn(...zone: number[]): SocketSession {
  const session = gt06.openSession();
  session.decode(sealFrame(1, [...Buffer.from(`0${IMEI}`, 'hex'), 0x26, 0x10, ...zone], 1), RECEIVED_MS);
  return session;
}

function decode(type: number, content: readonly number[], receivedAtMs = RECEIVED_MS, isLong = false): Decoded {
  return loggedIn().decode(sealFrame(type, content, 0x1234, isLong), receivedAtMs);
}

const kindsOf = ({ events }: Decoded): string[] => events.map(({ kind }) => kind);
/** Position, cell, state, battery, signal, alarm, language. */
const alarm = (state: number, code: number, level = 5): number[] => [
  ...POSITION,
  9,
  ...CELL,
  ...[state, level, 4, code, 2],
];

test('the login names the device for every frame after it, and is answered with its own number', () => {
  const session = gt06.openSession();
  const login = session.decode(sealFrame(1, [...Buffer.from(`0${IMEI}`, 'hex'), 0x26, 0x10], 0x0102), Number.NaN);
  expect(login).toMatchObject({ device: IMEI, fixes: [], events: [], rejected: null });
  expect(login.reply).toEqual(sealFrame(1, [], 0x0102));
  expect(session.decode(sealFrame(0x13, [0, 5, 4, 0, 2], 3), RECEIVED_MS).device).toBe(IMEI);
  const other = [...Buffer.from('0000000000000025', 'hex'), 0, 0];
  expect(session.decode(sealFrame(1, other, 4), RECEIVED_MS).device).toBe('000000000000025');
  expect(session.decode(sealFrame(0x22, POSITION, 5), RECEIVED_MS).device).toBe('000000000000025');
});

test('a login without a number is refused, and leaves the session as it was', () => {
  const session = loggedIn();
  const bad = session.decode(sealFrame(1, [0x0a, 0xbc, 0, 0, 0, 0, 0, 1, 0, 0], 2), RECEIVED_MS);
  expect(bad).toMatchObject({ device: null, rejected: { reason: 'malformed', detail: 'imei' } });
  expect(bad.reply).toHaveLength(0);
  expect(session.decode(sealFrame(0x13, [0, 5, 4, 0, 2], 3), RECEIVED_MS).device).toBe(IMEI);
});

test('a position: every field, its cell, and the acknowledgement', () => {
  const decoded = decode(0x22, [...POSITION, ...CELL, 1, 0, 0]);
  expect(decoded).toMatchObject({ device: IMEI, events: [], rejected: null });
  expect(decoded.fixes).toEqual([FIX]);
  expect(decoded.status).toEqual({
    batteryPct: null,
    charging: null,
    satellites: 9,
    strap: null,
    cells: [{ mcc: 450, mnc: 5, lac: 0x1020, cid: 0x3040, rssiDbm: null }],
    wifi: [],
  });
  expect(decoded.reply).toEqual(sealFrame(0x22, [], 0x1234));
});

test.each([0x10, 0x11, 0x12, 0x16, 0x17, 0x1a, 0x1e, 0x22, 0x26, 0x27, 0x2d, 0x31, 0x32, 0x37, 0xa0, 0xa4])(
  'the position of type %i alone',
  (type) => {
    expect(decode(type, [...POSITION, 0, 0, 0, 0, 0, 0]).fixes).toEqual([FIX]);
  },
);

test('south, west, not valid', () => {
  const [fix] = decode(0x22, [...POSITION.slice(0, 16), 0x08, 0x00]).fixes;
  expect(fix).toMatchObject({ latDeg: -36.001, lonDeg: -124.502, valid: false, courseDeg: 0 });
});

test('a zone in the login moves the times to UTC, but of the types that are in UTC already (H-14)', () => {
  const fixedAtMs = (session: SocketSession, type: number) =>
    session.decode(sealFrame(type, POSITION, 1), RECEIVED_MS).fixes[0]?.fixedAtMs;
  const korea = loggedIn((900 << 4) >>> 8, (900 << 4) & 0xff);
  const newfoundland = loggedIn((330 << 4) >>> 8, ((330 << 4) & 0xff) | 8);
  expect([fixedAtMs(korea, 0x12), fixedAtMs(korea, 0x22)]).toEqual([AT_MS - 9 * 3_600_000, AT_MS]);
  expect([fixedAtMs(newfoundland, 0x16), fixedAtMs(newfoundland, 0x26)]).toEqual([AT_MS + 3.5 * 3_600_000, AT_MS]);
});

test('the last place again with the time of now is not valid (H-13)', () => {
  const sent = (reason: number) => decode(0x22, [...POSITION, ...CELL, 0, reason, 0]).fixes[0]?.valid;
  expect([0, 3, 0x0e].map(sent)).toEqual([true, true, true]);
  expect([0x0a, 0x0d].map(sent)).toEqual([false, false]);
});

test('nowhere is no position: refused where it claims to be good (H-09)', () => {
  const nowhere = (flags: number): number[] => [...TIME, 0, ...u32(0), ...u32(0), 0, flags, 0];
  expect(decode(0x22, nowhere(0x04))).toMatchObject({ fixes: [], rejected: null });
  expect(decode(0x22, nowhere(0x14))).toMatchObject({
    fixes: [],
    rejected: { reason: 'impossible-value', detail: 'latitude,longitude' },
  });
});

test.each([
  ['latitude', [...TIME, 9, ...u32(91 * 1_800_000), ...u32(0), 0, 0x14, 0]],
  ['longitude', [...TIME, 9, ...u32(0), ...u32(181 * 1_800_000), 0, 0x14, 0]],
  ['course', [...POSITION.slice(0, 16), 0x17, 0xff]],
  ['time', [26, 2, 30, ...POSITION.slice(3)]],
  ['time', [26, 6, 24, 24, ...POSITION.slice(4)]],
  ['time', [26, 6, 24, 1, 60, ...POSITION.slice(5)]],
  ['position', POSITION.slice(0, 12)],
])('an impossible %s is named, and there is no fix', (detail, content) => {
  expect(decode(0x22, content)).toMatchObject({ fixes: [], rejected: { detail } });
});

test.each([
  [1, 'sos'],
  [2, 'power-cut'],
  [12, 'tamper'],
  [14, 'low-battery'],
  [15, 'low-battery'],
  [17, 'power-off'],
  [19, 'tamper'],
  [21, 'power-off'],
  [24, 'tamper'],
  [25, 'low-battery'],
  [35, 'fall'],
  [37, 'tamper'],
])('alarm code %i is %s', (code, kind) => {
  const decoded = decode(0x26, alarm(0, code));
  expect(decoded.events).toEqual([{ kind, atMs: AT_MS }]);
  expect(decoded.fixes).toEqual([FIX]);
  expect(kindsOf(decode(0x13, [0, 5, 4, code, 2]))).toEqual([kind]);
});

test.each([
  [2, 'power-cut'],
  [3, 'low-battery'],
  [4, 'sos'],
  [7, 'strap-open'],
])('alarm bits %i are %s', (bits, kind) => {
  expect(kindsOf(decode(0x16, alarm(bits << 3, 0)))).toEqual([kind]);
});

test('shocks, fences and driving are no events; the same alarm twice is one', () => {
  for (const code of [3, 4, 5, 6, 9, 20, 0x30, 200]) expect(decode(0x26, alarm(0, code)).events).toEqual([]);
  expect(kindsOf(decode(0x26, alarm(4 << 3, 1)))).toEqual(['sos']);
  expect(kindsOf(decode(0x26, alarm(2 << 3, 19)))).toEqual(['power-cut', 'tamper']);
});

test('an SOS outlives a position that cannot be, and a time that cannot be read (H-12)', () => {
  const farNorth = [...TIME, 9, ...u32(91 * 1_800_000), ...u32(0), 0, 0x14, 0, 9, ...CELL, 0, 5, 4, 1, 2];
  expect(decode(0x26, farNorth)).toMatchObject({
    fixes: [],
    events: [{ kind: 'sos', atMs: AT_MS }],
    rejected: { detail: 'latitude' },
  });
  const noTime = [0, 0, 0, ...alarm(0, 1).slice(3)];
  expect(decode(0x26, noTime)).toMatchObject({
    fixes: [],
    events: [{ kind: 'sos', atMs: RECEIVED_MS }],
    rejected: { detail: 'time' },
  });
});

test('an alarm that nobody can date is refused, not dropped', () => {
  const heartbeat = [0x20, 5, 4, 0, 2];
  expect(decode(0x13, heartbeat).events).toEqual([{ kind: 'sos', atMs: RECEIVED_MS }]);
  expect(decode(0x13, heartbeat, Number.NaN)).toMatchObject({
    events: [],
    rejected: { reason: 'malformed', detail: 'time' },
  });
});

test('battery in seven steps or per cent, and whether it is charging', () => {
  expect(decode(0x13, [0x04, 3, 4, 0, 2]).status).toMatchObject({ batteryPct: 50, charging: true });
  expect(decode(0x13, [0x00, 87, 4, 0, 2]).status).toMatchObject({ batteryPct: 87, charging: false });
  expect(decode(0x13, [0x00, 0xff, 4, 0, 2]).status.batteryPct).toBeNull();
  const counted = [0x04, 0x08, 0x60, 1, 2, 42, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(decode(0x13, counted)).toMatchObject({
    status: { batteryPct: 42, charging: true, satellites: 5 },
    events: [{ kind: 'sos' }],
  });
  expect(decode(0x36, [0, 5, 4, 0, 2, 0, 0x32, 1, 1, 0, 0x6a, 1, 77]).status.batteryPct).toBe(77);
});

test('the length of the cell is counted with itself or without, and may be nothing', () => {
  const tail = [0x20, 5, 4, 0, 2];
  for (const length of [8, 9]) {
    const decoded = decode(0x26, [...POSITION, length, ...CELL, ...tail]);
    expect([decoded.status.cells.length, ...kindsOf(decoded)]).toEqual([1, 'sos']);
  }
  const empty = decode(0x16, [...POSITION, 0, ...Array(45).fill(0), ...tail]);
  expect([empty.status.cells.length, ...kindsOf(empty)]).toEqual([0, 'sos']);
  const wide = [0x81, 0xc2, 0, 5, 0x10, 0x20, 0, 0x30, 0x40];
  expect(decode(0x26, [...POSITION, 9, ...wide, ...tail]).status.cells).toEqual([
    { mcc: 450, mnc: 5, lac: 0x1020, cid: 0x3040, rssiDbm: null },
  ]);
});

test('cells and networks without a position are a status, and repeat no old place (H-13)', () => {
  const cells = [0x10, 0x20, 0, 0x30, 0x40, 70, ...Array(36).fill(0)];
  const wifi = [1, 0x02, 0, 0, 0, 0, 0x0a, 61];
  const decoded = decode(0x2c, [...TIME, 0x01, 0xc2, 5, ...cells, 0xff, ...wifi]);
  expect(decoded).toMatchObject({ fixes: [], events: [], rejected: null });
  expect(decoded.status.cells).toEqual([{ mcc: 450, mnc: 5, lac: 0x1020, cid: 0x3040, rssiDbm: -70 }]);
  expect(decoded.status.wifi).toEqual([{ mac: '02:00:00:00:00:0A', rssiDbm: -61 }]);
});

test('modules: position with height, why the device woke, and a time without a position', () => {
  const place = [...u32(AT_MS / 1_000), 9, 0xff, 0xf6, ...POSITION.slice(7)];
  const woken = [0, 0x2b, 0, 1, 20];
  const decoded = decode(0x70, [0, 0x33, 0, 18, ...place, ...woken], RECEIVED_MS, true);
  expect(decoded.fixes).toEqual([{ ...FIX, altitudeM: -10 }]);
  expect(decoded.events).toEqual([{ kind: 'strap-open', atMs: AT_MS }]);
  expect(decoded.reply).toEqual(sealFrame(0x70, [], 0x1234));
  const timed = decode(0x70, [0, 0x2c, 0, 4, ...u32(AT_MS / 1_000), ...woken], RECEIVED_MS, true);
  expect(timed).toMatchObject({ fixes: [], events: [{ kind: 'strap-open', atMs: AT_MS }] });
});

test('alarms of cameras: the button with a position, power, and a notice without', () => {
  const place = [...TIME, ...POSITION.slice(7, 15), ...POSITION.slice(16)];
  expect(decode(0x95, [...place, 1])).toMatchObject({ fixes: [{ ...FIX, speedMps: null }], events: [{ kind: 'sos' }] });
  expect(kindsOf(decode(0x95, [...place, 0x88]))).toEqual(['power-cut']);
  expect(decode(0x95, [...TIME, 1])).toMatchObject({ fixes: [], events: [], rejected: null });
});

test('a wrong checksum, a cut frame and what is no frame are refused without an answer', () => {
  const good = sealFrame(0x22, POSITION, 1);
  const wrong = Buffer.from(good);
  wrong[10]! ^= 1;
  const session = loggedIn();
  const detailOf = (bytes: Uint8Array) => {
    const { rejected, reply, fixes } = session.decode(bytes, RECEIVED_MS);
    return [rejected?.reason, rejected?.detail, reply.length, fixes.length];
  };
  expect(detailOf(wrong)).toEqual(['malformed', 'checksum', 0, 0]);
  expect(detailOf(good.subarray(0, 20))).toEqual(['malformed', 'length', 0, 0]);
  expect(detailOf(Buffer.from('hello'))).toEqual(['malformed', 'start', 0, 0]);
});

test('before the login a frame is decoded, names nobody and gets no answer', () => {
  const decoded = gt06.openSession().decode(sealFrame(0x22, POSITION, 1), RECEIVED_MS);
  expect(decoded).toMatchObject({ device: null, fixes: [FIX], rejected: null });
  expect(decoded.reply).toHaveLength(0);
});

test('the time is told to a device that asks, unless nobody knows it', () => {
  expect(decode(0x8a, []).reply).toEqual(sealFrame(0x8a, [26, 6, 24, 1, 0, 9], 0x1234));
  expect(decode(0x8a, [], Number.NaN).reply).toHaveLength(0);
});

test('a type that is not known is acknowledged and says nothing', () => {
  expect(decode(0x5f, [1, 2, 3])).toMatchObject({ fixes: [], events: [], rejected: null });
  expect(decode(0x5f, [1, 2, 3]).reply).toEqual(sealFrame(0x5f, [], 0x1234));
});
