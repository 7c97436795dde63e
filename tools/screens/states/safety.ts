/** The look, quick exit, the lock, setting up, the check of the phone, phones signed in. */
import { inTurn, openScreen, press } from '../acts.ts';
import { iso, phone, setUp, WELL } from '../answers.ts';
import { ago, band, HELLO, nothing, picture, warning } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const lock = (state: string, afterMs: number | null = 60_000): Answers => ({
  'GET /api/me/lock': { json: { state, afterMs } },
});
const unlock = (result: string, waitS: number | null = null): Answers => ({
  ...lock('locked'),
  'POST /api/me/lock/unlock': {
    json: { result, waitUntil: waitS === null ? null : iso(SHOT_MS + waitS * 1_000) },
  },
});
const typePin = async ({ page }: Stage): Promise<void> => {
  for (let i = 0; i < 6; i += 1) await page.locator('[class*=keys] button').nth(i).click();
  await page.waitForTimeout(300);
};
const phones = (...more: ReturnType<typeof phone>[]): Answers => ({
  'GET /api/me/phones': { json: { phones: [phone(1), ...more] } },
});
const OTHER = phone(2, {
  ...{ platform: 'windows', browser: 'edge', signedInAt: iso(ago(1_500)), lastSeenAt: iso(ago(300)) },
});
const check = (...answers: readonly number[]) =>
  inTurn(
    openScreen('phone-check'),
    press('[class*=body] [class*=stack] > button', -1),
    ...answers.map((nth) => press('[class*=fields] button', nth)),
  );
const exit = (look: string) => (language: string) => `/app/exit-${look}-${language}.html`;

const states: readonly ScreenState[] = [
  { name: 'looks', frames: QUIET, act: openScreen('disguise'), heightPx: 1_150 },
  ...['memo', 'recipes', 'list', 'study'].map((look) => ({ name: `exit-${look}`, frames: [], path: exit(look) })),
  { name: 'lock-off', frames: QUIET, act: openScreen('lock'), heightPx: 1_500 },
  { name: 'lock-on', frames: QUIET, answers: lock('open'), act: openScreen('lock') },
  {
    name: 'lock-new-pin',
    frames: QUIET,
    act: inTurn(openScreen('lock'), press('[class*=stack] > [class*=row] button')),
  },
  { name: 'locked', frames: [HELLO], answers: lock('locked'), wide: true },
  { name: 'locked-warning', frames: [HELLO, warning('warning')], answers: lock('locked') },
  { name: 'locked-plain', frames: [HELLO], answers: lock('locked'), kept: { 'plain-lock': '1' } },
  { name: 'locked-lost', frames: [HELLO], answers: lock('locked'), act: (stage) => stage.loseConnection() },
  { name: 'wrong-pin', frames: [HELLO], answers: unlock('wrong'), act: typePin },
  { name: 'wrong-pin-wait', frames: [HELLO], answers: unlock('wait', 300), act: typePin },
  { name: 'harmless', frames: [HELLO], answers: lock('decoy') },
  {
    name: 'set-up',
    frames: QUIET,
    answers: { 'GET /api/me/onboarding': { json: setUp(4) } },
    act: openScreen('set-up'),
  },
  { name: 'set-up-on-home', kept: MAP, frames: QUIET, answers: { 'GET /api/me/onboarding': { json: setUp(4) } } },
  { name: 'check', frames: QUIET, act: openScreen('phone-check') },
  { name: 'check-question', frames: QUIET, act: check(0) },
  { name: 'check-watched', frames: QUIET, act: check(1, 1, 1, 2, 1, 1, 0, 0), heightPx: 1_700, wide: true },
  { name: 'check-quiet', frames: QUIET, act: check(1, 1, 1, 1, 1, 1, 1, 1) },
  { name: 'phones', frames: QUIET, answers: phones(OTHER), act: openScreen('phones') },
  { name: 'phones-one', frames: QUIET, act: openScreen('phones') },
  {
    name: 'new-sign-in',
    kept: MAP,
    frames: [HELLO, picture('warning', band(600, 1_000))],
    answers: phones({ ...OTHER, isNew: true }),
  },
  {
    name: 'used-without-key',
    kept: MAP,
    frames: [HELLO, picture('warning', band(600, 1_000))],
    answers: { 'GET /api/me/phones': { json: { phones: [phone(1, { unprovenAt: iso(ago(1_200)) })] } } },
  },
  { name: 'settings', frames: QUIET, act: openScreen('settings') },
];

export const feature: Feature = { name: 'safety', path: '/app/', answers: WELL, kept: NO_MAP, states };
