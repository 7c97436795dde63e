/** The monitoring centre's conduct towards a wearer: what waits, a decision being made, what was decided and contested. */
import type { ConductReviewsJson } from '../../../src/disclosure/conduct/contract.ts';
import { id } from '../answers.ts';
import { ago, hello } from '../frames.ts';
import { type Feature, type ScreenState, SHOT_MS } from '../screen.ts';

const none = { untilMs: null, article: null, reason: null, isOwnDecision: false } as const;
const REVIEWS: ConductReviewsJson = {
  serverTimeMs: SHOT_MS,
  reviews: [
    {
      ...{ reviewId: id(901), label: 'M-014', openedAtMs: ago(1_800), state: 'open', ...none },
      facts: [
        { kind: 'towards', days: 4, minutes: 63 },
        { kind: 'watches', days: 3, minutes: 910 },
      ],
    },
    {
      ...{ reviewId: id(902), label: 'M-031', openedAtMs: ago(90_000), state: 'contested', isOwnDecision: true },
      ...{ untilMs: SHOT_MS + 5 * 86_400_000, article: 'Decree 23-17(1)', reason: 'waits-at-their-places' },
      facts: [{ kind: 'waits', days: 5, minutes: 240 }],
    },
    {
      ...{
        reviewId: id(903),
        label: 'M-002',
        openedAtMs: ago(400_000),
        state: 'no-concern',
        ...none,
        reason: 'coincidence',
      },
      facts: [{ kind: 'towards', days: 3, minutes: 34 }],
    },
  ],
};
const frames = [hello('officer')];
const ANSWERS = { 'GET /api/conduct-reviews': { json: REVIEWS } } as const;

const states: readonly ScreenState[] = [
  { name: 'list', frames, answers: ANSWERS, wide: 'only' },
  {
    name: 'none',
    frames,
    answers: { 'GET /api/conduct-reviews': { json: { ...REVIEWS, reviews: [] } } },
    wide: 'only',
  },
  {
    ...{ name: 'deciding', frames, answers: ANSWERS, wide: 'only' },
    async act({ page }) {
      await page.getByRole('article', { name: 'M-014' }).getByRole('button').click();
      await page.locator('select').first().selectOption('restrict');
    },
  },
];

export const feature: Feature = {
  name: 'conduct',
  path: '/centre/',
  answers: {
    'GET /api/session': { json: { kind: 'officer', personId: id(170), exercise: true } },
    'GET /api/incidents': { json: { serverTimeMs: SHOT_MS, open: [], suppressed: [], closed: [] } },
  },
  states: states.map((state) => ({ ...state, path: () => '/centre/conduct' })),
};
