import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../core/ids.ts';
import { seededRng } from '../core/rng.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { Command, DeviceCommand } from './commands/command.ts';
import { COMMAND_LIMITS as LIMITS } from './commands/limits.ts';
import {
  type CommandEvent,
  decideCommand,
  decideInterval,
  desiredIntervalS,
  isDue,
  keepsInterval,
  newCommand,
  nextChanceAtMs,
} from './decide-command.ts';

const START_MS = 1_800_000_000_000;
const deviceId = 'd' as DeviceId;

function made(ask: DeviceCommand, atMs = START_MS): Command {
  return newCommand({ commandId: 'c', deviceId, ask, why: { by: 'order' } }, atMs);
}

/** Each event a second after the one before. */
function following(ask: DeviceCommand, ...events: readonly CommandEvent[]): Command {
  return events.reduce((command, event, i) => decideCommand(command, event, START_MS + i * SECOND_MS), made(ask));
}

function every(seconds: number, count: number, fromMs = START_MS): number[] {
  return Array.from({ length: count }, (_, i) => fromMs + i * seconds * SECOND_MS);
}

const SENT = { kind: 'sent' } as const;
const HEARD = { kind: 'answer', isDone: null } as const;
const INTERVAL = { kind: 'set-interval', intervalS: 15 } as const;

describe('a command', () => {
  it('HAZARD H-149: is answered when the device says so, and seen to work only when its reports show it', () => {
    expect(following(INTERVAL, SENT, { kind: 'answer', isDone: true }).state).toBe('answered');
    expect(following(INTERVAL, SENT, HEARD, { kind: 'reports', fixedAtMs: every(60, 4) }).state).toBe('answered');
    expect(following(INTERVAL, SENT, HEARD, { kind: 'reports', fixedAtMs: every(15, 4) })).toMatchObject({
      ...{ state: 'seen', seenAtMs: START_MS + 2 * SECOND_MS, endedAtMs: null, nextTryAtMs: null },
    });
    expect(following(INTERVAL, SENT, { kind: 'reports', fixedAtMs: every(15, 3) }).state).toBe('sent');
    // No answer at all: some protocols have none.
    expect(following(INTERVAL, SENT, { kind: 'reports', fixedAtMs: every(15, 4) }).state).toBe('seen');
  });

  it('an interval that was kept and no longer is, is asked for again', () => {
    const seen = following(INTERVAL, SENT, { kind: 'reports', fixedAtMs: every(15, 4) });
    const lost = decideCommand(seen, { kind: 'reports', fixedAtMs: every(300, 4) }, START_MS + MINUTE_MS);
    expect([lost.state, isDue(lost, START_MS + MINUTE_MS)]).toEqual(['sent', true]);
    const oneGap = [...every(15, 3), START_MS + 200 * SECOND_MS];
    expect(decideCommand(seen, { kind: 'reports', fixedAtMs: oneGap }, START_MS + MINUTE_MS)).toBe(seen);
  });

  it('a position that was asked for is there when one newer than the asking is', () => {
    const ask = { kind: 'report-now' } as const;
    expect(following(ask, SENT, { kind: 'reports', fixedAtMs: [START_MS - SECOND_MS] }).state).toBe('sent');
    expect(following(ask, SENT, HEARD, { kind: 'reports', fixedAtMs: [START_MS + 1] })).toMatchObject({
      state: 'done',
    });
    expect(following(ask, SENT, { kind: 'answer', isDone: false })).toMatchObject({
      state: 'failed',
      failure: 'refused',
    });
    const late = { kind: 'time' } as const;
    const asked = following(ask, SENT);
    expect(decideCommand(asked, late, START_MS + LIMITS.reportNowMs - 1)).toBe(asked);
    expect(decideCommand(asked, late, START_MS + LIMITS.reportNowMs).state).toBe('expired');
  });

  it('HAZARD H-147: what is not answered is sent again, later each time, and at once on a new connection', () => {
    let command = made(INTERVAL);
    const sends: number[] = [];
    for (let s = 0; s < 600; s += 1) {
      const nowMs = START_MS + s * SECOND_MS;
      if (!isDue(command, nowMs)) continue;
      command = decideCommand(command, SENT, nowMs);
      sends.push(s);
    }
    expect(sends).toEqual([0, 30, 90, 210, 450]);
    const nowMs = START_MS + 460 * SECOND_MS;
    expect(isDue(decideCommand(command, { kind: 'connected' }, nowMs), nowMs)).toBe(true);
    const seen = decideCommand(command, { kind: 'reports', fixedAtMs: every(15, 4) }, nowMs);
    expect(decideCommand(seen, { kind: 'connected' }, nowMs)).toBe(seen);
  });

  it('a vibration or a message that the device only heard stays answered, and is not said to be done', () => {
    const heard = following({ kind: 'vibrate' }, SENT, HEARD);
    expect(heard).toMatchObject({ state: 'answered', endedAtMs: null });
    const later = decideCommand(heard, { kind: 'time' }, START_MS + LIMITS.messageMs);
    expect([later.state, later.endedAtMs]).toEqual(['answered', START_MS + LIMITS.messageMs]);
    expect(following({ kind: 'vibrate' }, SENT, { kind: 'answer', isDone: true }).state).toBe('done');
  });

  it('whatever happens, what has ended stays as it ended, nothing is answered that was not sent, and times do not go back', () => {
    const event = fc.oneof(
      fc.constantFrom<CommandEvent>(SENT, HEARD, { kind: 'answer', isDone: true }, { kind: 'answer', isDone: false }),
      fc.constantFrom<CommandEvent>({ kind: 'connected' }, { kind: 'time' }, { kind: 'replaced' }),
      fc.constantFrom<CommandEvent>({ kind: 'no-channel' }, { kind: 'no-such-command' }),
      fc
        .array(fc.integer({ min: 0, max: 90 }), { maxLength: 5 })
        .map((gaps): CommandEvent => ({ kind: 'reports', fixedAtMs: gaps.map((gap) => START_MS + gap * SECOND_MS) })),
    );
    const ask = fc.constantFrom<DeviceCommand>(INTERVAL, { kind: 'report-now' }, { kind: 'vibrate' });
    fc.assert(
      fc.property(ask, fc.array(fc.tuple(event, fc.nat({ max: 400_000 })), { maxLength: 40 }), (asked, events) => {
        let command = made(asked);
        let nowMs = START_MS;
        for (const [happened, waitMs] of events) {
          nowMs += waitMs;
          const next = decideCommand(command, happened, nowMs);
          if (command.endedAtMs !== null) expect(next).toBe(command);
          if (next.sends === 0) expect([next.answeredAtMs, next.seenAtMs]).toEqual([null, null]);
          expect(next.state === 'failed').toBe(next.failure !== null);
          if (next.endedAtMs !== null) expect([next.nextTryAtMs, next.state === 'waiting']).toEqual([null, false]);
          command = next;
        }
      }),
    );
  });
});

