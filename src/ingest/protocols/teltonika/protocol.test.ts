import { expect, test } from 'vitest';
import type { Decoded, SocketSession } from '../types.ts';
import { CODEC_8, CODEC_8_EXTENDED, CODEC_12, CODEC_16, sealPacket } from './frame.ts';
import { teltonika } from './protocol.ts';

const AT_MS = Date.UTC(2026, 5, 24, 1, 0, 0);
const RECEIVED_MS = AT_MS + 9_000;
const IMEI = '000000000000017';
const LOGIN = Buffer.concat([Buffer.from([0, 15]), Buffer.from(IMEI)]);
const FIX = {
  fixedAtMs: AT_MS,
  latDeg: 36.001,
  lonDeg: 124.502,
  accuracyM: null,
  speedMps: 10,
  courseDeg: 271,
  altitudeM: -10,
  source: 'gnss',
  valid: true,
  mock: null,
};

interface Wire {
  readonly atMs?: number;
  readonly latDeg?: number;
  readonly lonDeg?: number;
  readonly course?: number;
  readonly satellites?: number;
  readonly speedKmh?: number;
}

function position(wire: Wire = {}): number[] {
  const bytes = Buffer.alloc(24);
  bytes.writeBigUInt64BE(BigInt(wire.atMs ?? AT_MS), 0);
  bytes.writeInt32BE(Math.round((wire.lonDeg ?? 124.502) * 1e7), 9);
  bytes.writeInt32BE(Math.round((wire.latDeg ?? 36.001) * 1e7), 13);
  bytes.writeInt16BE(-10, 17);
  bytes.writeUInt16BE(wire.course ?? 271, 19);
  bytes.writeUInt8(wire.satellites ?? 9, 21);
  bytes.writeUInt16BE(wire.speedKmh ?? 36, 22);
  return [...bytes];
}

/** Codec 8: element, total, then the groups of 1, 2, 4 and 8 bytes; here only the first. */
function record(wire: Wire = {}, pairs: readonly (readonly [number, number])[] = []): number[] {
  return [...position(wire), pairs[0]?.[0] ?? 0, pairs.length, pairs.length, ...pairs.flat(), 0, 0, 0];
}

function loggedIn(): SocketSession {
  const session = teltonika.openSession();
  session.decode(LOGIN, RECEIVED_MS);
  return session;
}

function decode(records: readonly (readonly number[])[], receivedAtMs = RECEIVED_MS, codec = CODEC_8): Decoded {
  return loggedIn().decode(sealPacket(codec, records.length, records.flat()), receivedAtMs);
}

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const kindsOf = ({ events }: Decoded): string[] => events.map(({ kind }) => kind);

test('the login names the device for every frame after it; it is taken with 01 and refused with 00', () => {
  const session = teltonika.openSession();
  expect(session.decode(sealPacket(CODEC_8, 1, record()), RECEIVED_MS).device).toBeNull();
  const login = session.decode(LOGIN, Number.NaN);
  expect(login).toMatchObject({ device: IMEI, fixes: [], events: [], rejected: null });
  expect([hex(login.reply), hex(login.refusal)]).toEqual(['01', '00']);
  expect(session.decode(sealPacket(CODEC_8, 1, record()), RECEIVED_MS).device).toBe(IMEI);
  session.decode(Buffer.from('\0\x0f000000000000025', 'latin1'), RECEIVED_MS);
  expect(session.decode(Buffer.from([0xff]), RECEIVED_MS)).toMatchObject({ device: '000000000000025', rejected: null });
});

test('a login that is no number is refused', () => {
  const decoded = teltonika.openSession().decode(Buffer.from('\0\x0f00000000000001x', 'latin1'), RECEIVED_MS);
  expect(decoded).toMatchObject({ device: null, rejected: { reason: 'malformed', detail: 'imei' } });
  expect(decoded.reply).toHaveLength(0);
});

