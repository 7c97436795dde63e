import { beforeEach, describe, expect, test } from 'vitest';
import type { PageReport } from '../../../src/ingest/contract.ts';
import { OWN_LIMITS } from './limits.ts';
import { PageReporter, type PlaceState, type Posted } from './page-reporter.ts';

/** A browser's geolocation and a server, moved by hand. */
class Scene {
  nowMs = 1_000_000;
  wallAheadMs = 0;
  offsetMs: number | null = 3_600_000;
  answer: Posted = { kind: 'taken', keeps: true, intervalS: 60 };
  readonly posted: PageReport[] = [];
  readonly states: PlaceState[] = [];
  stopped = 0;
  asked = 0;
  watching = false;
  #fix: PositionCallback = () => undefined;
  #fail: PositionErrorCallback = () => undefined;
  #tick: (() => void) | null = null;
  #northDeg = 36;

  readonly reporter = new PageReporter({
    geolocation: {
      watchPosition: (fix, fail) => {
        this.watching = true;
        this.#fix = fix;
        this.#fail = fail!;
        return 7;
      },
      clearWatch: () => {
        this.watching = false;
      },
      getCurrentPosition: () => {
        this.asked += 1;
      },
    },
    clock: { nowMs: () => this.nowMs },
    wall: { nowMs: () => this.nowMs + this.wallAheadMs },
    offsetMs: () => this.offsetMs,
    battery: () => null,
    post: async (report) => {
      this.posted.push(report);
      return this.answer;
    },
    setTimer: (work) => {
      this.#tick = work;
      return 1;
    },
    clearTimer: () => {
      this.#tick = null;
    },
    onState: (state) => this.states.push(state),
    onStopped: () => {
      this.stopped += 1;
    },
  });

  get state(): PlaceState['kind'] {
    return this.states.at(-1)!.kind;
  }

  /** How many positions were sent, over all reports. */
  get sent(): number {
    return this.posted.flatMap(({ positions }) => positions).length;
  }

  fix(latitude = 36): void {
    const coords = { latitude, longitude: 124.5, accuracy: 9, speed: null, heading: Number.NaN };
    this.#fix({ coords, timestamp: this.nowMs + this.wallAheadMs } as GeolocationPosition);
  }

  /** A position clearly elsewhere than the one before. */
  walk(): void {
    this.#northDeg += 0.001;
    this.fix(this.#northDeg);
  }

  fail(code: number): void {
    this.#fail({ code } as GeolocationPositionError);
  }

  /** Time goes on, a tick a second, as far as the page's timer runs. */
  async pass(seconds: number, each: () => void = () => undefined): Promise<void> {
    for (let i = 0; i < seconds; i += 1) {
      this.nowMs += 1_000;
      each();
      this.#tick?.();
      await Promise.resolve();
      await Promise.resolve();
    }
  }
}

const WANTED = { intervalS: 10, orderedIntervalS: 60 };
let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.answer = { kind: 'taken', keeps: true, intervalS: 10 };
});

// HAZARD H-196: a phone's clock may be an hour off
test.each([-3_600_000, 3_600_000])(
  'a phone whose clock is set by %i ms while the page is open reports on, by the same time',
  async (byMs) => {
    scene.reporter.start(WANTED);
    await scene.pass(30, () => scene.walk());
    const before = scene.sent;
    scene.wallAheadMs = byMs;
    await scene.pass(30, () => scene.walk());
    expect(scene.sent).toBeGreaterThanOrEqual(before + 2);
    const last = scene.posted.at(-1)!.positions.at(-1)!;
    expect(Math.abs(Date.parse(last.fixedAt) - (scene.nowMs + 3_600_000))).toBeLessThan(15_000);
  },
);

test('reports at its pace, by the time of the server, and says nothing of a course that is none', async () => {
  scene.reporter.start(WANTED);
  expect(scene.state).toBe('asking');
  scene.fix();
  await scene.pass(1);
  expect(scene.posted[0]!.positions).toEqual([
    {
      fixedAt: new Date(1_000_000 + 3_600_000).toISOString(),
      ...{ latDeg: 36, lonDeg: 124.5, accuracyM: 9, speedMps: null, courseDeg: null },
    },
  ]);
  expect(scene.state).toBe('reporting');
  await scene.pass(40, () => scene.walk());
  expect(scene.sent).toBe(5);
});

