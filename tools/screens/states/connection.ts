/** What the app says when it cannot know: no connection from the start, signed out, a fault, a page of another build. */
import { openScreen } from '../acts.ts';
import { WELL } from '../answers.ts';
import { band, HELLO, nothing, picture, unknown } from '../frames.ts';
import { type Feature, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const LEFT = 'none';

const states: readonly ScreenState[] = [
  { name: 'none-at-start', frames: [], answers: { 'GET /api/live': LEFT, 'GET /api/session': LEFT } },
  {
    name: 'lost-on-a-screen',
    frames: QUIET,
    act: async (stage) => {
      await openScreen('places')(stage);
      await stage.loseConnection();
    },
  },
  {
    name: 'signed-out',
    frames: [],
    answers: {
      'GET /api/live': LEFT,
      'GET /api/session': { status: 401, json: { error: { code: 'no-session', message: '' } } },
    },
    wide: true,
  },
  {
    name: 'trouble-database',
    frames: [
      HELLO,
      picture('warning', band(600, 1_000)),
      { type: 'trouble', part: 'database', sinceMs: SHOT_MS - 95_000 },
    ],
  },
  {
    name: 'cannot-evaluate',
    frames: [HELLO, picture('unknown', unknown('evaluation-failed', 120, null))],
  },
];

export const feature: Feature = { name: 'connection', path: '/app/', answers: WELL, states };