test('a record: every field, what goes with it, and the count in return', () => {
  const elements = [
    [113, 71],
    [116, 1],
  ] as const;
  const decoded = decode([record({}, elements)]);
  expect(decoded).toMatchObject({ device: IMEI, fixes: [FIX], events: [], rejected: null });
  expect(decoded.status).toMatchObject({ batteryPct: 71, charging: true, satellites: 9, cells: [], wifi: [] });
  expect([hex(decoded.reply), hex(decoded.refusal)]).toEqual(['00000001', '00000000']);
});

test('the same record in the codecs with wider fields', () => {
  const extended = [...position(), 0, 113, 0, 2, 0, 1, 0, 113, 71, 0, 1, 0, 9, 1, 1, 0, 0, 0, 0];
  const variable = [0, 1, 1, 0x81, 0, 3, 1, 2, 3];
  const sixteen = [...position(), 0, 113, 5, 1, 1, 0, 113, 71, 0, 0, 0];
  for (const [codec, bytes] of [
    [CODEC_8_EXTENDED, [...extended, 0, 0]],
    [CODEC_8_EXTENDED, [...extended, ...variable]],
    [CODEC_16, sixteen],
  ] as const) {
    expect(decode([bytes], RECEIVED_MS, codec)).toMatchObject({
      fixes: [FIX],
      status: { batteryPct: 71 },
      rejected: null,
    });
  }
});

test('south and west', () => {
  expect(decode([record({ latDeg: -36.001, lonDeg: -124.502 })]).fixes).toMatchObject([
    { latDeg: -36.001, lonDeg: -124.502 },
  ]);
});

test('without a satellite the place is the last one known, and not valid (H-13)', () => {
  expect(decode([record({ satellites: 0 })])).toMatchObject({ fixes: [{ valid: false }], rejected: null });
  expect(decode([record({ satellites: 0, latDeg: 0, lonDeg: 0 })])).toMatchObject({ fixes: [], rejected: null });
});

test('nowhere with satellites is refused (H-09)', () => {
  expect(decode([record({ latDeg: 0, lonDeg: 0 })])).toMatchObject({
    fixes: [],
    rejected: { reason: 'impossible-value', detail: 'latitude,longitude' },
  });
});

test.each([
  ['latitude', { latDeg: 91 }],
  ['longitude', { lonDeg: -181 }],
  ['course', { course: 361 }],
  ['speed', { speedKmh: 5_000 }],
  ['time', { atMs: 0 }],
  ['time', { atMs: 2 ** 50 }],
] as const)('an impossible %s is named, and takes no other record with it', (detail, wire) => {
  const decoded = decode([record(), record(wire), record({ atMs: AT_MS + 1_000 })]);
  expect(decoded.fixes.map(({ fixedAtMs }) => fixedAtMs)).toEqual([AT_MS, AT_MS + 1_000]);
  expect(decoded.rejected).toEqual({ reason: 'impossible-value', detail });
  expect(hex(decoded.reply)).toBe('00000003');
});

test.each([
  [236, 'sos'],
  [242, 'fall'],
  [249, 'jamming'],
  [252, 'power-cut'],
])('element %i is %s', (number, kind) => {
  expect(decode([record({}, [[number, 1]])])).toMatchObject({ fixes: [FIX], events: [{ kind, atMs: AT_MS }] });
  expect(decode([record({}, [[number, 0]])]).events).toEqual([]);
});

test('a wide element of the same number is another family of devices', () => {
  const wide = [...position(), 236, 1, 0, 1, 236, 0, 1, 0, 0];
  expect(decode([wide])).toMatchObject({ fixes: [FIX], events: [], rejected: null });
});

