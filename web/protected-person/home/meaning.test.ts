import { expect, test } from 'vitest';
import type { Picture } from '../../../src/disclosure/contract.ts';
import { isNews, meaningOf } from './meaning.ts';

function hero(headline: string, distanceM: number | null = null) {
  const wearer = distanceM === null ? null : { kind: 'point', distanceM };
  const picture = wearer === null ? null : ({ wearer } as unknown as Picture);
  return { level: 'warning', headline, stale: false, picture } as const;
}

test('figures that only count on are no news; a level, a direction, a movement is', () => {
  const said = meaningOf(hero('The wearer is coming closer, about 400 m from you', 400));
  expect(isNews(null, said)).toBe(true);
  expect(isNews(said, meaningOf(hero('The wearer is coming closer, about 350 m from you', 350)))).toBe(false);
  expect(isNews(said, meaningOf(hero('The wearer is moving away, about 400 m from you', 400)))).toBe(true);
  expect(isNews(said, { ...meaningOf(hero('The wearer is coming closer, about 400 m from you', 400)), key: 'x' })).toBe(
    true,
  );
});

test('half as far again, or two thirds, is news', () => {
  const said = meaningOf(hero('about 400 m', 400));
  expect(isNews(said, meaningOf(hero('about 250 m', 250)))).toBe(true);
  expect(isNews(said, meaningOf(hero('about 600 m', 600)))).toBe(true);
  expect(isNews(said, meaningOf(hero('about 500 m', 500)))).toBe(false);
});
