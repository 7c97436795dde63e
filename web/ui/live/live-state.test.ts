import { describe, expect, test } from 'vitest';
import type { Picture, ServerFrame } from '../../../src/disclosure/contract.ts';
import { NO_FRAME_MS_MAX } from './limits.ts';
import { initialLiveState, type LiveEvent, type LiveState, reduceLive, serverNowMs } from './live-state.ts';

/** Page time starts at 1,000; server time is 500,000 ahead of it. */
const AHEAD_MS = 500_000;

function picture(pairId: string, validUntilMs: number): Picture {
  const basis = { rule: 'r', article: 'a' };
  const nothing = { kind: 'nothing', statement: 'no-warning', lastReportAtMs: null, basis } as const;
  return { pairId, label: '', level: 'clear', levelSinceMs: 0, wearer: nothing, protected: nothing, validUntilMs };
}

type FrameBody = ServerFrame extends infer F
  ? F extends ServerFrame
    ? Omit<F, 'seq' | 'serverTimeMs'>
    : never
  : never;

function frame(seq: number, nowMs: number, body: FrameBody, delayMs = 0): LiveEvent {
  return {
    kind: 'frame',
    nowMs,
    frame: { ...body, seq, serverTimeMs: nowMs + AHEAD_MS - delayMs } as ServerFrame,
  };
}

const hello = (resumed: boolean): FrameBody => ({
  type: 'hello',
  proven: true,
  viewer: { kind: 'protected', personId: 'x' },
  exercise: true,
  mark: 'ABC234',
  heartbeatMs: 5_000,
  resumed,
});
const warning = (warningId: string, pairId = 'p'): FrameBody => ({
  type: 'warning',
  warningId,
  pairId,
  incidentId: null,
  level: 'danger',
  atMs: 1,
});

function run(...events: LiveEvent[]): LiveState {
  return events.reduce(reduceLive, initialLiveState(1_000));
}

const live = [frame(1, 1_000, hello(false)), frame(2, 1_000, { type: 'picture', picture: picture('p', 600_000) })];

describe('silence', () => {
  test('a stream without a frame for longer than the limit has no connection since the last frame', () => {
    const kept = run(...live, { kind: 'tick', nowMs: 1_000 + NO_FRAME_MS_MAX });
    expect(kept.connection.kind).toBe('live');
    const lost = run(...live, { kind: 'tick', nowMs: 1_001 + NO_FRAME_MS_MAX });
    expect(lost.connection).toEqual({ kind: 'no-connection', sinceMs: 1_000 + AHEAD_MS });
  });

  test('a heartbeat keeps it live, and brings it back', () => {
    const beat = frame(3, 9_000, { type: 'heartbeat' });
    expect(run(...live, beat, { kind: 'tick', nowMs: 20_000 }).connection.kind).toBe('live');
    const back = run(...live, { kind: 'tick', nowMs: 30_000 }, frame(3, 31_000, { type: 'heartbeat' }));
    expect(back.connection.kind).toBe('live');
  });

  test('frames that a stalled network delivers late do not make the stream look live', () => {
    const lost = run(...live, { kind: 'tick', nowMs: 30_000 });
    const late = reduceLive(lost, frame(3, 31_000, { type: 'heartbeat' }, 25_000));
    expect(late.connection.kind).toBe('no-connection');
    expect(serverNowMs(late, 31_000)).toBe(31_000 + AHEAD_MS);
  });

  test('a server that never answers is said after the same time', () => {
    const state = run({ kind: 'tick', nowMs: 1_001 + NO_FRAME_MS_MAX });
    expect(state.connection).toEqual({ kind: 'no-connection', sinceMs: 1_000 });
  });
});

describe('what may be shown', () => {
  test('a picture lapses when its validity ends, though heartbeats go on', () => {
    const short = frame(2, 1_000, { type: 'picture', picture: picture('p', 1_000 + AHEAD_MS + 8_000) });
    const events = [live[0]!, short, frame(3, 6_000, { type: 'heartbeat' })];
    expect(run(...events, { kind: 'tick', nowMs: 9_000 }).pairs.get('p')).toMatchObject({ lapsed: false });
    expect(run(...events, { kind: 'tick', nowMs: 9_001 }).pairs.get('p')).toMatchObject({ lapsed: true });
  });

  test('a withdrawn pair is dropped at once, with its warnings when the order ended', () => {
    const ended = frame(4, 1_100, { type: 'withdrawn', pairId: 'p', statement: 'no-order' });
    const state = run(...live, frame(3, 1_050, warning('w')), ended);
    expect(state.pairs.get('p')).toMatchObject({ kind: 'withdrawn', statement: 'no-order' });
    expect(state.warnings).toEqual([]);
    const refused = frame(4, 1_100, { type: 'withdrawn', pairId: 'p', statement: 'refused' });
    expect(run(...live, frame(3, 1_050, warning('w')), refused).warnings).toHaveLength(1);
  });

  test('a stream that begins anew forgets what it held; a resumed one keeps it', () => {
    expect(run(...live, frame(1, 2_000, hello(false))).pairs.size).toBe(0);
    expect(run(...live, frame(3, 2_000, hello(true))).pairs.size).toBe(1);
  });

  test('signing out leaves nothing', () => {
    const state = run(...live, frame(3, 1_050, warning('w')), { kind: 'signed-out' });
    expect(state.pairs.size + state.warnings.length).toBe(0);
  });
});

describe('warnings', () => {
  test('one that was seen does not come back when it is sent again', () => {
    const state = run(...live, frame(3, 1_100, warning('w')), { kind: 'seen', warningId: 'w' });
    expect(reduceLive(state, frame(4, 1_200, warning('w'))).warnings).toEqual([]);
  });

  test('one that is sent twice stands once', () => {
    expect(run(...live, frame(3, 1_100, warning('w')), frame(4, 1_200, warning('w'))).warnings).toHaveLength(1);
  });
});

test('a frame that cannot be read is a state of its own, with the time of the last good one', () => {
  const state = run(...live, { kind: 'bad-frame', nowMs: 4_000 });
  expect(state.connection).toEqual({ kind: 'bad-frame', sinceMs: 1_000 + AHEAD_MS });
});

test('a trouble stays until it is said to be over', () => {
  const began = frame(3, 1_100, { type: 'trouble', part: 'engine', sinceMs: 77 });
  expect(run(...live, began).troubles.get('engine')).toBe(77);
  expect(run(...live, began, frame(4, 1_200, { type: 'trouble', part: 'engine', sinceMs: null })).troubles.size).toBe(
    0,
  );
});
