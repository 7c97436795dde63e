/** The order, its end, and the undertaking. */
import { openScreen } from '../acts.ts';
import { endOfDay, id, order, ordersJson, WELL } from '../answers.ts';
import { HELLO, nothing, pairId, picture } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const orders = (...args: Parameters<typeof ordersJson>): Answers => ({
  'GET /api/me/orders': { json: ordersJson(...args) },
});
const ending = (days: number): Answers => orders([order({ untilMs: endOfDay(days) })]);
const open = openScreen('order');
const ENDED = [HELLO, { type: 'withdrawn', pairId: pairId(), statement: 'no-order' } as const];

const states: readonly ScreenState[] = [
  { name: 'calm', frames: QUIET, act: open, heightPx: 1_700, wide: true },
  { name: 'two-weeks', frames: QUIET, answers: ending(14), act: open },
  { name: 'week', frames: QUIET, answers: ending(7), act: open },
  { name: 'tomorrow', frames: QUIET, answers: ending(1), act: open },
  { name: 'today', frames: QUIET, answers: ending(0), act: open },
  { name: 'today-on-home', kept: MAP, frames: QUIET, answers: ending(0) },
  { name: 'ended', frames: ENDED, answers: orders([order({ untilMs: endOfDay(-1) })]), act: open },
  {
    name: 'cancelled',
    frames: ENDED,
    answers: orders([order({ ended: { atMs: SHOT_MS - 7_200_000, how: 'cancelled' } })]),
    act: open,
  },
  { name: 'none', frames: ENDED, answers: orders([]), act: open },
  { name: 'undertaking-due', frames: QUIET, answers: orders([order()], null), act: open },
  { name: 'undertaking-due-on-home', kept: MAP, frames: QUIET, answers: orders([order()], null) },
  {
    ...{ name: 'hidden-and-restricted', frames: QUIET, act: open, heightPx: 2_600 },
    answers: {
      ...orders([order()], SHOT_MS - 86_400_000 * 3),
      'GET /api/me/sight': { json: { isHidden: true, sinceMs: SHOT_MS - 86_400_000 } },
      'GET /api/me/conduct': {
        json: {
          restrictions: [
            {
              ...{ reviewId: id(901), sinceMs: SHOT_MS - 3_600_000, untilMs: SHOT_MS + 6 * 86_400_000 },
              ...{ article: 'Decree 23-17(1)', reason: 'seeks-contact', isContested: false },
            },
          ],
        },
      },
    },
  },
  { name: 'failed', frames: QUIET, answers: { 'GET /api/me/orders': 'none' }, act: open },
];

export const feature: Feature = { name: 'order', path: '/app/', answers: WELL, kept: NO_MAP, states };
