/** How warnings reach a closed phone: this phone, the ways, the words, a trial. */
import type { DeliveryJson } from '../../../src/notify/contract.ts';
import { inTurn, openScreen, press, scrollTo } from '../acts.ts';
import { attempt, id, plan, WELL } from '../answers.ts';
import { ago, HELLO, nothing, picture } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const UNREACHED: Answers = { 'GET /api/me/warning-plan': { json: plan(0) } };
const open = openScreen('warnings');

const trial = (more: Partial<DeliveryJson>): Answers => {
  const delivery: DeliveryJson = {
    ...{ warningId: id(91), recipientId: id(170), level: 'warning', createdAtMs: ago(50), shownAtMs: null },
    ...{ outcome: 'going-on', outcomeReason: null, endedAtMs: null, reached: false, attempts: [] },
    ...more,
  };
  const json = { serverTimeMs: SHOT_MS, delivery };
  return { 'POST /api/me/try-warning': { json }, 'GET /api/me/try-warning/{id}': { json } };
};
const TRIED = trial({
  reached: true,
  outcome: 'displayed',
  endedAtMs: ago(44),
  attempts: [attempt('push', 'displayed', { sentAtMs: ago(49), acceptedAtMs: ago(48), displayedAtMs: ago(47) })],
});
const UNSEEN = trial({
  attempts: [
    attempt('push', 'accepted', { sentAtMs: ago(49), acceptedAtMs: ago(48) }),
    attempt('sms', 'sent', { queuedAtMs: ago(29), sentAtMs: ago(28) }),
    attempt('call', 'queued', { queuedAtMs: ago(5) }),
  ],
});
const TRY = '[class*=sections] > section:nth-last-of-type(2)';
const tryIt = inTurn(open, press(`${TRY} button`), scrollTo(TRY));

const states: readonly ScreenState[] = [
  { name: 'on', frames: QUIET, device: { push: 'on' }, act: open, heightPx: 2_100, wide: true },
  { name: 'off', frames: QUIET, answers: UNREACHED, act: open },
  { name: 'off-on-home', kept: MAP, frames: QUIET, answers: UNREACHED },
  { name: 'denied', frames: QUIET, device: { push: 'denied' }, answers: UNREACHED, act: open },
  { name: 'unsupported', frames: QUIET, device: { push: 'unsupported' }, answers: UNREACHED, act: open },
  { name: 'iphone', frames: QUIET, device: { kind: 'iphone' }, answers: UNREACHED, act: open },
  {
    name: 'quiet-hours',
    frames: QUIET,
    device: { push: 'on' },
    answers: {
      'GET /api/me/warning-plan': { json: plan(1, { calm: true, quietHours: { fromMinute: 1_320, toMinute: 420 } }) },
    },
    act: inTurn(open, scrollTo('[class*=sections] > section', 2)),
  },
  { name: 'tried', frames: QUIET, device: { push: 'on' }, answers: TRIED, act: tryIt },
  { name: 'tried-unseen', frames: QUIET, device: { push: 'on' }, answers: UNSEEN, act: tryIt },
  { name: 'failed', frames: QUIET, answers: { 'GET /api/me/warning-plan': 'none' }, act: open },
];

export const feature: Feature = { name: 'warnings', path: '/app/', answers: WELL, kept: NO_MAP, states };
