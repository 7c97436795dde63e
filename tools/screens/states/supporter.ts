/** The page of somebody who helps to set up, which shows no place, level or warning. */
import type { SupportedJson } from '../../../src/people/support/contract.ts';
import { inTurn, press } from '../acts.ts';
import { DAY_MS, endOfDay, id, iso, setUp } from '../answers.ts';
import { type Answers, type Feature, type ScreenState, SHOT_MS } from '../screen.ts';

const person = (more: Partial<SupportedJson> = {}): SupportedJson => ({
  supportId: id(31),
  name: 'Haneul Seo',
  until: iso(SHOT_MS + 40 * DAY_MS),
  steps: setUp(3).steps,
  wantsHelpSince: null,
  phone: 'reports',
  lastReportMinutes: 2,
  pushWorks: true,
  orders: [{ from: iso(endOfDay(-31)), until: iso(endOfDay(58)) }],
  ...more,
});
const people = (...all: readonly SupportedJson[]): Answers => ({ 'GET /api/help/people': { json: { people: all } } });
const link = (state: string): Answers => {
  const json = { requestId: id(33), number: '47', state, expiresAt: iso(SHOT_MS + 500_000) };
  return { 'POST /api/help/links': { json }, 'GET /api/help/links/{id}': { json } };
};
const WANTS = person({
  wantsHelpSince: iso(SHOT_MS - DAY_MS),
  phone: 'silent',
  pushWorks: false,
  lastReportMinutes: null,
});
const ask = press('li [class*=row] button');

const states: readonly ScreenState[] = [
  { name: 'nobody', frames: [], answers: people() },
  { name: 'people', frames: [], answers: people(person(), WANTS), wide: true, heightPx: 1_700 },
  { name: 'link-asked', frames: [], answers: { ...people(person()), ...link('asked') }, act: inTurn(ask) },
  { name: 'link-confirmed', frames: [], answers: { ...people(person()), ...link('confirmed') }, act: inTurn(ask) },
  { name: 'no-connection', frames: [], answers: { 'GET /api/help/people': 'none' } },
];

const session = { kind: 'supporter', personId: id(170), exercise: true };
export const feature: Feature = {
  name: 'supporter',
  path: '/help/',
  answers: { 'GET /api/session': { json: session } },
  states,
};