test('jamming of satellites, which only wide numbers can name', () => {
  const bytes = [...position(), 1, 62, 0, 1, 0, 1, 1, 62, 2, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(kindsOf(decode([bytes], RECEIVED_MS, CODEC_8_EXTENDED))).toEqual(['jamming']);
});

test('an SOS outlives a position that cannot be, a time that cannot be, and a record that breaks off (H-12)', () => {
  expect(decode([record({ latDeg: 91 }, [[236, 1]])])).toMatchObject({
    fixes: [],
    events: [{ kind: 'sos', atMs: AT_MS }],
    rejected: { detail: 'latitude' },
  });
  expect(decode([record({ atMs: 0 }, [[236, 1]])]).events).toEqual([{ kind: 'sos', atMs: RECEIVED_MS }]);
  expect(decode([record({ atMs: 0 }, [[236, 1]])], Number.NaN)).toMatchObject({
    events: [],
    rejected: { detail: 'time' },
  });
  const broken = [...position(), 236, 9, 9, 236, 1];
  expect(decode([record(), broken])).toMatchObject({
    fixes: [FIX, FIX],
    events: [{ kind: 'sos' }],
    rejected: { reason: 'malformed', detail: 'record' },
  });
});

test('the status is that of the newest record, whichever comes first', () => {
  const older = record({ atMs: AT_MS - 60_000 }, [[113, 80]]);
  const newer = record({}, [[113, 70]]);
  expect(decode([older, newer]).status.batteryPct).toBe(70);
  expect(decode([newer, older]).status.batteryPct).toBe(70);
});

test('the cell is named by three elements', () => {
  const cell = (operator: number): number[] => {
    const wide = Buffer.alloc(4);
    wide.writeUInt32BE(operator);
    return [...position(), 0, 3, 0, 2, 205, 0x30, 0x40, 206, 0x10, 0x20, 1, 241, ...wide, 0];
  };
  const cellsOf = (operator: number) => decode([cell(operator)]).status.cells;
  expect(cellsOf(45_005)).toEqual([{ mcc: 450, mnc: 5, lac: 0x1020, cid: 0x3040, rssiDbm: null }]);
  expect(cellsOf(310_410)).toMatchObject([{ mcc: 310, mnc: 410 }]);
  expect(cellsOf(0)).toEqual([]);
});

test('a datagram names its device and is answered with its number', () => {
  const body = [CODEC_8, 1, ...record(), 1];
  const head = [0xca, 0xfe, 1, 0x22, 0, 15, ...Buffer.from(IMEI)];
  const bytes = Uint8Array.from([0, head.length + body.length, ...head, ...body]);
  const decoded = teltonika.openSession().decode(bytes, RECEIVED_MS);
  expect(decoded).toMatchObject({ device: IMEI, fixes: [FIX], rejected: null });
  expect(hex(decoded.reply)).toBe('00050000012201');
});

test('a wrong checksum, count, length or beginning is refused by name', () => {
  const good = Buffer.from(sealPacket(CODEC_8, 1, record()));
  const session = loggedIn();
  const detailOf = (bytes: Uint8Array) => {
    const { rejected, reply, refusal } = session.decode(bytes, RECEIVED_MS);
    return [rejected?.detail, reply.length, hex(refusal)];
  };
  const wrong = Buffer.from(good);
  wrong[20]! ^= 1;
  expect(detailOf(wrong)).toEqual(['checksum', 0, '00000000']);
  expect(detailOf(good.subarray(0, 30))).toEqual(['length', 0, '00000000']);
  expect(detailOf(good.subarray(0, 5))).toEqual(['start', 0, '00000000']);
  expect(session.decode(sealPacket(0x07, 1, record()), RECEIVED_MS).rejected?.detail).toBe('codec');
  const twoSaid = session.decode(sealPacket(CODEC_8, 2, record()), RECEIVED_MS);
  expect(twoSaid).toMatchObject({ fixes: [FIX], rejected: { detail: 'record' } });
  const oneSaid = session.decode(sealPacket(CODEC_8, 1, [...record(), ...record()]), RECEIVED_MS);
  expect(oneSaid).toMatchObject({ fixes: [FIX], rejected: { detail: 'count' } });
});

test('what comes through the serial port says nothing, and nothing is waited for', () => {
  const text = [...Buffer.from('010300010015')];
  const decoded = loggedIn().decode(sealPacket(CODEC_12, 1, [6, 0, 0, 0, text.length, ...text]), RECEIVED_MS);
  expect(decoded).toMatchObject({ device: IMEI, fixes: [], events: [], rejected: null });
  expect([decoded.reply.length, decoded.answer]).toEqual([0, undefined]);
  expect(loggedIn().decode(sealPacket(CODEC_12, 1, [6, 0, 0, 9, 9, 1]), RECEIVED_MS).rejected?.detail).toBe('text');
});
