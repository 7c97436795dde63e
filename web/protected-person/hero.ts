/**
 * What the page says first: the state of the page itself where that is the news (no connection, a fault), else the most urgent
 * pair. Pure. Fails toward "not known": while Magpie says that it has a fault, "no warning" is never said.
 */
import { unreachable } from '../../src/core/assert.ts';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { LiveState, Shelf } from '../ui/live/live-state.ts';
import { UNREVIEWED } from '../ui/messages/catalogue.ts';
import { type Level, urgencyOf } from '../ui/parts/level.ts';
import { type Course, type Courses, hasTurnedAway } from './course.ts';
import { basisLines, noOrder, statusOfShelf } from './status.ts';
import { type Status, timeOf, type Voice } from './voice.ts';

export interface Hero extends Status {
  readonly basis: readonly string[];
  /** What is shown is not live: it recedes and the map is greyed. */
  readonly stale: boolean;
  /** The pair that the map draws; null: nothing may be drawn. */
  readonly picture: Picture | null;
  readonly others: readonly Other[];
}

export interface Other {
  readonly pairId: string;
  /** Counted in the order in which the pairs came, so that the same wearer keeps the same number. */
  readonly number: number;
  readonly status: Status;
}

const NO_COURSES: Courses = new Map();
const BARE = { basis: [], stale: false, picture: null, others: [] } as const;

/** `offline`: the browser itself says that it has no network. */
export function heroOf(state: LiveState, voice: Voice, offline: boolean, courses: Courses = NO_COURSES): Hero {
  const { connection } = state;
  switch (connection.kind) {
    case 'connecting':
      return {
        ...BARE,
        level: null,
        headline: voice.app('connecting.headline'),
        lines: [voice.app('connecting.line')],
      };
    case 'signed-out':
      return {
        ...BARE,
        level: null,
        headline: voice.app('signed-out.headline'),
        lines: [urgent(voice, 'signed-out.line')],
      };
    case 'no-connection': {
      const headline = voice.app('lost.headline', { time: timeOf(voice, connection.sinceMs) });
      const lines = [urgent(voice, 'lost.line'), ...(offline ? [voice.app('lost.offline')] : [])];
      return lost(state, voice, { headline, lines });
    }
    case 'bad-frame':
      return lost(state, voice, {
        headline: voice.common('connection.bad-frame'),
        lines: [urgent(voice, 'bad-frame.line')],
      });
    case 'live':
      return liveHero(state, voice, courses);
    default:
      return unreachable(connection);
  }
}

function urgent(
  voice: Voice,
  key: 'signed-out.line' | 'unproven.line' | 'lost.line' | 'bad-frame.line' | 'trouble.line',
): string {
  return voice.app(key, { number: voice.emergencyNumber });
}

/** What was known before stays, as such, until its validity ends. */
function lost(state: LiveState, voice: Voice, said: Pick<Hero, 'headline' | 'lines'>): Hero {
  const top = rank(state)[0];
  if (top === undefined || top.kind === 'withdrawn' || top.lapsed) {
    const lines = top?.kind === 'picture' ? [...said.lines, voice.app('lost.lapsed')] : said.lines;
    return { ...BARE, level: 'unknown', stale: true, headline: said.headline, lines };
  }
  const before = statusOfShelf(top, viewerOf(state), voice);
  return {
    ...BARE,
    level: 'unknown',
    stale: true,
    headline: said.headline,
    lines: [...said.lines, voice.app('lost.before', { headline: before.headline })],
    basis: basisLines(top.picture, voice),
    picture: top.picture,
  };
}

function liveHero(state: LiveState, voice: Voice, courses: Courses): Hero {
  if (state.key === 'asking') {
    const said = { headline: voice.app('connecting.headline'), lines: [voice.app('connecting.line')] };
    return withTroubles(state, voice, { ...BARE, level: null, ...said });
  }
  if (state.key === 'gone') {
    const said = { headline: voice.app('unproven.headline'), lines: [urgent(voice, 'unproven.line')] };
    return withTroubles(state, voice, { ...BARE, level: null, ...said });
  }
  const [top, ...rest] = rank(state);
  if (top === undefined) {
    if ((voice.orderEndedAtMs ?? null) !== null) return withTroubles(state, voice, { ...BARE, ...noOrder(voice) });
    const waiting = { headline: voice.app('waiting.headline'), lines: [voice.app('waiting.line')] };
    return withTroubles(state, voice, { ...BARE, level: null, ...waiting });
  }
  const numbers = new Map([...state.pairs.keys()].map((pairId, index) => [pairId, index + 1]));
  const others = rest.map((shelf) => ({
    pairId: pairIdOf(shelf),
    number: numbers.get(pairIdOf(shelf)) ?? 0,
    status: statusNow(state, shelf, voice, courses),
  }));
  const picture = top.kind === 'picture' && !top.lapsed ? top.picture : null;
  const status = statusNow(state, top, voice, courses);
  const basis = picture === null ? [] : basisLines(picture, voice);
  // Said while there is time to read it.
  if (status.level === 'clear' && UNREVIEWED.has(voice.language)) basis.push(voice.common('language.unreviewed'));
  return { ...status, basis, stale: false, picture, others };
}

