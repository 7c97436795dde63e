import { expect, test } from 'vitest';
import { openFrame, sealFrame } from './frame.ts';
import { gt06 } from './protocol.ts';

const RECEIVED_MS = Date.UTC(2026, 5, 24, 1, 0, 9);
const session = gt06.openSession();

function wordsOf(bytes: Uint8Array | null): string | null {
  const frame = bytes === null ? 'start' : openFrame(bytes);
  return typeof frame === 'string' ? null : Buffer.from(frame.content.subarray(5)).toString('latin1');
}

function answerWith(flag: number, text: string, type = 0x15) {
  const head = [...Buffer.from(flag.toString(16).padStart(8, '0'), 'hex')];
  const words = [...Buffer.from(text, 'latin1')];
  const content = type === 0x15 ? [4 + words.length, ...head, ...words, 0, 2] : [...head, 1, ...words];
  return session.decode(sealFrame(type, content, 9, type !== 0x15), RECEIVED_MS);
}

test('commands are the words that a text message would hold', () => {
  expect(wordsOf(session.encodeCommand({ kind: 'report-now' }))).toBe('WHERE#');
  expect(wordsOf(session.encodeCommand({ kind: 'set-interval', intervalS: 60 }))).toBe('TIMER,60,60#');
  expect(wordsOf(session.encodeCommand({ kind: 'set-interval', intervalS: 1 }))).toBe('TIMER,5,5#');
  expect(wordsOf(session.encodeCommand({ kind: 'set-interval', intervalS: 1e9 }))).toBe('TIMER,18000,18000#');
  expect(session.encodeCommand({ kind: 'vibrate' })).toBeNull();
  expect(session.encodeCommand({ kind: 'message', text: 'x' })).toBeNull();
});

test('the four bytes that come back name the command', () => {
  expect(answerWith(0x4d47_5002, 'TIMER OK').answer).toEqual({ command: 'set-interval', isDone: true });
  expect(answerWith(0x4d47_5002, 'Error:101').answer).toEqual({ command: 'set-interval', isDone: false });
  expect(answerWith(0x4d47_5001, 'No data!', 0x21).answer).toEqual({ command: 'report-now', isDone: null });
  expect(answerWith(7, 'OK').answer).toEqual({ command: null, isDone: true });
  expect(answerWith(0, '<ICCID:00000000000000000000>').answer).toBeUndefined();
});

test('where the device is comes as text, and only a current place is one (H-13)', () => {
  const place = 'Lat:N36.001000,Lon:E124.502000,Course:90.00,Speed:36.0000,DateTime:2026-06-24  01:00:00';
  for (const type of [0x15, 0x21]) {
    const decoded = answerWith(0x4d47_5001, `Current position!${place}`, type);
    expect(decoded.answer).toEqual({ command: 'report-now', isDone: true });
    expect(decoded.fixes).toMatchObject([
      { fixedAtMs: RECEIVED_MS - 9_000, latDeg: 36.001, lonDeg: 124.502, speedMps: 10, courseDeg: 90, valid: true },
    ]);
  }
  expect(answerWith(0x4d47_5001, `Last position!${place}`).fixes).toEqual([]);
  expect(answerWith(0x4d47_5001, `Current position!${place.replace('36.001', '96.001')}`)).toMatchObject({
    fixes: [],
    rejected: { detail: 'latitude' },
  });
});
