import { describe, expect, test } from 'vitest';
import type { Decoded } from '../types.ts';
import {
  AT_MS,
  CELL,
  fields,
  GPS,
  hex,
  LAT,
  LON,
  NEIGHBOUR,
  pack,
  position,
  SECONDS,
  type Widths,
  wifi,
} from './eelink.fixture.ts';
import { eelink } from './protocol.ts';

const RECEIVED_MS = AT_MS + 4_000;
const FIXED = fields([0x0409, 2]);
const decode = (bytes: Uint8Array, receivedAtMs = RECEIVED_MS): Decoded =>
  eelink.openSession().decode(bytes, receivedAtMs);
/** A location with one of its fields changed. */
const located = (at: number, value: number): Decoded => {
  const gps: Widths = GPS.map(([old, bytes], index) => [index === at ? value : old, bytes]);
  return decode(pack(0x12, 7, fields([SECONDS, 4], [1, 1], ...gps), FIXED));
};

describe('a location', () => {
  test('reads every documented field', () => {
    const blocks: Widths = [...CELL, ...NEIGHBOUR, ...NEIGHBOUR, ...wifi(1, -61), ...wifi(2, 87), ...wifi(3, 0)];
    const decoded = decode(pack(0x12, 7, position(0x7f, ...blocks), fields([0x0589, 2], [4100, 2])));
    expect(decoded).toMatchObject({ events: [], rejected: null });
    expect(decoded.fixes).toEqual([
      {
        fixedAtMs: AT_MS,
        latDeg: expect.closeTo(LAT, 7),
        lonDeg: expect.closeTo(LON, 7),
        accuracyM: null,
        speedMps: 5,
        courseDeg: 271,
        altitudeM: -12,
        source: 'gnss',
        valid: true,
        mock: null,
      },
    ]);
    const neighbour = { mcc: 460, mnc: 1, lac: 7202, cid: 5103, rssiDbm: -88 };
    expect(decoded.status).toEqual({
      batteryPct: null,
      charging: true,
      satellites: 9,
      strap: null,
      cells: [{ mcc: 460, mnc: 1, lac: 7201, cid: 19_088_743, rssiDbm: -71 }, neighbour, neighbour],
      wifi: [
        { mac: '02:00:5E:00:53:01', rssiDbm: -61 },
        { mac: '02:00:5E:00:53:02', rssiDbm: -87 },
        { mac: '02:00:5E:00:53:03', rssiDbm: null },
      ],
    });
    expect(hex(decoded.reply)).toBe('67671200020007');
  });

  test('the cell of a newer network stands before its neighbours, then more networks', () => {
    const cell: Widths = [
      [450, 2],
      [5, 2],
      [77, 2],
      [78, 2],
      [123_456_789, 4],
      [1, 2],
      [301, 2],
      [1300, 2],
      [-82, 1],
    ];
    const neighbours: Widths = Array.from({ length: 20 }, () => [-1, 1] as const);
    const block: Widths = [[8, 1], [0x15, 1], ...cell, ...neighbours, ...wifi(1, -61), ...wifi(2, -62)];
    const { status, fixes, rejected } = decode(pack(0x12, 7, position(0x80, ...block), FIXED));
    expect({ fixes, rejected }).toEqual({ fixes: [], rejected: null });
    expect(status.cells).toEqual([{ mcc: 450, mnc: 5, lac: 77, cid: 123_456_789, rssiDbm: -82 }]);
    expect(status.wifi.map(({ rssiDbm }) => rssiDbm)).toEqual([-61, -62]);
  });

  test('cells and networks without a position are a status, and repeat no old place', () => {
    const decoded = decode(pack(0x12, 7, position(0x12, ...CELL, ...wifi(1, -61)), FIXED));
    expect(decoded).toMatchObject({ fixes: [], rejected: null, status: { cells: [{}], wifi: [{}], satellites: null } });
  });

  test('without the serving cell its neighbours are of no country, and left out', () => {
    expect(decode(pack(0x12, 7, position(0x04, ...NEIGHBOUR), FIXED))).toMatchObject({
      rejected: null,
      status: { cells: [] },
    });
  });

  test('a position that is not fixed is handed on as such, unless it is none', () => {
    const notFixed = fields([0x0408, 2]);
    expect(decode(pack(0x12, 7, position(1), notFixed)).fixes).toMatchObject([{ valid: false, source: null }]);
    const zeros = fields([SECONDS, 4], [1, 1], [0, 4], [0, 4], [0, 2], [0, 2], [0, 2], [0, 1]);
    expect(decode(pack(0x12, 7, zeros, notFixed))).toMatchObject({ fixes: [], rejected: null });
    expect(decode(pack(0x12, 7, zeros, FIXED)).rejected).toEqual({
      reason: 'impossible-value',
      detail: 'latitude,longitude',
    });
  });

  test.each([
    ['latitude', 0, 90 * 1_800_000 + 1],
    ['longitude', 1, -180 * 1_800_000 - 1],
    ['speed', 3, 3_601],
    ['course', 4, 361],
  ])('a %s that cannot be is refused by its name', (detail, at, value) => {
    expect(located(at, value)).toMatchObject({ fixes: [], rejected: { reason: 'impossible-value', detail } });
  });

  test('360 degrees is north', () => {
    expect(located(4, 360).fixes).toMatchObject([{ courseDeg: 0 }]);
  });

  test('a device that does not know the time gives no fix', () => {
    const content = fields([0, 4], [1, 1], ...GPS, [1, 2]);
    expect(decode(pack(0x12, 7, content))).toMatchObject({ fixes: [], rejected: { detail: 'time' } });
  });

  test('one that is cut off anywhere gives no fix', () => {
    const blocks: Widths = [...CELL, ...NEIGHBOUR, ...wifi(1, -61), [8, 1], [0x09, 1]];
    const cell: Widths = [
      [450, 2],
      [5, 2],
      [77, 2],
      [78, 2],
      [1, 4],
      [1, 2],
      [301, 2],
      [1300, 2],
      [-82, 1],
    ];
    const content = position(0x97, ...blocks, ...cell, ...wifi(2, -62));
    for (let cut = 0; cut < content.length + 2; cut += 1) {
      const decoded = decode(pack(0x12, 7, Buffer.concat([content, FIXED]).subarray(0, cut)));
      const detail = cut < content.length ? 'position' : 'status';
      expect(decoded).toMatchObject({ fixes: [], rejected: { reason: 'malformed', detail } });
    }
  });

  test('of the older form reads every documented field', () => {
    const place: Widths = [
      [SECONDS, 4],
      [LAT * 1_800_000, 4],
      [LON * 1_800_000, 4],
      [18, 1],
      [271, 2],
    ];
    const old = (flags: number) => fields(...place, [460, 2], [1, 2], [7201, 2], [5103, 3], [flags, 1]);
    const decoded = decode(pack(0x02, 7, old(1), fields([0x0180, 2])));
    expect(decoded.fixes).toMatchObject([
      { fixedAtMs: AT_MS, speedMps: 5, courseDeg: 271, altitudeM: null, valid: true },
    ]);
    expect(decoded.status).toMatchObject({ charging: true, cells: [{ mcc: 460, mnc: 1, lac: 7201, cid: 5103 }] });
    expect(hex(decoded.reply)).toBe('');
    expect(decode(pack(0x06, 7, old(0))).fixes).toMatchObject([{ valid: false }]);
    expect(decode(pack(0x04, 7, old(0), fields([0x02, 1])))).toMatchObject({ events: [{ kind: 'sos', atMs: AT_MS }] });
    expect(decode(pack(0x05, 7, old(1), fields([1, 1], [SECONDS, 4], [0x80, 2]))).status.charging).toBe(false);
    expect(decode(pack(0x04, 7, old(1))).rejected).toEqual({ reason: 'malformed', detail: 'alarm' });
    expect(decode(pack(0x04, 7, old(1).subarray(1))).rejected).toEqual({ reason: 'malformed', detail: 'position' });
  });
});

