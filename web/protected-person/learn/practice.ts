/**
 * The practice: made-up pictures, step by step, through the same reducer and sentences as the real ones. Pure. Nothing of it comes
 * from the server or goes there, and no made-up place is drawn: distances and directions are enough to learn from.
 */
import type { Picture, ServerFrame, Shown } from '../../../src/disclosure/contract.ts';
import { initialLiveState, type LiveState, reduceLive, type Warning } from '../../ui/live/live-state.ts';
import type { Course, Courses } from '../course.ts';

export const STEPS = ['calm', 'coming', 'holds', 'danger', 'away', 'blind'] as const;
export type Step = (typeof STEPS)[number];

const PAIR = 'practice';
const BASIS = { rule: 'practice', article: 'Magpie' };
const MINUTE_MS = 60_000;

type Scene = Pick<Picture, 'level' | 'wearer'>;

function scene(step: Step, nowMs: number): Scene {
  const lastReportAtMs = nowMs - 12_000;
  const band = (fromM: number, toM: number, more: Pick<Extract<Shown, { kind: 'band' }>, 'trend' | 'etaS'>): Shown => {
    return { kind: 'band', fromM, toM, octant: 'NE', lastReportAtMs, basis: BASIS, ...more };
  };
  switch (step) {
    case 'calm':
      return {
        level: 'clear',
        wearer: { kind: 'nothing', statement: 'no-warning', lastReportAtMs, basis: BASIS },
      };
    case 'coming':
    case 'holds':
      return { level: 'warning', wearer: band(600, 1_000, { trend: 'approaching', etaS: 360 }) };
    case 'danger':
      return { level: 'danger', wearer: band(0, 200, { trend: 'approaching', etaS: 60 }) };
    case 'away':
      return { level: 'notice', wearer: band(1_000, 2_000, { trend: 'receding', etaS: null }) };
    case 'blind':
      return {
        level: 'unknown',
        wearer: {
          kind: 'unknown',
          reason: 'wearer-silent',
          sinceMs: nowMs - 9 * MINUTE_MS,
          earliestContactAtMs: nowMs + 12 * MINUTE_MS,
          lastReportAtMs: nowMs - 9 * MINUTE_MS,
          basis: BASIS,
        },
      };
  }
}

/** A live stream as it would stand at that step, `nowMs` being server time of now. */
export function practiceState(step: Step, viewer: 'protected' | 'household', nowMs: number): LiveState {
  const picture: Picture = {
    ...scene(step, nowMs),
    pairId: PAIR,
    label: '',
    levelSinceMs: nowMs - MINUTE_MS,
    protected: { kind: 'nothing', statement: 'not-allowed', lastReportAtMs: null, basis: BASIS },
    validUntilMs: nowMs + MINUTE_MS,
  };
  const stamp = { serverTimeMs: nowMs };
  const frames: ServerFrame[] = [
    {
      ...{
        ...stamp,
        seq: 1,
        type: 'hello',
        proven: true,
        exercise: true,
        mark: null,
        heartbeatMs: 5_000,
        resumed: false,
      },
      viewer: { kind: viewer, personId: PAIR },
    },
    { ...stamp, seq: 2, type: 'picture', picture },
  ];
  return frames.reduce((state, frame) => reduceLive(state, { kind: 'frame', frame, nowMs }), initialLiveState(nowMs));
}

/** The warning that stands over the page at that step; null: none. */
export function practiceWarning(step: Step, atMs: number): Warning | null {
  const level = { calm: null, coming: 'warning', holds: null, danger: 'danger', away: null, blind: 'unknown' } as const;
  const now = level[step];
  if (now === null) return null;
  return { warningId: `${PAIR}-${step}`, pairId: PAIR, incidentId: null, level: now, atMs, serverTimeMs: atMs };
}

/** At `away` the level has fallen from danger just before. */
export function practiceCourses(step: Step, nowMs: number): Courses {
  const course: Course = { level: 'notice', sinceMs: nowMs - MINUTE_MS, fellAtMs: nowMs - 5_000 };
  return new Map(step === 'away' ? [[PAIR, course]] : []);
}

/** ended: by something real, while it went on. */
export type Stage =
  | { readonly kind: 'before' | 'done' | 'ended' }
  | { readonly kind: 'at'; readonly step: Step; readonly sinceMs: number };

/** HAZARD H-211: practice covers what is real - it ends with it, and never goes on by itself afterwards. */
export function stageUnder(stage: Stage, real: { readonly isLive: boolean; readonly isAlerting: boolean }): Stage {
  if (stage.kind !== 'at' || (real.isLive && !real.isAlerting)) return stage;
  return { kind: real.isAlerting ? 'ended' : 'before' };
}
