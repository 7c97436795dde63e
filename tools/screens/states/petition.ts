/** The guided petition, question by question, and how a request stands afterwards. */
import type { OwnProceedingJson } from '../../../src/orders/process/contract.ts';
import { newDraft } from '../../../web/petition/draft.ts';
import { inTurn, openScreen, press } from '../acts.ts';
import { WELL } from '../answers.ts';
import { HELLO, nothing, picture } from '../frames.ts';
import { declined, granted, law, ownProceeding } from '../law.ts';
import { type Answers, type Feature, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const open = openScreen('petition');
const own = (...proceedings: readonly OwnProceedingJson[]): Answers => ({
  'GET /api/me/proceedings': { json: { serverTimeMs: SHOT_MS, proceedings } },
});

const EVENTS = [
  {
    ...{
      id: '1',
      date: '2026-06-12',
      about: '',
      where: 'In front of my work',
      evidence: 'Photo of the car',
      witnesses: '',
    },
    what: 'They stood across the street for two hours and left when my colleague came out with me.',
  },
  {
    ...{ id: '2', date: '', about: 'Every night since May', where: '', evidence: 'Call list', witnesses: 'My sister' },
    what: 'Twenty to forty calls from hidden numbers. When I answer nobody speaks.',
  },
];
const draftAt = (question: ReturnType<typeof newDraft>['question']): Answers => {
  const draft = {
    ...newDraft('ask:provisional-measures:prosecutor'),
    ...{ question, measures: ['provisional-2', 'provisional-3-2'], events: EVENTS },
    places: [{ id: '1', kind: 'work', address: 'Flower market, north gate', note: 'Weekdays 8 to 5' }],
    household: 'My son, 7',
  } as const;
  const who = { ...draft.who, name: 'Dal Gim', phone: '010-5550-0188', vehicle: 'Grey van' };
  const contact = { ...draft.contact, ways: ['app', 'call'], how: '010-5550-0147', times: 'Weekdays until 5 pm' };
  const json = { draft: { ...draft, who, contact }, changedAtMs: SHOT_MS - 1_260_000 };
  return { 'GET /api/me/petition': { json } };
};
/** On to the question at which the person was. */
const goOn = inTurn(open, press('[data-petition] button', 0));
const at = (question: Parameters<typeof draftAt>[0], more: Partial<ScreenState> = {}): ScreenState => ({
  name: question,
  frames: QUIET,
  answers: draftAt(question),
  act: goOn,
  ...more,
});
const openFirst = inTurn(open, press('[data-petition] li button', 0));

const states: readonly ScreenState[] = [
  { name: 'start-after-refusal', frames: QUIET, answers: own(declined()), act: open, heightPx: 1_500 },
  at('wants', { heightPx: 2_100 }),
  at('events', {
    name: 'event',
    act: inTurn(goOn, press('[data-petition] li button', 0)),
    heightPx: 1_500,
  }),
  at('who', {
    name: 'not-saved',
    answers: { ...draftAt('who'), 'PUT /api/me/petition': 'none' },
    act: inTurn(goOn, async ({ page }) => {
      await page.locator('#birth').fill('19');
      await page.locator('[data-petition] [type=submit]').click();
    }),
    heightPx: 1_900,
  }),
  at('check', { heightPx: 2_700 }),
  at('check', {
    name: 'sent',
    answers: { ...draftAt('check'), 'POST /api/me/proceedings': { status: 201, json: ownProceeding() } },
    act: inTurn(goOn, press('[data-petition] [type=submit]', 0)),
  }),
  { name: 'granted', frames: QUIET, answers: own(granted()), act: openFirst, heightPx: 1_500 },
];

const answers: Answers = {
  ...WELL,
  'GET /api/law': { json: law() },
  ...own(),
  'GET /api/me/petition': { json: { draft: null, changedAtMs: null } },
  'PUT /api/me/petition': { json: { draft: null, changedAtMs: SHOT_MS } },
};

export const feature: Feature = { name: 'petition', path: '/app/', answers, kept: NO_MAP, states };
