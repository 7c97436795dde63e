import { describe, expect, test } from 'vitest';
import type { Decoded } from '../types.ts';
import { watch } from './protocol.ts';
import { AT_MS, DEVICE, LOCATION, message, NETWORK, NOWHERE, numbered, text, WIFI } from './watch.fixture.ts';

const RECEIVED_MS = AT_MS + 4_000;
const decode = (content: string, receivedAtMs = RECEIVED_MS): Decoded =>
  watch.openSession().decode(message(content), receivedAtMs);
const alarm = (status: string, receivedAtMs?: number): Decoded =>
  decode(`AL_LTE,${NOWHERE},${status},0,0,0,0.0`, receivedAtMs);
const located = (change: (fields: string[]) => void): Decoded => {
  const fields = LOCATION.split(',');
  change(fields);
  return decode(`UD,${fields.join(',')},0,0`);
};

describe('a report', () => {
  test('reads every documented field', () => {
    const decoded = decode(`UD_LTE,${LOCATION},${NETWORK},${WIFI},12.5`);
    expect(decoded).toMatchObject({ device: DEVICE, events: [], rejected: null });
    expect(decoded.fixes).toEqual([
      {
        fixedAtMs: AT_MS,
        latDeg: 36.00125,
        lonDeg: 124.502125,
        accuracyM: 12.5,
        speedMps: 5,
        courseDeg: 271.5,
        altitudeM: 12.5,
        source: 'gnss',
        valid: true,
        mock: null,
      },
    ]);
    expect(decoded.status).toEqual({
      batteryPct: 71,
      charging: null,
      satellites: 9,
      strap: null,
      cells: [
        { mcc: 460, mnc: 0, lac: 7201, cid: 5102, rssiDbm: -135 },
        { mcc: 460, mnc: 0, lac: 7201, cid: 5103, rssiDbm: -128 },
      ],
      wifi: [
        { mac: '02:00:5E:00:53:01', rssiDbm: -61 },
        { mac: '02:00:5E:00:53:02', rssiDbm: -87 },
      ],
    });
    expect(decoded.reply).toHaveLength(0);
  });

  test('south and west are negative, whatever sign the number carries', () => {
    expect(located((fields) => fields.splice(3, 4, '36.5', 'S', '-12.25', 'W')).fixes).toMatchObject([
      { latDeg: -36.5, lonDeg: -12.25 },
    ]);
  });

  test('360 degrees is north', () => {
    expect(located((fields) => fields.splice(8, 1, '360.0')).fixes).toMatchObject([{ courseDeg: 0 }]);
  });

  test('an accuracy of zero, and two digits of another maker, are none', () => {
    expect(decode(`UD,${LOCATION},0,0,0,0.0`).fixes).toMatchObject([{ accuracyM: null }]);
    expect(decode(`UD,${LOCATION},1,1,460,0,7201,5102,135,,10`).fixes).toMatchObject([{ accuracyM: null }]);
  });

  test('base stations may be numbered in hex; those of no country are left out', () => {
    expect(decode(`UD,${LOCATION},1,1,460,0,7A1C,1D0E2F3,132`).status.cells).toEqual([
      { mcc: 460, mnc: 0, lac: 0x7a1c, cid: 0x1d0e2f3, rssiDbm: -132 },
    ]);
    expect(decode(`UD,${LOCATION},1,1,FFFF,FFFF,FFFE,1D0E2F3,132`).status.cells).toEqual([]);
  });

  test('a network whose name has commas is found by its address', () => {
    const decoded = decode(`UD,${LOCATION},0,0,2,a,b,c,02:00:5e:00:53:01,-61,,02:00:5e:00:53:02,0,3.5`);
    expect(decoded.status.wifi.map(({ mac, rssiDbm }) => [mac, rssiDbm])).toEqual([
      ['02:00:5E:00:53:01', -61],
      ['02:00:5E:00:53:02', null],
    ]);
    expect(decoded.fixes).toMatchObject([{ accuracyM: 3.5 }]);
  });

  test('a report kept from a dead spot has its own time', () => {
    expect(decode(`UD2,${LOCATION},0,0`, AT_MS + 86_400_000).fixes).toMatchObject([{ fixedAtMs: AT_MS }]);
  });
});

