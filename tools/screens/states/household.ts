/** Household and supporters as the protected person sees them, and a member before and after their consent. */
import { inTurn, openScreen, press } from '../acts.ts';
import { DAY_MS, id, iso, WELL } from '../answers.ts';
import { HELLO, hello, nothing, picture } from '../frames.ts';
import { type Answers, type Feature, MAP, NO_MAP, type ScreenState, SHOT_MS } from '../screen.ts';

const QUIET = [HELLO, picture('clear', nothing())];
const MEMBER = [hello('household'), picture('clear', nothing(), { protected: nothing('not-allowed', null) })];
const since = iso(SHOT_MS - 12 * DAY_MS);
const MEMBERS: Answers = {
  'GET /api/me/household': {
    json: {
      members: [
        { personId: id(21), name: 'Minjun Han', state: 'consented', since, minor: false },
        { personId: id(22), name: 'Areum Han', state: 'invited', since: null, minor: true },
        { personId: id(23), name: 'Young-hee Seo', state: 'withdrawn', since, minor: false },
      ],
    },
  },
};
const SUPPORTER = {
  supportId: id(31),
  name: 'Nari Cho, women’s advice centre',
  begunAt: since,
  until: iso(SHOT_MS + 40 * DAY_MS),
  showsAge: true,
};
const ASKED = { requestId: id(33), supportId: id(31), number: '47', expiresAt: iso(SHOT_MS + 500_000) };
const supporters = (links: readonly object[]): Answers => ({
  'GET /api/me/supporters': { json: { supporters: [SUPPORTER], links } },
  'GET /api/me/links': { json: { links } },
});
const participation = (state: string, minor = false): Answers => ({
  'GET /api/me/participation': { json: { state, since: state === 'invited' ? null : since, minor } },
});
const CODE: Answers = {
  'POST /api/me/supporters/code': { json: { code: '48170352', expiresAt: iso(SHOT_MS + 600_000) } },
};

const states: readonly ScreenState[] = [
  { name: 'household', frames: QUIET, answers: MEMBERS, act: openScreen('household'), wide: true },
  { name: 'household-none', frames: QUIET, act: openScreen('household') },
  { name: 'member-asked', frames: MEMBER, answers: participation('invited') },
  { name: 'member-withdrawn', frames: MEMBER, answers: participation('withdrawn') },
  { name: 'member-child', frames: MEMBER, answers: participation('invited', true) },
  { name: 'member-ended', frames: MEMBER, answers: participation('ended') },
  { name: 'member-home', kept: MAP, frames: MEMBER },
  { name: 'member-taking-part', frames: MEMBER, act: openScreen('taking-part') },
  { name: 'supporters', frames: QUIET, answers: supporters([]), act: openScreen('supporters'), heightPx: 1_000 },
  { name: 'supporters-none', frames: QUIET, act: openScreen('supporters') },
  {
    name: 'supporters-code',
    frames: QUIET,
    answers: CODE,
    act: inTurn(openScreen('supporters'), press('[class*=body] [class*=strong]', -1)),
  },
  { name: 'link-asked', kept: MAP, frames: QUIET, answers: supporters([ASKED]) },
];

export const feature: Feature = { name: 'household', path: '/app/', answers: WELL, kept: NO_MAP, states };
