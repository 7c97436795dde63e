import { describe, expect, test } from 'vitest';
import type { Decoded } from '../types.ts';
import { commandContent } from './commands.ts';
import { AT_MS, CELL, container, DEVICE, fields, hex, LAT, LON, pack, position } from './eelink.fixture.ts';
import { eelink } from './protocol.ts';

const RECEIVED_MS = AT_MS + 4_000;
const FIXED = fields([0x0409, 2]);
const LOGIN = pack(0x01, 1, Buffer.from(`0${DEVICE}0100`, 'hex'));
const decode = (bytes: Uint8Array, receivedAtMs = RECEIVED_MS): Decoded =>
  eelink.openSession().decode(bytes, receivedAtMs);

describe('a session', () => {
  test('is answered at login with the time in seconds, and not at all without it', () => {
    const decoded = decode(LOGIN);
    expect(decoded).toMatchObject({ device: DEVICE, fixes: [], rejected: null });
    const seconds = (RECEIVED_MS / 1_000).toString(16);
    expect(hex(decoded.reply)).toBe(`67670100090001${seconds}000100`);
    for (const atMs of [Number.NaN, -1_000, 2 ** 32 * 1_000]) expect(decode(LOGIN, atMs).reply).toHaveLength(0);
    expect(decode(pack(0x01, 1, Buffer.alloc(3))).rejected).toEqual({ reason: 'malformed', detail: 'imei' });
  });

  test('knows its device from the login or the container, and may change it', () => {
    const session = eelink.openSession();
    const location = pack(0x12, 7, position(1), FIXED);
    const deviceOf = (bytes: Uint8Array) => session.decode(bytes, RECEIVED_MS).device;
    expect(deviceOf(location)).toBeNull();
    expect(deviceOf(LOGIN)).toBe(DEVICE);
    expect(deviceOf(location)).toBe(DEVICE);
    expect(deviceOf(container('990000000000025', location))).toBe('990000000000025');
    expect(deviceOf(location)).toBe('990000000000025');
    expect(deviceOf(Buffer.from('gg'))).toBe('990000000000025');
    expect(deviceOf(LOGIN)).toBe(DEVICE);
  });

  test.each([
    [0x03, fields([0x0180, 2]), true],
    [0x03, fields([0x0080, 2]), false],
    [0x03, fields([0x0100, 2]), null],
    [0x03, fields(), null],
    [0x07, fields([0x0180, 2], [1, 2]), true],
    [0x07, fields([0x0180, 2], [1, 2], [1, 1]), null],
    [0x1b, fields([0x0180, 2]), null],
    [0x1f, Buffer.from('a picture'), null],
  ])('package 0x%s is acknowledged, and tells at most the charger', (kind, content, charging) => {
    const decoded = decode(pack(kind, 0x0102, content));
    expect(decoded).toMatchObject({ fixes: [], events: [], rejected: null, status: { charging } });
    expect(hex(decoded.reply)).toBe(`6767${hex(fields([kind, 1]))}00020102`);
  });

  test('a broadcast is not acknowledged', () => {
    expect(decode(pack(0x81, 1)).reply).toHaveLength(0);
  });
});