describe('an interval', () => {
  it('is kept when the last gaps are all near it; a few reports, or mixed ones, say nothing', () => {
    expect(keepsInterval(every(15, 3), 15)).toBe(null);
    expect(keepsInterval(every(15, 4), 15)).toBe(true);
    expect(keepsInterval(every(18, 9), 15)).toBe(true);
    expect(keepsInterval(every(30, 4), 15)).toBe(false);
    expect(keepsInterval([...every(60, 9), ...every(15, 4, START_MS + 540 * SECOND_MS)], 15)).toBe(true);
    expect(keepsInterval([...every(15, 3), START_MS + 90 * SECOND_MS], 15)).toBe(null);
  });

  it('is the shortest that anybody asks for, and nobody asks for anything without an order', () => {
    expect([desiredIntervalS(60, 15), desiredIntervalS(60, null), desiredIntervalS(10, 15)]).toEqual([15, 60, 10]);
    expect([desiredIntervalS(null, 15), desiredIntervalS(null, null)]).toEqual([null, null]);
  });

  it('a newer one takes the place of an older one; what the device cannot do is asked once', () => {
    const waiting = made(INTERVAL);
    expect(decideInterval(null, 60)).toEqual({ ends: null, beginsS: 60 });
    expect(decideInterval(waiting, 15)).toBe(null);
    expect(decideInterval(waiting, 60)).toEqual({ ends: waiting, beginsS: 60 });
    expect(decideInterval(waiting, null)).toEqual({ ends: waiting, beginsS: null });
    const failed = following(INTERVAL, { kind: 'no-such-command' });
    expect([decideInterval(failed, 15), decideInterval(failed, null)]).toEqual([null, null]);
    expect(decideInterval(failed, 60)).toEqual({ ends: null, beginsS: 60 });
    const gone = following(INTERVAL, { kind: 'replaced' });
    expect([gone.state, decideInterval(gone, 15)?.beginsS]).toEqual(['superseded', 15]);
  });
});

it('asking by chance comes at times that nobody can foresee: spread as chance alone spreads, within its bounds', () => {
  const rng = seededRng(7);
  const waits = Array.from({ length: 20_000 }, () => nextChanceAtMs(rng, 0));
  expect(Math.min(...waits)).toBe(LIMITS.chanceMsMin);
  expect(Math.max(...waits)).toBeLessThanOrEqual(LIMITS.chanceMsMax);
  // Memoryless: of those that waited two hours, as large a share waits two more as of all.
  const share = (fromMs: number) =>
    waits.filter((ms) => ms > fromMs + 7_200_000).length / waits.filter((ms) => ms > fromMs).length;
  expect(Math.abs(share(0) - share(7_200_000))).toBeLessThan(0.04);
});
