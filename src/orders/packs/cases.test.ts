/** The corpora as data, and what of them the calendar alone decides; the state machine runs the others. */
import { describe, expect, test } from 'vitest';
import { dateText } from '../../core/local-time.ts';
import { periodEnd } from './calendar.ts';
import { caseEndMs, caseTimeMs, loadCases, periodOf } from './cases.ts';
import { loadPacks } from './read.ts';

const packs = loadPacks();
/** So many at least. */
const LEAST: Readonly<Record<string, number>> = { kr: 60, jp: 10, my: 10, example: 10 };

describe.each([...packs.jurisdictions()])('%s', (jurisdiction) => {
  const { process, period } = loadCases(jurisdiction);
  const all = [...process, ...period];
  const timeZone = packs.timeZoneOf(jurisdiction)!;

  test('has enough cases, each known by its id, told, and decided by an article of a law of the pack', () => {
    expect(all.length).toBeGreaterThanOrEqual(LEAST[jurisdiction]!);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ story }) => story)).size).toBe(all.length);
    const laws = new Set(
      packs
        .all()
        .filter((pack) => pack.jurisdiction === jurisdiction)
        .flatMap((pack) => pack.laws)
        .map(({ abbreviation }) => abbreviation),
    );
    for (const { id, article } of all) {
      for (const part of article.split('; ')) expect([id, laws.has(part.split(' ')[0]!)]).toEqual([id, true]);
    }
  });

  test('acts follow one another, and the last of them says what is expected', () => {
    for (const { id, acts } of process) {
      const times = acts.map(({ at }) => caseTimeMs(at, timeZone));
      expect([id, acts.at(-1)!.expect !== undefined]).toEqual([id, true]);
      // One may be dated wrongly: that is what its case is about.
      const back = times.filter((atMs, i) => i > 0 && atMs < times[i - 1]!).length;
      expect([
        id,
        back === 0 ||
          acts.some((act) => act.expect !== undefined && 'refused' in act.expect && act.expect.refused === 'not-then'),
      ]).toEqual([id, true]);
    }
  });

  if (period.length > 0) {
    test.each(period.map((one) => [one.id, one] as const))('%s', (_, one) => {
      const pack = packs.current(jurisdiction, caseTimeMs(one.packAt ?? one.from, timeZone))!;
      const end = periodEnd(caseTimeMs(one.from, timeZone), periodOf(pack, one.period), pack);
      const { lastDay, end: endText, holidaysKnown } = one.expect;
      if (lastDay !== undefined) {
        expect([one.story, dateText(end.lastDay)]).toEqual([one.story, lastDay]);
        expect(end.endMs).toBe(caseEndMs(lastDay, timeZone));
      }
      if (endText !== undefined) expect(end.endMs).toBe(caseTimeMs(endText, timeZone));
      expect(lastDay ?? endText).toBeDefined();
      if (holidaysKnown !== undefined) expect(end.holidaysKnown).toBe(holidaysKnown);
      expect(
        periodOf(pack, one.period)
          .article.split('; ')
          .some((part) => one.article.includes(part)),
      ).toBe(true);
    });
  }
});
