/** What is sent to the device, and what it says to that: acknowledgements and commands. */
import { describe, expect, test } from 'vitest';
import { AT_MS, ascii, IMEI, RECEIVED_MS } from '../text-protocol.test-helper.ts';
import type { DeviceCommand } from '../types.ts';
import { gl200Device } from './encode.ts';
import { gl200 } from './protocol.ts';

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('latin1'));
const REPORT = { fixedAtMs: AT_MS, latDeg: 36.001, lonDeg: 124.502 };

/** A session that has heard one report of a device of that version. */
function sessionOf(version: string) {
  const session = gl200.openSession();
  session.decode(ascii(`+RESP:GTPNA,${version},${IMEI},,20260624010207,0001$`), RECEIVED_MS);
  return session;
}

describe('an acknowledgement', () => {
  test('is given to every heartbeat, with its version and its count, and understood', () => {
    const device = gl200Device.open(IMEI);
    const { reply } = gl200
      .openSession()
      .decode(device.heartbeat({ batteryPct: null, charging: null }, AT_MS)!, RECEIVED_MS);
    expect(textOf(reply)).toBe('+SACK:GTHBD,1A0102,0001$');
    expect(device.hear(reply)).toEqual({ bytes: reply.length, heard: { kind: 'acknowledgement' } });
    expect(device.hear(reply.subarray(0, -1))).toBeNull();
  });

  test('is given to reports once one came again, to the letter: the device waits for it', () => {
    const device = gl200Device.open(IMEI);
    const session = gl200.openSession();
    const first = device.report(REPORT);
    const reply = (frame: Uint8Array) => textOf(session.decode(frame, RECEIVED_MS).reply);
    expect(reply(first)).toBe('');
    expect(reply(device.report(REPORT))).toBe('');
    expect(reply(first)).toBe('');
    expect(reply(first)).toBe('+SACK:0001$');
    expect(reply(device.report(REPORT))).toBe('+SACK:0003$');
  });

  test('never carries what a frame made up', () => {
    for (const frame of [
      `+ACK:GTHBD,<1A01>,${IMEI},,20260624010207,0001$`,
      `+ACK:GTHBD,1A0102,${IMEI},,20260624010207,what$`,
    ]) {
      expect(gl200.openSession().decode(ascii(frame), RECEIVED_MS).reply).toHaveLength(0);
    }
  });
});

describe('a command', () => {
  test('is written as the document of its model has it, with a serial number of its own', () => {
    const session = sessionOf('1A0102');
    expect(textOf(session.encodeCommand({ kind: 'report-now' }))).toBe('AT+GTRTO=gl300,1,,,,,,0001$');
    expect(textOf(session.encodeCommand({ kind: 'set-interval', intervalS: 300 }))).toBe(
      'AT+GTFRI=gl300,1,,,,,,300,300,,,,,,,,,,,,0002$',
    );
    expect(textOf(sessionOf('020102').encodeCommand({ kind: 'report-now' }))).toBe('AT+GTRTO=gl200,1,,,,,,0001$');
  });

  test.each<[string, DeviceCommand, string]>([
    ['a model whose commands are not known', { kind: 'report-now' }, 'DE0114'],
    ['a model named by ten characters', { kind: 'report-now' }, '1A20040703'],
    ['vibrating', { kind: 'vibrate' }, '1A0102'],
    ['text', { kind: 'message', text: 'hello' }, '1A0102'],
    ['an interval that is too short', { kind: 'set-interval', intervalS: 4 }, '1A0102'],
    ['an interval that is too long', { kind: 'set-interval', intervalS: 86_401 }, '1A0102'],
    ['an interval that is no whole number', { kind: 'set-interval', intervalS: 7.5 }, '1A0102'],
  ])('there is none for %s', (_, command, version) => {
    expect(sessionOf(version).encodeCommand(command)).toBeNull();
  });

  test('cannot be written before the device said what it is', () => {
    expect(gl200.openSession().encodeCommand({ kind: 'report-now' })).toBeNull();
  });

  test.each<[DeviceCommand, object]>([
    [{ kind: 'report-now' }, { command: 'report-now', isDone: null }],
    [
      { kind: 'set-interval', intervalS: 60 },
      { command: 'set-interval', isDone: true },
    ],
  ])('%j is heard by the device, and its answer understood', (command, answer) => {
    const session = sessionOf('1A0102');
    const device = gl200Device.open(IMEI);
    device.report(REPORT);
    const sent = session.encodeCommand(command)!;
    const heard = device.hear(Buffer.concat([sent, ascii('more')]))!;
    expect(heard).toMatchObject({ bytes: sent.length, heard: { kind: 'command', command } });
    if (heard.heard.kind !== 'command') return expect.unreachable();
    const decoded = session.decode(heard.heard.answer, RECEIVED_MS);
    expect(decoded).toMatchObject({ device: IMEI, answer, rejected: null });
    expect(decoded.reply).toHaveLength(0);
  });

  test('for a report is done when that report comes', () => {
    const { answer, fixes } = gl200
      .openSession()
      .decode(
        ascii(
          `+RESP:GTRTL,1A0102,${IMEI},,0,0,1,1,0.0,0,0.0,124.502000,36.001000,20260624010203,,,,,,,20260624010207,00A1$`,
        ),
        RECEIVED_MS,
      );
    expect(answer).toEqual({ command: 'report-now', isDone: true });
    expect(fixes).toHaveLength(1);
  });

  test('that the device does not know is something else to it, and other answers are about none', () => {
    expect(gl200Device.open(IMEI).hear(ascii('AT+GTQSS=gl300,1$'))).toMatchObject({ heard: { kind: 'other' } });
    const ack = `+ACK:GTQSS,1A0102,${IMEI},,0001,20260624010207,0001$`;
    expect(gl200.openSession().decode(ascii(ack), RECEIVED_MS)).not.toHaveProperty('answer');
  });
});
