/** When a screen reader is told the sentence anew: something changed in meaning, not merely in its figures. Pure. */
import type { Hero } from '../hero.ts';

export interface Spoken {
  /** The sentence without its figures, its level, and the edges of a band. */
  readonly key: string;
  /** Distance to a point when it was spoken; null: none. */
  readonly distanceM: number | null;
}

/** Half as far again, or two thirds: that much nearer or farther is news. */
const NEWS_RATIO = 1.5;

export function meaningOf(hero: Pick<Hero, 'level' | 'headline' | 'stale' | 'picture'>): Spoken {
  const wearer = hero.picture?.wearer;
  const edges = wearer?.kind === 'band' ? `${wearer.fromM} ${wearer.toM}` : '';
  const plain = hero.headline.replaceAll(/\d+([.,:]\d+)*/g, '#');
  return {
    key: `${hero.level} ${hero.stale} ${edges} ${plain}`,
    distanceM: wearer?.kind === 'point' ? wearer.distanceM : null,
  };
}

export function isNews(last: Spoken | null, now: Spoken): boolean {
  if (last === null || last.key !== now.key) return true;
  if (last.distanceM === null || now.distanceM === null) return last.distanceM !== now.distanceM;
  const ratio = now.distanceM / Math.max(1, last.distanceM);
  return ratio >= NEWS_RATIO || ratio <= 1 / NEWS_RATIO;
}
