/** What a simulated device sends, the decoder reads; what the server answers, the device understands. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../../proximity/types.ts';
import { cutStream } from '../captured-frames.test-helper.ts';
import { gt06Device } from './encode.ts';
import { gt06 } from './protocol.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const IMEI = '000000000000017';
const SAID = ['sos', 'strap-open', 'tamper', 'low-battery', 'power-off', 'power-cut', 'fall'];
const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
  latDeg: fc.double({ min: -89, max: 89, noNaN: true }),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }).filter((lonDeg) => Math.abs(lonDeg) > 1e-5),
  speedMps: fc.option(fc.double({ min: 0, max: 70, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.4, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 7, max: 100 })),
  charging: fc.option(fc.boolean()),
  satellites: fc.option(fc.integer({ min: 0, max: 15 })),
  event: fc.option(fc.constantFrom(...DEVICE_EVENT_KINDS)),
});

test('login, reports and heartbeats arrive as they were meant, however the stream is cut', () => {
  fc.assert(
    fc.property(reportArb, fc.integer({ min: 1, max: 60 }), (report, pieceBytes) => {
      const device = gt06Device.open(IMEI);
      const session = gt06.openSession();
      const sent = [device.hello(), device.report(report), device.heartbeat({ batteryPct: 55, charging: true }, 0)!];
      const cut = cutStream(gt06, Buffer.concat(sent), pieceBytes);
      expect(cut).toEqual({
        frames: sent.map((frame) => Buffer.from(frame).toString('hex')),
        garbageBytes: 0,
        waitingBytes: 0,
      });
      const [login, decoded, heartbeat] = sent.map((frame) => session.decode(frame, report.fixedAtMs));
      for (const each of [login, decoded, heartbeat]) {
        expect(each).toMatchObject({ device: IMEI, rejected: null });
        expect(device.hear(each!.reply)).toEqual({ bytes: each!.reply.length, heard: { kind: 'acknowledgement' } });
      }
      expect(heartbeat!.status).toMatchObject({ batteryPct: 55, charging: true });
      const [fix] = decoded!.fixes;
      expect(fix).toMatchObject({ fixedAtMs: report.fixedAtMs, source: 'gnss', valid: true, accuracyM: null });
      expect(Math.abs(fix!.latDeg - report.latDeg)).toBeLessThanOrEqual(1e-6);
      expect(Math.abs(fix!.lonDeg - report.lonDeg)).toBeLessThanOrEqual(1e-6);
      expect(Math.abs(fix!.speedMps! - (report.speedMps ?? 0))).toBeLessThanOrEqual(0.15);
      expect(Math.abs(fix!.courseDeg! - (report.courseDeg ?? 0))).toBeLessThanOrEqual(0.5);
      expect(decoded!.status.batteryPct).toBe(report.batteryPct);
      expect(decoded!.status.charging ?? false).toBe(report.charging ?? false);
      expect(decoded!.status.satellites).toBe(report.satellites ?? 0);
      const said = report.event !== null && SAID.includes(report.event) ? [report.event] : [];
      expect(decoded!.events).toEqual(said.map((kind) => ({ kind, atMs: report.fixedAtMs })));
    }),
  );
});

test('a battery that is nearly empty is not taken for one of the seven steps', () => {
  const device = gt06Device.open(IMEI);
  const frame = device.heartbeat({ batteryPct: 5, charging: false }, 0)!;
  expect(gt06.openSession().decode(frame, 0).status.batteryPct).toBe(0);
});

test('commands are heard, and their answers are read', () => {
  const device = gt06Device.open(IMEI);
  const session = gt06.openSession();
  session.decode(device.hello(), 0);
  const ask = (command: Parameters<typeof session.encodeCommand>[0]) => {
    const bytes = session.encodeCommand(command)!;
    const heard = device.hear(bytes)!;
    expect(heard).toMatchObject({ bytes: bytes.length, heard: { kind: 'command', command } });
    return session.decode(heard.heard.kind === 'command' ? heard.heard.answer : new Uint8Array(0), 0);
  };
  expect(ask({ kind: 'set-interval', intervalS: 30 })).toMatchObject({
    answer: { command: 'set-interval', isDone: true },
    rejected: null,
  });
  expect(ask({ kind: 'report-now' })).toMatchObject({ fixes: [], answer: { command: 'report-now', isDone: null } });
  device.report({ fixedAtMs: 1_700_000_000_000, latDeg: -36.001, lonDeg: 124.502 });
  expect(ask({ kind: 'report-now' })).toMatchObject({
    fixes: [{ fixedAtMs: 1_700_000_000_000, latDeg: -36.001, lonDeg: 124.502 }],
    answer: { command: 'report-now', isDone: true },
  });
});

test('what is not whole is waited for, and what is no message is passed over', () => {
  const device = gt06Device.open(IMEI);
  const command = gt06.openSession().encodeCommand({ kind: 'report-now' })!;
  expect(device.hear(command.subarray(0, 9))).toBeNull();
  expect(device.hear(Buffer.concat([Buffer.from('ab'), command]))).toEqual({ bytes: 2, heard: { kind: 'other' } });
});
