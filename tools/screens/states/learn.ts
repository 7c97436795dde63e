/** Help and the questions about how it goes. */
import { openMenu, openScreen } from '../acts.ts';
import { WELL } from '../answers.ts';
import { HELLO, nothing, picture } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

const INCIDENT = '7d0a3c1e-6f0f-4b52-9a3e-000000000001';
const QUIET = [HELLO, picture('clear', nothing())];
const ASKED: Answers = {
  'GET /api/me/questions': {
    json: {
      questions: [
        { kind: 'warning', incidentId: INCIDENT, atMs: SHOT_MS - 3_600_000 },
        { kind: 'feeling', month: '2026-06' },
      ],
    },
  },
};

const PRACTICE = openScreen('practice');
const HELP = openScreen('help');
const FEEDBACK = openScreen('feedback');

/** Begins, and goes on by that many steps: through the panel's button, or the sheet's. */
function practise(steps: number) {
  return async (stage: Stage): Promise<void> => {
    const { page } = stage;
    await PRACTICE(stage);
    await page.locator('section button').nth(1).click();
    for (let i = 0; i < steps; i += 1) {
      const sheet = page.locator('[role=alertdialog]');
      const isCovered = (await sheet.count()) > 0;
      await (isCovered ? sheet.locator('button').first() : page.locator('section button').nth(1)).click();
      await page.waitForTimeout(200);
    }
  };
}

const states: readonly ScreenState[] = [
  { name: 'menu', frames: QUIET, act: openMenu, heightPx: 1_250 },
  { name: 'practice', frames: QUIET, act: PRACTICE },
  { name: 'practice-calm', frames: QUIET, act: practise(0) },
  { name: 'practice-warning', frames: QUIET, act: practise(1) },
  { name: 'practice-away', frames: QUIET, act: practise(4) },
  { name: 'help', frames: QUIET, act: HELP, wide: true },
  {
    name: 'help-open',
    frames: QUIET,
    act: async (stage) => {
      await HELP(stage);
      await stage.page.locator('summary').nth(1).click();
    },
  },
  { name: 'question-notice', kept: MAP, frames: QUIET, answers: ASKED },
  { name: 'questions', frames: QUIET, answers: ASKED, act: FEEDBACK, wide: true },
  {
    name: 'questions-none',
    frames: QUIET,
    answers: { 'GET /api/me/questions': { json: { questions: [] } } },
    act: FEEDBACK,
  },
  { name: 'questions-failed', frames: QUIET, answers: { 'GET /api/me/questions': 'none' }, act: FEEDBACK },
];

export const feature: Feature = { name: 'learn', path: '/app/', answers: WELL, kept: NO_MAP, states };
