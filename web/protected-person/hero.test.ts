import { describe, expect, test } from 'vitest';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import { initialLiveState, type LiveState, type Shelf } from '../ui/live/live-state.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { loadEveryLanguage } from '../ui/messages/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { translator } from '../ui/messages/translate.ts';
import type { Level } from '../ui/parts/level.ts';
import { heroOf, levelNow, statusNow } from './hero.ts';
import type { Voice } from './voice.ts';

await loadEveryLanguage();

const NOW_MS = Date.UTC(2026, 5, 24, 5, 5);
const voice: Voice = {
  app: translator(appMessages, 'en'),
  common: translator(commonMessages, 'en'),
  language: 'en',
  emergencyNumber: '112',
  nowMs: NOW_MS,
};
const basis = { rule: 'r', article: 'a' };
const quiet: Shown = { kind: 'nothing', statement: 'no-warning', lastReportAtMs: NOW_MS - 20_000, basis };

function near(etaS: number | null): Shown {
  const trend = etaS === null ? 'steady' : 'approaching';
  return { kind: 'band', fromM: 0, toM: 600, trend, octant: null, etaS, lastReportAtMs: null, basis };
}

function shelf(pairId: string, level: Level, wearer: Shown, lapsed = false): Shelf {
  const picture: Picture = {
    pairId,
    label: '',
    level,
    levelSinceMs: 0,
    wearer,
    protected: quiet,
    validUntilMs: NOW_MS + 1,
  };
  return { kind: 'picture', picture, lapsed };
}

function liveState(change: Partial<LiveState>, ...shelves: Shelf[]): LiveState {
  const pairs = new Map(shelves.map((one) => [one.kind === 'picture' ? one.picture.pairId : one.pairId, one]));
  return { ...initialLiveState(0), connection: { kind: 'live' }, offsetMs: 0, pairs, ...change };
}

const lost = { connection: { kind: 'no-connection', sinceMs: NOW_MS - 60_000 } } as const;