describe('no position', () => {
  test.each([
    ['zeros', NOWHERE],
    ['nothing', NOWHERE.replaceAll('0.000000', '')],
    ['no hemisphere', NOWHERE.replace(',N,', ',,').replace(',E,', ',,')],
  ])('%s: a status and no fix', (_, location) => {
    const decoded = decode(`UD,${location},00000000,${NETWORK},${WIFI},0.0`);
    expect(decoded).toMatchObject({ fixes: [], rejected: null, status: { batteryPct: 71, cells: [{}, {}] } });
  });

  test('a position that the watch calls invalid is handed on as such', () => {
    const decoded = located((fields) => fields.splice(2, 1, 'V'));
    expect(decoded).toMatchObject({ rejected: null, fixes: [{ latDeg: 36.00125, valid: false, source: null }] });
  });

  test.each([
    ['null island', 3, ['0.0', 'N', '0.0', 'E'], 'impossible-value', 'latitude,longitude'],
    ['a latitude beyond the pole', 3, ['90.001'], 'impossible-value', 'latitude'],
    ['a position without a hemisphere', 4, [''], 'malformed', 'latitude'],
    ['a valid position that is missing', 3, ['', 'N', '', 'E'], 'malformed', 'latitude,longitude'],
    ['no word on whether it is valid', 2, ['X'], 'malformed', 'validity'],
    ['a course beyond the circle', 8, ['361'], 'impossible-value', 'course'],
    ['a day that is none', 0, ['310626'], 'malformed', 'time'],
    ['a watch that does not know the day', 0, ['000000'], 'malformed', 'time'],
    ['a status that cannot be read', 15, ['0000000G'], 'malformed', 'status'],
  ])('%s is refused by its field', (_, at, values, reason, detail) => {
    const decoded = located((fields) => fields.splice(at, values.length, ...values));
    expect(decoded.rejected).toEqual({ reason, detail });
    if (detail !== 'status') expect(decoded.fixes).toEqual([]);
  });
});

describe('alarms', () => {
  test.each([
    ['00010000', ['sos'], null],
    ['00020000', ['low-battery'], null],
    ['00000001', ['low-battery'], null],
    ['00100000', ['strap-open'], 'open'],
    ['00100008', ['strap-open'], 'open'],
    ['00000008', [], 'open'],
    ['00200000', ['fall'], null],
    ['00400000', ['fall'], null],
    ['00004000', ['power-cut'], null],
    ['00110001', ['sos', 'strap-open', 'low-battery'], 'open'],
    ['00620001', ['fall', 'low-battery'], null],
    ['000C0006', [], null],
    ['80000000', [], null],
  ])('%s', (status, kinds, strap) => {
    const decoded = alarm(status);
    expect(decoded.events).toEqual(kinds.map((kind) => ({ kind, atMs: AT_MS })));
    expect(decoded).toMatchObject({ rejected: null, status: { strap } });
    expect(text(decoded.reply)).toBe(`[3G*${DEVICE}*0002*AL]`);
  });

  test('an SOS survives a position that cannot be, and a time that cannot be read', () => {
    const broken = `AL,310626,010203,A,936.0,N,124.5,E,0,0,0,9,100,71,0,0,00010000,0,0`;
    expect(decode(broken)).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos', atMs: RECEIVED_MS }],
      rejected: { reason: 'malformed', detail: 'time' },
    });
    expect(decode(broken, Number.NaN)).toMatchObject({ events: [], rejected: { detail: 'time' } });
  });

  test('an SOS of a watch that does not know the day is dated by its receipt', () => {
    const decoded = decode(`AL,${NOWHERE.replace('240626', '000000')},00010000,0,0`);
    expect(decoded).toMatchObject({ rejected: null, events: [{ kind: 'sos', atMs: RECEIVED_MS }] });
    const undated = decode(`AL,${NOWHERE.replace('240626', '000000')},00010000,0,0`, Number.NaN);
    expect(undated).toMatchObject({ rejected: { reason: 'malformed', detail: 'time' }, events: [] });
  });
});

