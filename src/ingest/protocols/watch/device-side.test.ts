/** What the device side writes, the decoder reads; what the decoder answers and asks, the device side hears. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../../proximity/types.ts';
import type { DeviceCommand } from '../types.ts';
import { watchDevice } from './encode.ts';
import { watch } from './protocol.ts';
import { DEVICE, message, text } from './watch.fixture.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const WITHOUT_WORD = ['strap-closed', 'tamper', 'power-off', 'separation', 'shielding', 'jamming', 'connection-lost'];

const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2099, 11) }),
  latDeg: fc.double({ min: -89, max: 89, noNaN: true }),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }).filter((lonDeg) => Math.abs(lonDeg) > 1e-6),
  accuracyM: fc.option(fc.double({ min: 0.1, max: 5_000, noNaN: true })),
  speedMps: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.9, noNaN: true })),
  altitudeM: fc.option(fc.double({ min: -400, max: 9_000, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
  satellites: fc.option(fc.integer({ min: 0, max: 40 })),
  strap: fc.constantFrom('closed', 'open', null),
  // A conflict of names is what the server sees, not what a device says.
  event: fc.option(fc.constantFrom(...DEVICE_EVENT_KINDS.filter((kind) => kind !== 'identity-conflict'))),
});

test('a report', () => {
  fc.assert(
    fc.property(reportArb, (report) => {
      const bytes = watchDevice.open(DEVICE).report(report);
      expect(watch.frame(bytes)).toEqual({ kind: 'frame', bytes: bytes.length });
      const { device, fixes, events, status, rejected, reply } = watch.openSession().decode(bytes, Number.NaN);
      expect({ device, rejected, fixes: fixes.length }).toEqual({ device: DEVICE, rejected: null, fixes: 1 });
      const fix = fixes[0]!;
      expect(fix).toMatchObject({ fixedAtMs: Math.floor(report.fixedAtMs / 1000) * 1000, valid: true });
      expectNear(fix.latDeg, report.latDeg, 1e-6);
      expectNear(fix.lonDeg, report.lonDeg, 1e-6);
      expectNear(fix.accuracyM, report.accuracyM, 0.051);
      expectNear(fix.speedMps, report.speedMps, 0.002);
      expectNear(fix.courseDeg, report.courseDeg, 0.051);
      expectNear(fix.altitudeM, report.altitudeM, 0.051);
      expect(status).toMatchObject({ batteryPct: report.batteryPct, satellites: report.satellites });
      const event = report.event != null && !WITHOUT_WORD.includes(report.event) ? report.event : null;
      expect(events.map(({ kind }) => kind)).toEqual(event === null ? [] : [event]);
      expect(status.strap).toBe(report.strap === 'open' || event === 'strap-open' ? 'open' : null);
      expect(text(reply)).toBe(event === null ? '' : `[3G*${DEVICE}*0002*AL]`);
    }),
  );
});

test('the link, and its acknowledgement', () => {
  const device = watchDevice.open(DEVICE);
  const session = watch.openSession();
  for (const bytes of [device.hello(), device.heartbeat({ batteryPct: 34, charging: null }, 0)!]) {
    const { reply } = session.decode(bytes, Number.NaN);
    expect(device.hear(reply)).toEqual({ bytes: reply.length, heard: { kind: 'acknowledgement' } });
  }
  const { status } = session.decode(device.heartbeat({ batteryPct: 34, charging: null }, 0)!, Number.NaN);
  expect(status.batteryPct).toBe(34);
});

test('an alarm is acknowledged', () => {
  const device = watchDevice.open(DEVICE);
  const report = { fixedAtMs: Date.UTC(2026, 5, 24), latDeg: 36, lonDeg: 124.5, event: 'sos' } as const;
  const { reply } = watch.openSession().decode(device.report(report), Number.NaN);
  expect(device.hear(reply)?.heard).toEqual({ kind: 'acknowledgement' });
});

test.each<DeviceCommand>([
  { kind: 'report-now' },
  { kind: 'set-interval', intervalS: 300 },
  { kind: 'message', text: '전화 주세요 😀' },
])('$kind is heard, and its answer understood', (command) => {
  const device = watchDevice.open(DEVICE);
  const session = watch.openSession();
  session.decode(device.hello(), Number.NaN);
  const sent = session.encodeCommand(command)!;
  expect(device.hear(sent.subarray(0, -1))).toBeNull();
  const { bytes, heard } = device.hear(Buffer.concat([sent, sent]))!;
  expect(bytes).toBe(sent.length);
  if (heard.kind !== 'command') expect.fail('no command was heard');
  expect(heard.command).toEqual(command);
  expect(session.decode(heard.answer, Number.NaN).answer).toEqual({ command: command.kind, isDone: null });
});

test('anything else is something else', () => {
  const device = watchDevice.open(DEVICE);
  expect(device.hear(Buffer.from('what'))).toEqual({ bytes: 4, heard: { kind: 'other' } });
  for (const content of ['RESET', 'UPLOAD,soon', 'MESSAGE,1', '']) {
    const bytes = message(content);
    expect(device.hear(bytes)).toEqual({ bytes: bytes.length, heard: { kind: 'other' } });
  }
});

function expectNear(got: number | null, sent: number | null | undefined, tolerance: number): void {
  if (sent === null || sent === undefined || got === null) expect(got).toBe(sent);
  else expect(Math.abs(got - sent)).toBeLessThanOrEqual(tolerance);
}