test('a phone at rest, which tells nothing by itself, is asked', async () => {
  scene.reporter.start(WANTED);
  scene.fix();
  await scene.pass(25);
  expect(scene.asked).toBeGreaterThanOrEqual(1);
});

test('HAZARD H-196: while the time of the server is not known nothing is sent, and then with the time at which it was', async () => {
  scene.offsetMs = null;
  scene.reporter.start(WANTED);
  scene.fix();
  await scene.pass(6);
  expect(scene.sent).toBe(0);
  scene.offsetMs = -5_000;
  await scene.pass(6);
  expect(scene.posted[0]!.positions[0]!.fixedAt).toBe(new Date(1_000_000 - 5_000).toISOString());
});

describe('without a network', () => {
  test('positions wait in memory, the newest kept, and go in order, each with the same time as at first', async () => {
    scene.answer = { kind: 'away' };
    scene.reporter.start(WANTED);
    await scene.pass(10 * (OWN_LIMITS.queued + 20), () => scene.walk());
    expect(scene.states.at(-1)).toMatchObject({ kind: 'reporting', queued: OWN_LIMITS.queued });
    const before = scene.posted.at(-1)!.positions.at(-1);
    // The clock of the stream was corrected meanwhile: what was tried with a time keeps it.
    scene.offsetMs = 0;
    scene.posted.length = 0;
    scene.answer = { kind: 'taken', keeps: true, intervalS: 10 };
    await scene.pass(3);
    expect(scene.posted[0]!.positions).toContainEqual(before);
    const times = scene.posted.flatMap(({ positions }) => positions.map(({ fixedAt }) => fixedAt));
    expect(times.length).toBe(new Set(times).size);
    expect(scene.sent).toBeGreaterThanOrEqual(OWN_LIMITS.queued);
    expect(scene.states.at(-1)).toMatchObject({ queued: 0 });
  });

  test('what the server can never take is dropped, and what follows goes on', async () => {
    scene.answer = { kind: 'refused' };
    scene.reporter.start(WANTED);
    scene.fix();
    await scene.pass(2);
    scene.answer = { kind: 'taken', keeps: true, intervalS: 10 };
    await scene.pass(12, () => scene.fix(37));
    expect(scene.posted.at(-1)!.positions[0]!.latDeg).toBe(37);
  });
});

describe('it stops', () => {
  test('HAZARD H-190: at once when nothing is kept any more, and sends nothing of what waited', async () => {
    scene.reporter.start(WANTED);
    scene.answer = { kind: 'taken', keeps: false, intervalS: null };
    scene.fix();
    await scene.pass(2);
    expect([scene.stopped, scene.watching, scene.state]).toEqual([1, false, 'off']);
    const { sent } = scene;
    scene.fix();
    await scene.pass(30);
    expect(scene.sent).toBe(sent);
  });

  test('by a pause, with positions that wait: none of them is sent when it begins again', async () => {
    scene.answer = { kind: 'away' };
    scene.reporter.start(WANTED);
    scene.fix();
    await scene.pass(2);
    scene.reporter.stop();
    scene.answer = { kind: 'taken', keeps: true, intervalS: 10 };
    scene.posted.length = 0;
    scene.reporter.start(WANTED);
    await scene.pass(9);
    expect(scene.sent).toBe(0);
  });
});

test('one try that fails among positions that come is no news', async () => {
  scene.reporter.start(WANTED);
  scene.fix();
  await scene.pass(1);
  scene.fail(3);
  expect(scene.state).toBe('reporting');
  await scene.pass(31);
  scene.fail(3);
  expect(scene.state).toBe('unavailable');
});

test.each([
  [1, 'denied'],
  [2, 'unavailable'],
  [3, 'unavailable'],
] as const)('error %i of the browser is said: %s; a position ends it', async (code, kind) => {
  scene.reporter.start(WANTED);
  scene.fail(code);
  expect(scene.state).toBe(kind);
  scene.fix();
  await scene.pass(1);
  expect(scene.state).toBe('reporting');
});