describe('which pair comes first', () => {
  test('the highest level, then the shorter time left; the others follow with their own numbers', () => {
    const hero = heroOf(
      liveState({}, shelf('a', 'clear', quiet), shelf('b', 'warning', near(null)), shelf('c', 'warning', near(120))),
      voice,
      false,
    );
    expect(hero.picture?.pairId).toBe('c');
    expect(hero.others.map(({ pairId, number }) => [pairId, number])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });

  test('what is not known stands above a notice', () => {
    const hero = heroOf(
      liveState({}, shelf('a', 'notice', near(null)), shelf('b', 'clear', quiet, true)),
      voice,
      false,
    );
    expect(hero.level).toBe('unknown');
    expect(hero.picture).toBeNull();
  });
});

describe('when the page cannot be trusted', () => {
  test('without a connection the news is that, since when, and what was before', () => {
    const hero = heroOf(liveState(lost, shelf('a', 'clear', quiet)), voice, true);
    expect(hero.headline).toMatch(/^No connection since \d\d:\d\d$/);
    expect(hero).toMatchObject({ level: 'unknown', stale: true });
    expect(hero.lines).toContain('Before that: No warning');
    expect(hero.lines).toContain('This phone has no internet connection.');
  });

  test('without a connection nothing is drawn or said of a picture that lapsed', () => {
    const hero = heroOf(liveState(lost, shelf('a', 'warning', near(120), true)), voice, false);
    expect(hero.picture).toBeNull();
    expect(JSON.stringify(hero)).not.toContain('600 m');
  });

  test('while a part of Magpie has failed, "no warning" is not said (H-63)', () => {
    const troubles = new Map([['engine', NOW_MS - 40_000]] as const);
    const hero = heroOf(liveState({ troubles }, shelf('a', 'clear', quiet)), voice, false);
    expect(hero).toMatchObject({ level: 'unknown', headline: 'Magpie has a fault' });
  });

  test('a stream that access cannot decide for is empty, and says so (H-553)', () => {
    const troubles = new Map([['disclosure', NOW_MS - 40_000]] as const);
    const hero = heroOf(liveState({ troubles }), voice, false);
    expect(hero).toMatchObject({ level: 'unknown', headline: 'Magpie has a fault' });
    expect(hero.lines.join(' ')).toContain('cannot show places');
  });

  test('nor of another pair, nor in the sheet of a warning whose level fell (H-63)', () => {
    const troubles = new Map([['engine', NOW_MS - 40_000]] as const);
    const state = liveState({ troubles }, shelf('a', 'danger', near(0)), shelf('b', 'clear', quiet));
    expect(heroOf(state, voice, false).others[0]?.status).toMatchObject({ level: 'unknown' });
    expect(JSON.stringify(heroOf(state, voice, false).others)).not.toContain('No warning');
    const fell = liveState({ troubles }, shelf('a', 'clear', quiet));
    expect(statusNow(fell, fell.pairs.get('a')!, voice, new Map())).toMatchObject({
      ...{ level: 'unknown', headline: 'Magpie has a fault' },
    });
    expect([levelNow(fell, 'a'), levelNow(state, 'a'), levelNow({ ...state, troubles: new Map() }, 'b')]).toEqual([
      ...['unknown', 'danger', 'clear'],
    ]);
    expect(levelNow({ ...fell, ...lost }, 'a')).toBeNull();
  });

  test('a danger stays a danger, with the fault below it', () => {
    const troubles = new Map([['database', NOW_MS]] as const);
    const hero = heroOf(liveState({ troubles }, shelf('a', 'danger', near(0))), voice, false);
    expect(hero.level).toBe('danger');
    expect(hero.lines.join(' ')).toContain('cannot store reports');
  });

  test('signed out and bad frames say what to do and draw nothing live', () => {
    for (const connection of [{ kind: 'signed-out' }, { kind: 'bad-frame', sinceMs: 0 }] as const) {
      const hero = heroOf(liveState({ connection }), voice, false);
      expect(hero.lines.join(' ')).toContain('112');
      expect(hero.picture).toBeNull();
    }
  });
});

test('a phone without its key says so, draws nothing, and tells of faults; while that is asked, nothing is said of it but faults (H-551)', () => {
  const pair = shelf('a', 'danger', near(0));
  const gone = heroOf(liveState({ key: 'gone' }, pair), voice, false);
  expect(gone).toMatchObject({ level: null, picture: null, others: [], headline: 'This phone must be set up again' });
  expect(gone.lines.join()).toContain('112');
  const troubles = new Map([['engine', 1_000]]) as LiveState['troubles'];
  expect(heroOf(liveState({ key: 'gone', troubles }, pair), voice, false).level).toBe('unknown');
  const asking = heroOf(liveState({ key: 'asking' }, pair), voice, false);
  expect(asking).toMatchObject({ level: null, picture: null, headline: 'Connecting' });
  const ill = heroOf(liveState({ key: 'asking', troubles }, pair), voice, false);
  expect(ill).toMatchObject({ level: 'unknown', picture: null, headline: 'Magpie has a fault' });
});

test('that messages to closed phones may not arrive is said, and takes nothing from what the open page says', () => {
  const troubles = new Map([['warnings', 1_000]]) as LiveState['troubles'];
  const hero = heroOf(liveState({ troubles }, shelf('a', 'clear', quiet)), voice, false);
  expect(hero.level).toBe('clear');
  expect(hero.lines.join()).toMatch(/closed phones may not arrive/);
});

test('a connection without any pair does not read as "no warning"', () => {
  expect(heroOf(liveState({}), voice, false)).toMatchObject({ level: null, headline: 'Nothing to show yet' });
});

test('a quiet page says that its language was not reviewed', () => {
  const korean = {
    ...voice,
    app: translator(appMessages, 'ko'),
    common: translator(commonMessages, 'ko'),
    language: 'ko',
  } as const;
  const { basis: said } = heroOf(liveState({}, shelf('a', 'clear', quiet)), korean, false);
  expect(said).toContain(commonMessages.texts('ko')['language.unreviewed']);
  const english = heroOf(liveState({}, shelf('a', 'clear', quiet)), voice, false).basis;
  expect(english).not.toContain(commonMessages.texts('en')['language.unreviewed']);
});

describe('H-172: "the monitoring centre has seen this"', () => {
  const LEVEL_SINCE_MS = NOW_MS - 60_000;
  const warned = (): Shelf => {
    const one = shelf('a', 'warning', near(120));
    return one.kind === 'picture' ? { ...one, picture: { ...one.picture, levelSinceMs: LEVEL_SINCE_MS } } : one;
  };
  const lines = (state: 'acknowledged' | 'closed', atMs: number, one = warned()) => {
    const facts = new Map([['a', { incidentId: 'i', pairId: 'a', state, atMs }]]);
    return heroOf(liveState({ facts }, one), voice, false).lines.join(' ');
  };

  test('with its time, while this level lasts', () => {
    expect(lines('acknowledged', NOW_MS - 30_000)).toMatch(/The monitoring centre has seen this at \d\d:\d\d\./);
  });

  test('not of what was before the level rose, not when it was closed, not when there is no warning', () => {
    expect(lines('acknowledged', LEVEL_SINCE_MS - 1)).not.toMatch(/has seen/);
    expect(lines('closed', NOW_MS - 30_000)).not.toMatch(/has seen/);
    expect(lines('acknowledged', NOW_MS, shelf('a', 'clear', quiet))).not.toMatch(/has seen/);
  });
});

test('H-171: turned away, where the course says so', () => {
  const receding: Shown = { ...near(null), trend: 'receding', lastReportAtMs: NOW_MS - 5_000 } as Shown;
  const courses = new Map([['a', { level: 'notice', sinceMs: 0, fellAtMs: NOW_MS - 1_000 } as const]]);
  const said = (known: typeof courses) => heroOf(liveState({}, shelf('a', 'notice', receding)), voice, false, known);
  expect(said(courses).headline).toMatch(/has turned away/);
  expect(said(new Map()).headline).toMatch(/is moving away/);
});
