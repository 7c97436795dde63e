import { expect, it } from 'vitest';
import { Sessions, type Speaker } from './sessions.ts';

const speaker = (): Speaker & { sent: string[] } => {
  const sent: string[] = [];
  return {
    sent,
    send: (command) => {
      sent.push(command.kind);
      return command.kind !== 'vibrate';
    },
  };
};

it('a device that comes back on a new connection, from any address, is no conflict', () => {
  const sessions = new Sessions();
  const [first, second] = [speaker(), speaker()];
  expect(sessions.heard('d', first, 0)).toBe(false);
  expect(sessions.heard('d', second, 60_000)).toBe(false);
  // What the first one had still under way.
  expect(sessions.heard('d', first, 61_000)).toBe(false);
  expect(sessions.heard('d', second, 70_000)).toBe(false);
  sessions.left('d', first);
  expect(sessions.heard('d', second, 180_000)).toBe(false);
});

it('HAZARD H-140: one that says a word, goes, and comes again is told by the other that goes on', () => {
  const sessions = new Sessions();
  const device = speaker();
  sessions.heard('d', device, 0);
  const stranger = speaker();
  expect(sessions.heard('d', stranger, 10_000)).toBe(false);
  sessions.left('d', stranger);
  expect(sessions.heard('d', device, 20_000)).toBe(true);
  sessions.left('d', device);
  expect(sessions.size).toBe(0);
});

it('HAZARD H-140: three that take turns are a conflict as two are', () => {
  const sessions = new Sessions();
  const all = [speaker(), speaker(), speaker()];
  const told: number[] = [];
  for (let s = 0; s < 60; s += 10) if (sessions.heard('d', all[(s / 10) % 3]!, s * 1_000)) told.push(s);
  expect(told).toEqual([30]);
});

it('a report of the old connection whose commit took longer than the login on the new one is no conflict', () => {
  const sessions = new Sessions();
  const [first, second] = [speaker(), speaker()];
  expect(sessions.heard('d', second, 2_000)).toBe(false);
  expect(sessions.heard('d', first, 1_000)).toBe(false);
  expect(sessions.heard('d', second, 12_000)).toBe(false);
  expect(sessions.heard('d', first, 22_000)).toBe(true);
});

it('two that go on speaking are one conflict a minute', () => {
  const sessions = new Sessions();
  const [first, second] = [speaker(), speaker()];
  const told: number[] = [];
  for (let s = 0; s < 180; s += 10) {
    if (sessions.heard('d', s % 20 === 0 ? first : second, s * 1_000)) told.push(s);
  }
  expect(told).toEqual([20, 80, 140]);
});

it('commands go to the connection that spoke last, and say when there is none', () => {
  const sessions = new Sessions();
  const [first, second] = [speaker(), speaker()];
  expect(sessions.send('d', { kind: 'report-now' })).toBe('not-connected');
  sessions.heard('d', first, 0);
  sessions.heard('d', second, 10_000);
  expect(sessions.send('d', { kind: 'report-now' })).toBe('sent');
  expect(sessions.send('d', { kind: 'vibrate' })).toBe('no-such-command');
  sessions.left('d', second);
  expect(sessions.send('d', { kind: 'report-now' })).toBe('sent');
  sessions.left('d', first);
  expect([sessions.send('d', { kind: 'report-now' }), sessions.size]).toEqual(['not-connected', 0]);
  expect([first.sent, second.sent]).toEqual([['report-now'], ['report-now', 'vibrate']]);
});
