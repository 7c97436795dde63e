/** What a simulated device sends, the decoder reads; what the server answers, the device understands. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../../proximity/types.ts';
import { cutStream } from '../captured-frames.test-helper.ts';
import { ANSWER, textPacket } from './commands.ts';
import { teltonikaDevice } from './encode.ts';
import { openPacket } from './frame.ts';
import { teltonika } from './protocol.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const IMEI = '000000000000017';
const SAID = ['sos', 'fall', 'jamming', 'power-cut'];
const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }),
  latDeg: fc.double({ min: -89, max: 89, noNaN: true }),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }).filter((lonDeg) => Math.abs(lonDeg) > 1e-5),
  speedMps: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.4, noNaN: true })),
  altitudeM: fc.option(fc.double({ min: -400, max: 9_000, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
  charging: fc.option(fc.boolean()),
  satellites: fc.option(fc.integer({ min: 1, max: 60 })),
  event: fc.option(fc.constantFrom(...DEVICE_EVENT_KINDS)),
});

test('login, reports and heartbeats arrive as they were meant, however the stream is cut', () => {
  fc.assert(
    fc.property(reportArb, fc.integer({ min: 1, max: 60 }), (report, pieceBytes) => {
      const device = teltonikaDevice.open(IMEI);
      const session = teltonika.openSession();
      const heartbeatBytes = device.heartbeat({ batteryPct: 55, charging: true }, report.fixedAtMs)!;
      const sent = [device.hello(), device.report(report), heartbeatBytes];
      const cut = cutStream(teltonika, Buffer.concat(sent), pieceBytes);
      expect(cut).toEqual({
        frames: sent.map((frame) => Buffer.from(frame).toString('hex')),
        garbageBytes: 0,
        waitingBytes: 0,
      });
      const [login, decoded, heartbeat] = sent.map((frame) => session.decode(frame, Number.NaN));
      for (const each of [login, decoded, heartbeat]) {
        expect(each).toMatchObject({ device: IMEI, rejected: null });
        expect(device.hear(each!.reply)).toEqual({ bytes: each!.reply.length, heard: { kind: 'acknowledgement' } });
      }
      expect(heartbeat).toMatchObject({ fixes: [], status: { batteryPct: 55, charging: true } });
      const [fix] = decoded!.fixes;
      expect(fix).toMatchObject({ fixedAtMs: report.fixedAtMs, source: 'gnss', valid: true, accuracyM: null });
      expect(Math.abs(fix!.latDeg - report.latDeg)).toBeLessThanOrEqual(1e-7);
      expect(Math.abs(fix!.lonDeg - report.lonDeg)).toBeLessThanOrEqual(1e-7);
      expect(Math.abs(fix!.speedMps! - (report.speedMps ?? 0))).toBeLessThanOrEqual(0.15);
      expect(Math.abs(fix!.courseDeg! - (report.courseDeg ?? 0))).toBeLessThanOrEqual(0.5);
      expect(Math.abs(fix!.altitudeM! - (report.altitudeM ?? 0))).toBeLessThanOrEqual(0.5);
      expect(decoded!.status).toMatchObject({ batteryPct: report.batteryPct, charging: report.charging });
      if (report.satellites !== null) expect(decoded!.status.satellites).toBe(report.satellites);
      const said = report.event !== null && SAID.includes(report.event) ? [report.event] : [];
      expect(decoded!.events).toEqual(said.map((kind) => ({ kind, atMs: report.fixedAtMs })));
    }),
  );
});

test('the interval is set in every state of the device, and its answer is read', () => {
  const device = teltonikaDevice.open(IMEI);
  const session = teltonika.openSession();
  const bytes = session.encodeCommand({ kind: 'set-interval', intervalS: 30 })!;
  const packet = openPacket(bytes);
  const words = typeof packet === 'string' ? packet : Buffer.from(packet.content.subarray(5)).toString('latin1');
  expect(words).toMatch(/^setparam 10000:30;10005:30;10050:30;10055:30;10100:30;/);
  const heard = device.hear(bytes)!.heard;
  expect(heard).toMatchObject({ kind: 'command', command: { kind: 'set-interval', intervalS: 30 } });
  const answer = heard.kind === 'command' ? heard.answer : new Uint8Array(0);
  expect(session.decode(answer, 0)).toMatchObject({
    answer: { command: 'set-interval', isDone: true },
    rejected: null,
  });
});

test('words stay within what devices take', () => {
  const bytes = teltonika.openSession().encodeCommand({ kind: 'set-interval', intervalS: 1e9 })!;
  const packet = openPacket(bytes);
  expect(typeof packet === 'string' ? 0 : packet.content.length - 5).toBeLessThanOrEqual(160);
  expect(typeof packet === 'string' ? 0 : packet.content.length).toBeGreaterThan(100);
});

test('a text that answers nothing of ours is no answer; one that refuses is', () => {
  const session = teltonika.openSession();
  expect(session.decode(textPacket(ANSWER, 'Error'), 0).answer).toBeUndefined();
  session.encodeCommand({ kind: 'set-interval', intervalS: 30 });
  expect(session.decode(textPacket(ANSWER, 'Error'), 0).answer).toEqual({ command: 'set-interval', isDone: false });
  expect(session.decode(textPacket(ANSWER, 'Error'), 0).answer).toBeUndefined();
});

test('a record at once: the device answers with it', () => {
  const device = teltonikaDevice.open(IMEI);
  const session = teltonika.openSession();
  device.report({ fixedAtMs: 1_700_000_000_000, latDeg: -36.001, lonDeg: 124.502 });
  const heard = device.hear(session.encodeCommand({ kind: 'report-now' })!)!.heard;
  expect(heard).toMatchObject({ kind: 'command', command: { kind: 'report-now' } });
  const decoded = session.decode(heard.kind === 'command' ? heard.answer : new Uint8Array(0), 0);
  expect(decoded.fixes).toMatchObject([{ fixedAtMs: 1_700_000_000_000, latDeg: -36.001, lonDeg: 124.502 }]);
  expect(session.encodeCommand({ kind: 'vibrate' })).toBeNull();
  expect(session.encodeCommand({ kind: 'message', text: 'x' })).toBeNull();
});

test('a refused login is heard as such, and what is not whole is waited for', () => {
  const device = teltonikaDevice.open(IMEI);
  device.hello();
  expect(device.hear(Uint8Array.of(0))).toEqual({ bytes: 1, heard: { kind: 'other' } });
  expect(device.hear(Uint8Array.of(0, 0, 0))).toBeNull();
  expect(device.hear(Uint8Array.of(0, 0, 0, 0))).toBeNull();
  expect(device.hear(Uint8Array.of(0, 0, 0, 2))).toEqual({ bytes: 4, heard: { kind: 'acknowledgement' } });
});
