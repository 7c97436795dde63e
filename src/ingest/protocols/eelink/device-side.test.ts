/** What the device side writes, the decoder reads; what the decoder answers and asks, the device side hears. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../../proximity/types.ts';
import type { DeviceCommand } from '../types.ts';
import { AT_MS, DEVICE, pack } from './eelink.fixture.ts';
import { eelinkDevice } from './encode.ts';
import { eelink } from './protocol.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const WITHOUT_CODE = ['strap-closed', 'power-off', 'separation', 'shielding', 'jamming', 'connection-lost'];

const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_000, max: 0xffff_ffff * 1_000 }),
  latDeg: fc.double({ min: -89, max: 89, noNaN: true }),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }).filter((lonDeg) => Math.abs(lonDeg) > 1e-6),
  speedMps: fc.double({ min: 0, max: 90, noNaN: true }),
  courseDeg: fc.double({ min: 0, max: 359.9, noNaN: true }),
  altitudeM: fc.double({ min: -400, max: 9_000, noNaN: true }),
  charging: fc.option(fc.boolean()),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
  satellites: fc.integer({ min: 0, max: 40 }),
  // A conflict of names is what the server sees, not what a device says.
  event: fc.option(fc.constantFrom(...DEVICE_EVENT_KINDS.filter((kind) => kind !== 'identity-conflict'))),
});

test('a report, and its acknowledgement', () => {
  fc.assert(
    fc.property(reportArb, (report) => {
      const device = eelinkDevice.open(DEVICE);
      const session = eelink.openSession();
      session.decode(device.hello(), Number.NaN);
      const bytes = device.report(report);
      expect(eelink.frame(bytes)).toEqual({ kind: 'frame', bytes: bytes.length });
      const { device: name, fixes, events, status, rejected, reply } = session.decode(bytes, Number.NaN);
      expect({ name, rejected, fixes: fixes.length }).toEqual({ name: DEVICE, rejected: null, fixes: 1 });
      const fix = fixes[0]!;
      expect(fix).toMatchObject({ fixedAtMs: Math.floor(report.fixedAtMs / 1000) * 1000, valid: true });
      expectNear(fix.latDeg, report.latDeg, 1e-6);
      expectNear(fix.lonDeg, report.lonDeg, 1e-6);
      expectNear(fix.speedMps, report.speedMps, 0.14);
      expectNear(Math.abs(fix.courseDeg! - report.courseDeg) % 359.5, 0, 0.51);
      expectNear(fix.altitudeM, report.altitudeM, 0.51);
      expect(status).toMatchObject({ charging: report.charging, satellites: report.satellites });
      const event = report.event !== null && !WITHOUT_CODE.includes(report.event) ? report.event : null;
      expect(events.map(({ kind }) => kind)).toEqual(event === null ? [] : [event]);
      expect(status.strap).toBe(event === 'strap-open' ? 'open' : null);
      expect(device.hear(reply)).toEqual({ bytes: reply.length, heard: { kind: 'acknowledgement' } });
    }),
  );
});

test('login and link, and their acknowledgements', () => {
  const device = eelinkDevice.open(DEVICE);
  const session = eelink.openSession();
  const { device: name, reply } = session.decode(device.hello(), AT_MS);
  expect(name).toBe(DEVICE);
  expect(device.hear(reply)).toEqual({ bytes: reply.length, heard: { kind: 'acknowledgement' } });
  for (const charging of [true, false, null]) {
    const heartbeat = device.heartbeat({ batteryPct: 34, charging }, AT_MS)!;
    const decoded = session.decode(heartbeat, Number.NaN);
    expect(decoded.status.charging).toBe(charging);
    expect(device.hear(decoded.reply)?.heard).toEqual({ kind: 'acknowledgement' });
  }
});

test('packages are numbered from 1, and again from 1', () => {
  const device = eelinkDevice.open(DEVICE);
  const serialOf = () => Buffer.from(device.heartbeat({ batteryPct: null, charging: null }, AT_MS)!).readUInt16BE(5);
  expect([serialOf(), serialOf()]).toEqual([1, 2]);
  for (let sent = 2; sent < 0xffff; sent += 1) serialOf();
  expect(serialOf()).toBe(1);
});

test.each<readonly [string, number, DeviceCommand]>([
  ['of version 2', 0x12, { kind: 'set-interval', intervalS: 300 }],
  ['of version 1', 0x04, { kind: 'set-interval', intervalS: 15 }],
])('an interval %s is heard, and its answer understood', (_, kind, command) => {
  const { heard, answered } = converse(kind, command);
  expect(heard).toEqual(command);
  expect(answered).toMatchObject({ fixes: [], answer: { command: 'set-interval', isDone: true } });
});

test('asked where it is, it says its last position with its time', () => {
  const { heard, answered } = converse(0x12, { kind: 'report-now' });
  expect(heard).toEqual({ kind: 'report-now' });
  expect(answered.answer).toEqual({ command: 'report-now', isDone: true });
  const place = { fixedAtMs: AT_MS, latDeg: -36.00125, lonDeg: -124.5, speedMps: 5, courseDeg: 271.5 };
  expect(answered.fixes).toMatchObject([place]);
});

test('asked before it has a position, it says so', () => {
  const device = eelinkDevice.open(DEVICE);
  const session = eelink.openSession();
  const heard = device.hear(session.encodeCommand({ kind: 'report-now' })!)!.heard;
  const decoded = session.decode(heard.kind === 'command' ? heard.answer : Buffer.alloc(0), AT_MS);
  expect(decoded).toMatchObject({ fixes: [], answer: { command: 'report-now', isDone: null } });
});

test('anything else is something else', () => {
  const device = eelinkDevice.open(DEVICE);
  expect(device.hear(Buffer.from('what'))).toEqual({ bytes: 4, heard: { kind: 'other' } });
  for (const content of ['', 'RESET#', 'TIMER,x,1#', 'COLLECT,1,0,0,2,1#']) {
    const bytes = pack(0x80, 1, Buffer.alloc(5), Buffer.from(content));
    expect(device.hear(bytes)).toEqual({ bytes: bytes.length, heard: { kind: 'other' } });
  }
});

function converse(kind: number, command: DeviceCommand) {
  const device = eelinkDevice.open(DEVICE);
  const session = eelink.openSession();
  session.decode(pack(kind, 1), AT_MS);
  device.report({ fixedAtMs: AT_MS, latDeg: -36.00125, lonDeg: -124.5, speedMps: 5, courseDeg: 271.5 });
  const sent = session.encodeCommand(command)!;
  expect(device.hear(sent.subarray(0, -1))).toBeNull();
  const { bytes, heard } = device.hear(Buffer.concat([sent, sent]))!;
  expect(bytes).toBe(sent.length);
  if (heard.kind !== 'command') expect.fail('no command was heard');
  const answered = session.decode(heard.answer, AT_MS);
  expect(device.hear(answered.reply)?.heard).toEqual({ kind: 'acknowledgement' });
  return { heard: heard.command, answered };
}

function expectNear(got: number | null, sent: number, tolerance: number): void {
  expect(Math.abs((got ?? Number.NaN) - sent)).toBeLessThanOrEqual(tolerance);
}
