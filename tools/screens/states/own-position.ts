/** One's own position: consent, how it comes, what is missing, pausing, and a phone's set-up. */
import { inTurn, openScreen, press } from '../acts.ts';
import { DAY_MS, id, ownPosition, WELL } from '../answers.ts';
import { ago, HELLO, nothing, picture, unknown } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const silent = unknown('protected-silent', 900, null);
const BLIND = [HELLO, picture('unknown', silent, { protected: silent })];
type Known = Parameters<typeof ownPosition>[0];
const known = (more: Known): Answers => ({ 'GET /api/me/position': { json: ownPosition(more) } });
const app = (lastMs: number | null) =>
  ({ kind: 'app', deviceId: id(71), lastContactMs: lastMs, lastPositionMs: lastMs, batteryPct: 12 }) as const;
const NEVER = known({ sharing: { kind: 'never' }, intervalS: null, sources: [] });
const NO_WAY = known({ sources: [] });
const SILENT = known({ sources: [app(ago(2_460))] });
const PAUSED = known({
  sharing: { kind: 'paused', sinceMs: ago(600), untilMs: SHOT_MS + 3_000_000 },
  intervalS: null,
});
const MADE: Answers = {
  'POST /api/me/devices': {
    json: {
      deviceId: id(75),
      app: 'owntracks',
      link: `owntracks:///config?inline=${'eyJfdHlwZSI6ImNvbmZpZ3VyYXRpb24iLCJtb2RlIjozLCJ1cmwiOiJodHRwczovL21hZ3BpZS5leGFtcGxlL293bnRyYWNrcyJ9'.repeat(2)}`,
    },
  },
};
const open = openScreen('own-position');
const setUpPhone = inTurn(open, press('section:nth-of-type(4) button'));

const states: readonly ScreenState[] = [
  { name: 'never-on-home', kept: MAP, frames: BLIND, answers: NEVER },
  { name: 'never', frames: BLIND, answers: NEVER, act: open, heightPx: 1_250 },
  { name: 'live', frames: QUIET, device: { place: 'granted' }, act: open, wide: true, heightPx: 1_400 },
  { name: 'needs-permission', frames: BLIND, answers: NO_WAY, act: open },
  { name: 'denied', frames: BLIND, device: { place: 'denied' }, answers: NO_WAY, act: open, heightPx: 1_250 },
  { name: 'denied-on-home', kept: MAP, frames: BLIND, device: { place: 'denied' }, answers: NO_WAY },
  { name: 'app-silent', frames: BLIND, device: { place: 'denied' }, answers: SILENT, act: open, heightPx: 1_400 },
  { name: 'app-silent-on-home', kept: MAP, frames: BLIND, answers: SILENT },
  { name: 'paused', frames: BLIND, answers: PAUSED, act: open },
  { name: 'paused-on-home', kept: MAP, frames: BLIND, answers: PAUSED },
  {
    name: 'pause-asked',
    frames: QUIET,
    device: { place: 'granted' },
    act: inTurn(open, press('[class*=choices] button')),
  },
  {
    name: 'pause-warned',
    frames: QUIET,
    device: { place: 'granted' },
    answers: { 'POST /api/me/consent': { status: 409, json: { error: { code: 'still-alerting', message: '' } } } },
    act: inTurn(open, press('[class*=choices] button'), press('[role=alertdialog] button', -1)),
  },
  {
    name: 'withdrawn',
    frames: BLIND,
    answers: known({ sharing: { kind: 'withdrawn', sinceMs: SHOT_MS - DAY_MS } }),
    act: open,
  },
  { name: 'no-order', frames: BLIND, answers: known({ isProtected: false, sources: [] }), act: open },
  { name: 'phone', frames: QUIET, answers: NO_WAY, act: setUpPhone, heightPx: 1_100 },
  {
    name: 'phone-code',
    frames: QUIET,
    answers: { ...NO_WAY, ...MADE },
    act: inTurn(setUpPhone, press('ol button')),
    heightPx: 1_700,
  },
  { name: 'phone-replaced', frames: QUIET, answers: known({ sources: [app(ago(38))] }), act: setUpPhone },
];

export const feature: Feature = { name: 'own-position', path: '/app/', answers: WELL, kept: NO_MAP, states };
