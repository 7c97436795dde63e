/** Court, prosecution and police: what waits, a proceeding, a decision with its conditions, a new one; the officer who fits. */
import { id } from '../answers.ts';
import { LAW } from '../court/law.ts';
import { IN_FORCE, PENDING, QUEUE, TO_DECIDE, TO_FIT } from '../court/proceedings.ts';
import { spot } from '../frames.ts';
import { type Answers, type Feature, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

type Role = 'court' | 'prosecutor' | 'monitoring';
const KIND: Readonly<Record<Role, string>> = { court: 'judge', prosecutor: 'prosecutor', monitoring: 'officer' };

const as = (role: Role): Answers => ({
  'GET /api/session': { json: { kind: KIND[role], personId: id(890), exercise: true } },
  'GET /api/proceedings': { json: { serverTimeMs: SHOT_MS, role, proceedings: QUEUE } },
});
const shown = (one: typeof IN_FORCE): Answers => ({ [`GET /api/proceedings/${one.proceedingId}`]: { json: one } });
const at = (one: typeof IN_FORCE, task = '') => `/court/${one.proceedingId}${task}`;

/** As a judge does it: all granted but one, a circle and an outline. */
async function decide({ page }: Stage): Promise<void> {
  await page.locator('[id="grant-provisional-2"]').check();
  await page.locator('[id="grant-provisional-3-2"]').check();
  await page.locator('input[name="grant-provisional-3"]').nth(1).check();
  await page.locator('[id="fit-provisional-3-2"]').fill('2026-06-25T10:00');
  await page.locator('[name=reasons]').nth(2).check();
  await page.getByRole('button', { name: /circle|원 추가/ }).click();
  await page.locator('[id$=-name]').fill('주거지');
  const { latDeg, lonDeg } = spot(-120, -80);
  await page.locator('[id$=-place]').fill(`${latDeg.toFixed(5)}, ${lonDeg.toFixed(5)}`);
  await page.keyboard.press('Enter');
}
const submit = async ({ page }: Stage): Promise<void> => page.locator('button[type=submit]').click();

const states: readonly ScreenState[] = [
  { name: 'queue', frames: [], wide: true },
  { name: 'proceeding', frames: [], answers: shown(IN_FORCE), path: () => at(IN_FORCE), wide: 'only' },
  {
    ...{ name: 'decision', frames: [], answers: shown(TO_DECIDE), path: () => at(TO_DECIDE, '/decide'), wide: 'only' },
    act: async (stage) => {
      await decide(stage);
      await stage.page.locator('[data-map-status]').scrollIntoViewIfNeeded();
      await stage.page
        .locator('#conditions-title')
        .evaluate((element) => (element as { scrollIntoView(): void }).scrollIntoView());
    },
  },
  {
    ...{ name: 'refused', frames: [], answers: shown(TO_DECIDE), path: () => at(TO_DECIDE, '/decide'), wide: 'only' },
    act: submit,
  },
  {
    ...{ name: 'read-over', frames: [], answers: shown(TO_DECIDE), path: () => at(TO_DECIDE, '/decide'), wide: 'only' },
    act: async (stage) => {
      await decide(stage);
      await submit(stage);
    },
  },
  { name: 'new', frames: [], answers: as('prosecutor'), path: () => '/court/new', wide: 'only' },
  {
    ...{ name: 'fitting', frames: [], answers: { ...as('monitoring'), ...shown(TO_FIT) }, path: () => at(TO_FIT) },
    heightPx: 1_500,
  },
];

const PEOPLE = [
  { personId: id(871), kind: 'protected', name: '별똥 (훈련)' },
  { personId: id(872), kind: 'household', name: '샛별 (훈련)' },
  { personId: id(873), kind: 'protected', name: '아침햇살 드는 창가의 달님 (훈련)' },
];

export const feature: Feature = {
  name: 'court',
  path: '/court/',
  answers: {
    ...as('court'),
    'GET /api/law': { json: LAW },
    'GET /api/proceedings/people': { json: { people: PEOPLE, isCut: false } },
    [`GET /api/proceedings/${PENDING.proceedingId}`]: { json: TO_DECIDE },
  },
  states,
};
