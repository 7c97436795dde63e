/** Signing in by a one-time link, where that fails. */
import type { Feature, ScreenState } from '../screen.ts';

const code = () => '/enter#made-up-code';
const NO_SESSION = { status: 401, json: { error: { code: 'no-session', message: '' } } };

const states: readonly ScreenState[] = [
  {
    name: 'used',
    frames: [],
    path: code,
    answers: { 'POST /api/session': { status: 410, json: { error: { code: 'gone', message: '' } } } },
  },
  { name: 'none', frames: [], answers: { 'GET /api/session': NO_SESSION }, wide: true },
  { name: 'no-connection', frames: [], path: code, answers: { 'POST /api/session': 'none' } },
  { name: 'failed', frames: [], path: code, answers: { 'POST /api/session': { status: 500, json: {} } } },
];

export const feature: Feature = { name: 'enter', path: '/enter', states };