describe('a container', () => {
  const packages = [
    pack(0x12, 7, position(1), fields([0x0589, 2])),
    pack(0x12, 8, position(1).subarray(0, 9)),
    pack(0x14, 9, position(0x02, ...CELL), fields([0x25, 1]), FIXED),
    pack(0x60, 10, Buffer.from('of a later version')),
  ];

  test('gives all its records; one that is broken does not take the others with it', () => {
    const decoded = decode(container(DEVICE, ...packages));
    expect(decoded).toMatchObject({
      device: DEVICE,
      fixes: [{ fixedAtMs: AT_MS }],
      events: [{ kind: 'strap-open' }],
      status: { strap: 'open', cells: [{}] },
      rejected: { reason: 'malformed', detail: 'position' },
    });
    expect(hex(decoded.reply)).toBe('6767120002000767671200020008676714000200096767600002000a');
  });

  test('packages one after another are read alike', () => {
    const decoded = decode(Buffer.concat([packages[0]!, packages[2]!, Buffer.from('gg')]));
    expect(decoded).toMatchObject({ fixes: [{}], events: [{}], rejected: { reason: 'malformed', detail: 'frame' } });
  });

  test.each([
    ['a length of nothing', Buffer.from('67671200010001', 'hex')],
    ['a length beyond its end', packages[0]!.subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
  ])('of %s is no package', (_, bytes) => {
    const rejected = { reason: 'malformed', detail: 'frame' };
    expect(decode(bytes)).toMatchObject({ fixes: [], rejected });
    expect(decode(bytes).reply).toHaveLength(0);
  });

  test.each([
    ['checksum', 5],
    ['checksum', 30],
    ['size', 3],
  ])('with a wrong %s is refused whole', (detail, at) => {
    const bytes = Buffer.from(container(DEVICE, ...packages));
    bytes[at]! ^= 1;
    expect(decode(bytes)).toMatchObject({ fixes: [], events: [], rejected: { reason: 'malformed', detail } });
    expect(decode(bytes).reply).toHaveLength(0);
  });

  test('of no IMEI, or of nothing, is refused', () => {
    expect(decode(container('99000000000001f', packages[0]!)).rejected).toEqual({
      reason: 'malformed',
      detail: 'imei',
    });
    expect(decode(container(DEVICE, Buffer.from('no package'))).rejected).toEqual({
      reason: 'malformed',
      detail: 'frame',
    });
  });
});

describe('commands', () => {
  const encode = (session: ReturnType<typeof eelink.openSession>, intervalS: number) =>
    hex(session.encodeCommand({ kind: 'set-interval', intervalS }))?.slice(14);

  test('are texts in a package that the server marks', () => {
    const session = eelink.openSession();
    expect(hex(session.encodeCommand({ kind: 'report-now' }))).toBe('676780000d0001014d475000574845524523');
    expect(encode(session, 60)).toBe(`014d475001${Buffer.from('COLLECT,60,0,0,60,1#').toString('hex')}`);
    session.decode(pack(0x04, 1), RECEIVED_MS);
    expect(encode(session, 60)).toBe(`014d475001${Buffer.from('TIMER,60,1#').toString('hex')}`);
    session.decode(pack(0x12, 1), RECEIVED_MS);
    expect(encode(session, 60)).toMatch(/^014d475001434f4c/);
  });

  test('that a device does not have are none', () => {
    const session = eelink.openSession();
    expect(session.encodeCommand({ kind: 'vibrate' })).toBeNull();
    expect(session.encodeCommand({ kind: 'message', text: 'x' })).toBeNull();
    for (const intervalS of [0, 65_536, Number.NaN]) expect(encode(session, intervalS)).toBeUndefined();
  });

  test.each([
    [0x4d475001, 'OK!', 'set-interval', true],
    [0x4d475001, 'Format error', 'set-interval', false],
    [0x4d475000, 'No Data!', 'report-now', null],
    [0x4d475002, 'ok', null, true],
    [0, 'token', null, null],
  ])('an answer says which, and whether it is done', (uid, text, command, isDone) => {
    const decoded = decode(pack(0x80, 5, commandContent(uid, text)));
    expect(decoded).toMatchObject({ fixes: [], rejected: null, answer: { command, isDone } });
    expect(hex(decoded.reply)).toBe('67678000020005');
  });

  test.each([',', '\n'])('the answer to where it is holds a position, with %j between the fields', (between) => {
    const place = ['Lat:N36.001250', 'Lon:E124.502125', 'Course:271.50', 'Speed:18.00km/h'].join(between);
    const answer = (text: string) => decode(pack(0x80, 5, commandContent(0x4d475000, text)));
    const decoded = answer(`${place}${between}DateTime:2026-06-24 01:02:03`);
    expect(decoded).toMatchObject({ rejected: null, answer: { command: 'report-now', isDone: true } });
    const motion = { speedMps: 5, courseDeg: 271.5, altitudeM: null, accuracyM: null };
    expect(decoded.fixes).toMatchObject([{ fixedAtMs: AT_MS, latDeg: LAT, lonDeg: LON, ...motion, valid: true }]);
    expect(answer(place).rejected).toEqual({ reason: 'malformed', detail: 'time' });
    expect(answer(place.replace('N36', 'N96')).rejected?.detail).toBe('latitude');
    const south = answer(`${place.replace('N', 'S').replace('E', 'W')}${between}Date Time:2026-06-24 01:02:03`);
    expect(south.fixes).toMatchObject([{ latDeg: -LAT, lonDeg: -LON }]);
  });

  test('an answer that is cut off is none', () => {
    expect(decode(pack(0x80, 5, Buffer.alloc(4))).rejected).toEqual({ reason: 'malformed', detail: 'answer' });
  });
});