describe('a session', () => {
  test.each([
    ['LK', 'LK'],
    ['LK,50,100,100', 'LK'],
    ['AL,', 'AL'],
    ['AL_LTE,', 'AL'],
    ['INIT,1', 'INIT,1'],
    ['CONFIG,TY:G00,UL:600', 'CONFIG,1'],
    ['TKQ', 'TKQ'],
    ['TKQ2', 'TKQ2'],
  ])('answers %s with %s', (content, reply) => {
    const length = reply.length.toString(16).padStart(4, '0');
    expect(text(decode(content).reply)).toBe(`[3G*${DEVICE}*${length}*${reply}]`);
  });

  test('repeats the number of a numbered message', () => {
    expect(text(watch.openSession().decode(numbered('0034', 'LK'), RECEIVED_MS).reply)).toBe(
      `[ZJ*${DEVICE}*0034*0002*LK]`,
    );
  });

  test.each(['oxygen,0,97', 'btemp2,1,36.10', 'bphrt,112,73,67,,,,', 'TK,#!AMR', 'constructor', ''])(
    'takes %j for nothing of its own, and answers nothing',
    (content) => {
      expect(decode(content)).toMatchObject({ device: DEVICE, fixes: [], events: [], rejected: null });
      expect(decode(content).reply).toHaveLength(0);
    },
  );

  test('the battery comes with the link', () => {
    expect(decode('LK,50,0,87').status.batteryPct).toBe(87);
    expect(decode('LK,50,0,206').status.batteryPct).toBeNull();
    expect(decode('LK').status.batteryPct).toBeNull();
  });

  test('may change its watch; what is no message is of the last one', () => {
    const session = watch.openSession();
    expect(session.decode(Buffer.from('[3G*'), RECEIVED_MS).device).toBeNull();
    expect(session.decode(message('LK'), RECEIVED_MS).device).toBe(DEVICE);
    expect(session.decode(message('LK', '0042'), RECEIVED_MS).device).toBe('0042');
    expect(session.decode(Buffer.from('[3G*'), RECEIVED_MS)).toMatchObject({
      device: '0042',
      rejected: { reason: 'malformed', detail: 'frame' },
    });
  });
});

describe('commands', () => {
  const session = watch.openSession();
  const encode = (command: Parameters<typeof session.encodeCommand>[0]) => text(session.encodeCommand(command));

  test('are addressed, so there are none before the watch has spoken', () => {
    expect(encode({ kind: 'report-now' })).toBeNull();
    session.decode(message('LK'), RECEIVED_MS);
    expect(encode({ kind: 'report-now' })).toBe(`[3G*${DEVICE}*0002*CR]`);
    expect(encode({ kind: 'set-interval', intervalS: 600 })).toBe(`[3G*${DEVICE}*000a*UPLOAD,600]`);
    expect(encode({ kind: 'message', text: 'ok 한' })).toBe(`[3G*${DEVICE}*0018*MESSAGE,006F006B0020D55C]`);
  });

  test('that a watch does not have are none', () => {
    expect(encode({ kind: 'vibrate' })).toBeNull();
    for (const intervalS of [59, 65_536, Number.NaN]) expect(encode({ kind: 'set-interval', intervalS })).toBeNull();
    expect(encode({ kind: 'message', text: 'x'.repeat(16_001) })).toBeNull();
  });

  test('are numbered for a watch that numbers', () => {
    session.decode(numbered('00a7', 'LK'), RECEIVED_MS);
    expect(encode({ kind: 'report-now' })).toMatch(/^\[ZJ\*9900000017\*[0-9a-f]{4}\*0002\*CR\]$/);
  });

  test.each([
    ['CR', 'report-now'],
    ['UPLOAD', 'set-interval'],
    ['MESSAGE', 'message'],
  ])('%s is the word of the watch that it heard', (content, command) => {
    expect(decode(content)).toMatchObject({ answer: { command, isDone: null }, rejected: null });
    expect(decode('RESET').answer).toBeUndefined();
  });
});
