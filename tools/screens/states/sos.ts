/** SOS from the press to what becomes of it, its settings and codes, and sharing where one is. */
import { fill, holdSos, inTurn, openScreen, press } from '../acts.ts';
import { helpJson, iso, sharing, WELL } from '../answers.ts';
import { band, HELLO, nothing, picture, warning } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const NEAR = [HELLO, picture('warning', band(600, 1_000))];
const AT_ONCE = { 'sos-countdown': '0' };
const RECEIVED: Answers = {
  'POST /api/sos': { status: 202, json: { sosId: '00000000-0000-4000-8000-0000000000c1', receivedAt: iso(SHOT_MS) } },
};
const answerToCode = (answer: string): Answers => ({
  ...RECEIVED,
  'POST /api/sos/{id}/cancel': { json: { answer } },
});
const NOTE = 'main section';
const askForCode = inTurn(holdSos, press(`${NOTE} button`, -1));
const giveCode = inTurn(askForCode, fill(`${NOTE} input`, '4821'), press(`${NOTE} button[type=submit]`));
const SHARES: Answers = { 'GET /api/me/sharing': { json: sharing(true) } };

const states: readonly ScreenState[] = [
  { name: 'counting', frames: QUIET, kept: { ...MAP, 'sos-countdown': '10' }, act: holdSos, wide: true },
  { name: 'waiting', frames: NEAR, kept: AT_ONCE, answers: { 'POST /api/sos': 'none' }, act: holdSos },
  {
    name: 'sent',
    frames: NEAR,
    kept: { ...MAP, ...AT_ONCE },
    answers: { ...RECEIVED, ...SHARES },
    act: holdSos,
    wide: true,
  },
  { name: 'code-asked', frames: NEAR, kept: AT_ONCE, answers: RECEIVED, act: askForCode },
  { name: 'code-wrong', frames: NEAR, kept: AT_ONCE, answers: answerToCode('wrong'), act: giveCode },
  {
    name: 'no-codes',
    frames: NEAR,
    kept: AT_ONCE,
    answers: { ...RECEIVED, 'GET /api/me/help': { json: helpJson({ hasCodes: false }) } },
    act: askForCode,
  },
  { name: 'cancelled', frames: NEAR, kept: AT_ONCE, answers: answerToCode('taken'), act: giveCode },
  {
    name: 'no-order',
    frames: QUIET,
    kept: AT_ONCE,
    answers: { 'POST /api/sos': { status: 403, json: { error: { code: 'no-order', message: '' } } } },
    act: holdSos,
  },
  { name: 'sharing', frames: NEAR, kept: MAP, answers: SHARES },
  { name: 'sharing-in-warning', frames: [...NEAR, warning('warning')], answers: SHARES },
  { name: 'settings', frames: QUIET, act: openScreen('sos'), heightPx: 1_500 },
  {
    name: 'settings-no-codes',
    frames: QUIET,
    answers: { 'GET /api/me/help': { json: helpJson({ hasCodes: false }) } },
    act: openScreen('sos'),
  },
];

export const feature: Feature = { name: 'sos', path: '/app/', answers: WELL, kept: NO_MAP, states };
