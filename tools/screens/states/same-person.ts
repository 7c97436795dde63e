/** The monitoring centre's "same person?": a question opened and answered, a link, and a device worn for another case. */
import type { LinkingDeskJson, OpenedReviewJson, RecordJson } from '../../../src/orders/linking/contract.ts';
import { id } from '../answers.ts';
import { ago, hello } from '../frames.ts';
import { type Answers, type Feature, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

const record = (number: number, more: Partial<RecordJson>): RecordJson => ({
  ...{ personId: id(600 + number), agencyName: 'Drill city monitoring centre', cases: [], wearsDevice: false },
  registeredAtMs: ago(40 * 86_400),
  ...more,
});
const OLD = record(1, { cases: ['M-003'], wearsDevice: true, registeredAtMs: ago(420 * 86_400) });
const NEW = record(2, {
  cases: ['M-041', 'M-044'],
  agencyName: 'Harbour district probation office',
  registeredAtMs: ago(600),
});
const REASONS = ['birth', 'name-similar', 'identifier-contradicts'] as const;
const DESK: LinkingDeskJson = {
  serverTimeMs: SHOT_MS,
  reviews: [
    {
      waiting: {
        ...{ actId: id(831), isMine: false, mayApprove: true, article: 'Magpie 21' },
        ...{ askedAtMs: ago(900), expiresAtMs: SHOT_MS + 86_400_000 },
      },
      reviewId: id(801),
      foundAtMs: ago(600),
      reasons: [...REASONS],
      a: OLD,
      b: NEW,
    },
    {
      ...{ waiting: null, reviewId: id(802), foundAtMs: ago(7_200), reasons: ['name', 'birth-unknown'] },
      ...{ a: record(3, { cases: ['M-012'] }), b: record(4, {}) },
    },
  ],
  notices: [
    {
      ...{ noticeId: id(811), atMs: ago(900), wornUnder: 'M-003', matter: 'M-045', fromMs: null },
      ...{ reason: 'no-device-measure', seenAtMs: null },
    },
    {
      ...{ noticeId: id(812), atMs: ago(5_000), wornUnder: 'M-007', matter: 'M-046', fromMs: SHOT_MS + 86_400_000 },
      ...{ reason: 'not-in-force-yet', seenAtMs: ago(4_000) },
    },
  ],
  links: [
    {
      ...{
        waiting: null,
        linkId: id(821),
        atMs: ago(86_400),
        how: 'automatic',
        reasons: ['identifier', 'birth', 'name'],
        byId: null,
      },
      ...{ into: record(5, { cases: ['M-009', 'M-038'], wearsDevice: true }), merged: record(6, {}), ended: null },
    },
  ],
  unfindable: 3,
};
const OPENED: OpenedReviewJson = {
  ...{ waiting: null, reviewId: id(801), foundAtMs: ago(600), reasons: [...REASONS], state: 'open' },
  a: { ...OLD, name: '김민수', birthDate: '1985-01-31', identifierEnd: '0118' },
  b: { ...NEW, name: '김민서', birthDate: '1985-01-31', identifierEnd: '7731' },
};
const ANSWERS: Answers = {
  'GET /api/desk/linking': { json: DESK },
  'POST /api/desk/linking/reviews/{id}/open': { json: OPENED },
};

const opened = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('button', { name: /M-041/ }).click();
  await page.locator('[aria-keyshortcuts="o"]').click();
  await page.getByText('김민서').waitFor();
};

const states: readonly ScreenState[] = [
  { name: 'list', frames: [hello('officer')], answers: ANSWERS, wide: 'only' },
  { name: 'opened', frames: [hello('officer')], answers: ANSWERS, act: opened, wide: 'only' },
  {
    name: 'deciding',
    frames: [hello('officer')],
    answers: ANSWERS,
    heightPx: 1_150,
    async act(stage) {
      await opened(stage);
      await stage.page.locator('[aria-keyshortcuts="y"]').click();
      await stage.page.locator('form button[type="submit"]').click();
    },
  },
  {
    name: 'link',
    frames: [hello('officer')],
    answers: ANSWERS,
    act: ({ page }) => page.getByRole('button', { name: /M-038/ }).click(),
    wide: 'only',
  },
];

export const feature: Feature = {
  name: 'same-person',
  path: '/centre/',
  answers: {
    'GET /api/session': { json: { kind: 'officer', personId: id(170), exercise: true } },
    'GET /api/incidents': { json: { serverTimeMs: SHOT_MS, open: [], suppressed: [], closed: [] } },
  },
  states: states.map((state) => ({ ...state, path: () => '/centre/same-person' })),
};