/** HAZARD H-63: a part of Magpie failed and the page goes on saying "no warning" - of any pair, at any place. */
function withTroubles<T extends Status>(state: LiveState, voice: Voice, said: T): T {
  if (state.troubles.size === 0) return said;
  const troubles = [...state.troubles].map(([part, sinceMs]) =>
    voice.common(`trouble.${part}`, { time: timeOf(voice, sinceMs) }),
  );
  if (isOpenPageWell(state)) return { ...said, lines: [...said.lines, ...troubles] };
  const lines = [...troubles, urgent(voice, 'trouble.line')];
  if (keepsInTrouble(said.level)) return { ...said, lines: [...said.lines, ...lines] };
  return { ...said, level: 'unknown', headline: voice.app('trouble.headline'), lines };
}

/** That messages to closed phones may not arrive takes nothing from what this open page says. */
function isOpenPageWell(state: LiveState): boolean {
  return [...state.troubles.keys()].every((part) => part === 'warnings');
}

function keepsInTrouble(level: Level | null): boolean {
  return level === 'danger' || level === 'warning';
}

/** A pair's level as far as it is known now; null: it cannot be said (no connection, locked, lapsed, no picture). */
export function levelNow(state: LiveState, pairId: string): Level | null {
  const shelf = state.connection.kind === 'live' ? state.pairs.get(pairId) : undefined;
  if (shelf?.kind !== 'picture' || shelf.lapsed) return null;
  const { level } = shelf.picture;
  return isOpenPageWell(state) || keepsInTrouble(level) ? level : 'unknown';
}

/** What is said of a pair while the stream is live: its picture, its course, what the monitoring centre did, and what has failed. */
export function statusNow(state: LiveState, shelf: Shelf, voice: Voice, courses: Courses): Status {
  const course = courses.get(pairIdOf(shelf));
  const turned = shelf.kind === 'picture' && hasTurnedAway(course, shelf.picture, voice.nowMs);
  const status = statusOfShelf(shelf, viewerOf(state), voice, turned);
  const seenAtMs = centreSawAtMs(state, shelf, course);
  const seen = seenAtMs === null ? [] : [voice.app('centre.seen', { time: timeOf(voice, seenAtMs) })];
  return withTroubles(state, voice, { ...status, lines: [...status.lines, ...seen] });
}

/**
 * HAZARD H-172: "the monitoring centre has seen this" - of this level or a higher one, not of what was before it rose. Null: not said.
 */
function centreSawAtMs(state: LiveState, shelf: Shelf, course: Course | undefined): number | null {
  const fact = state.facts.get(pairIdOf(shelf));
  if (shelf.kind === 'withdrawn' || shelf.lapsed || fact?.state !== 'acknowledged') return null;
  const { level, levelSinceMs } = shelf.picture;
  if (level === 'clear') return null;
  return fact.atMs >= (course?.sinceMs ?? levelSinceMs) ? fact.atMs : null;
}

function viewerOf(state: LiveState) {
  return state.viewer?.kind ?? 'protected';
}

function pairIdOf(shelf: Shelf): string {
  return shelf.kind === 'picture' ? shelf.picture.pairId : shelf.pairId;
}

/** Most urgent first: level, then time left, then the newest change; what was withdrawn comes last. */
export function rank(state: LiveState): Shelf[] {
  return [...state.pairs.values()].sort(
    (a, b) => urgency(b) - urgency(a) || etaOf(a) - etaOf(b) || newest(b) - newest(a),
  );
}

function urgency(shelf: Shelf): number {
  if (shelf.kind === 'withdrawn') return -1;
  return urgencyOf(shelf.lapsed ? 'unknown' : shelf.picture.level);
}

function etaOf(shelf: Shelf): number {
  if (shelf.kind === 'withdrawn') return Number.MAX_SAFE_INTEGER;
  const { wearer } = shelf.picture;
  const known = wearer.kind === 'band' || wearer.kind === 'point' ? wearer.etaS : null;
  return known ?? Number.MAX_SAFE_INTEGER;
}

function newest(shelf: Shelf): number {
  return shelf.kind === 'picture' ? shelf.picture.levelSinceMs : shelf.atMs;
}