describe('warnings', () => {
  test.each([
    [0x01, 'power-cut'],
    [0x02, 'sos'],
    [0x03, 'low-battery'],
    [0x08, 'tamper'],
    [0x09, 'tamper'],
    [0x25, 'strap-open'],
    [0x86, 'fall'],
    [0x04, null],
    [0x83, null],
    [0xff, null],
  ])('0x%s', (code, kind) => {
    const decoded = decode(pack(0x14, 3, position(0x02, ...CELL), fields([code, 1]), FIXED));
    expect(decoded.events).toEqual(kind === null ? [] : [{ kind, atMs: AT_MS }]);
    expect(decoded).toMatchObject({ rejected: null, status: { strap: kind === 'strap-open' ? 'open' : null } });
    expect(hex(decoded.reply)).toBe('67671400020003');
  });

  test('the same number in a report of version 2 is no warning', () => {
    expect(decode(pack(0x15, 3, position(1), fields([0x02, 1]), FIXED))).toMatchObject({ events: [], fixes: [{}] });
  });

  test('an SOS survives a position that cannot be, a status that is cut off, and a time that is not known', () => {
    const gps: Widths = GPS.map(([old, bytes], index) => [index === 0 ? 91 * 1_800_000 : old, bytes]);
    const broken = decode(pack(0x14, 3, fields([SECONDS, 4], [1, 1], ...gps, [2, 1]), FIXED));
    expect(broken).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos', atMs: AT_MS }],
      rejected: { detail: 'latitude' },
    });
    const cut = decode(pack(0x14, 3, position(1), fields([2, 1])));
    expect(cut).toMatchObject({ events: [{ kind: 'sos', atMs: AT_MS }], rejected: { detail: 'status' } });
    const undated = pack(0x14, 3, fields([0, 4], [0, 1], [2, 1]), FIXED);
    expect(decode(undated)).toMatchObject({ rejected: null, events: [{ kind: 'sos', atMs: RECEIVED_MS }] });
    expect(decode(undated, Number.NaN)).toMatchObject({
      events: [],
      rejected: { reason: 'malformed', detail: 'time' },
    });
  });
});
