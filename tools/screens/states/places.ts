/** Places with people, whom to call, and both inside a warning. */
import { inTurn, openScreen, press, scrollTo } from '../acts.ts';
import { helpJson, placesAnswers, sharing, WELL } from '../answers.ts';
import { band, HELLO, nothing, picture, unknown, warning } from '../frames.ts';
import { type Answers, type Feature, NO_MAP, type ScreenState } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const NEAR = [HELLO, picture('warning', band(600, 1_000))];
const silent = unknown('protected-silent', 900, null);
const NOWHERE = [HELLO, picture('unknown', silent, { protected: silent })];
const CAN_SHARE: Answers = { 'GET /api/me/sharing': { json: sharing(false) } };

const states: readonly ScreenState[] = [
  { name: 'away-first', frames: NEAR, act: openScreen('places'), wide: true },
  { name: 'nearest-first', frames: QUIET, act: openScreen('places'), heightPx: 1_700 },
  { name: 'own-list', frames: QUIET, act: inTurn(openScreen('places'), scrollTo('section h2', -1)) },
  { name: 'none-known', frames: QUIET, answers: placesAnswers([], []), act: openScreen('places') },
  { name: 'no-position', frames: NOWHERE, act: openScreen('places') },
  { name: 'failed', frames: QUIET, answers: { 'GET /api/places': 'none' }, act: openScreen('places') },
  { name: 'contacts', frames: QUIET, act: openScreen('contacts') },
  {
    name: 'contacts-none',
    frames: QUIET,
    answers: { 'GET /api/me/help': { json: helpJson({ contacts: [] }) } },
    act: openScreen('contacts'),
  },
  { name: 'contacts-change', frames: QUIET, act: inTurn(openScreen('contacts'), press('li button')) },
  { name: 'in-warning', frames: [...NEAR, warning('warning')], answers: CAN_SHARE, heightPx: 2_000 },
  {
    name: 'in-warning-scrolled',
    frames: [...NEAR, warning('warning')],
    answers: CAN_SHARE,
    act: scrollTo('[role=alertdialog] h3'),
  },
];

export const feature: Feature = { name: 'places', path: '/app/', answers: WELL, kept: NO_MAP, states };
