/** What the view in words says, one fact a row. Pure. */
import { unreachable } from '../../../src/core/assert.ts';
import type { Picture, Shown } from '../../../src/disclosure/contract.ts';
import type { HomeKey } from '../../ui/messages/home/catalogue.ts';
import type { Translate } from '../../ui/messages/translate.ts';
import { ageText, spanText } from '../../ui/words/age.ts';
import { precisionText } from '../../ui/words/distance.ts';
import type { Hero } from '../hero.ts';
import { isOldPlace } from '../status.ts';
import { timeOf, type Voice } from '../voice.ts';

export type Row = readonly [HomeKey, string];

export function rowsOf(
  picture: Picture,
  hero: Pick<Hero, 'level' | 'stale'>,
  home: Translate<HomeKey>,
  voice: Voice,
): Row[] {
  const { wearer, protected: own } = picture;
  const rows: Row[] = [];
  if (hero.level !== null) rows.push(['list.level', voice.common(`level.${hero.level}`)]);
  rows.push(...wearerRows(wearer, hero.stale, home, voice));
  rows.push(['list.you', own.kind === 'point' ? measured(own.point, home, voice) : home('list.not-shown')]);
  rows.push(['list.basis', wearer.basis.article]);
  return rows;
}

function wearerRows(wearer: Shown, isStale: boolean, home: Translate<HomeKey>, voice: Voice): Row[] {
  const { common, nowMs } = voice;
  switch (wearer.kind) {
    case 'nothing':
      return wearer.lastReportAtMs === null ? [] : [['list.wearer', ageText(common, nowMs - wearer.lastReportAtMs)]];
    case 'unknown':
      if (wearer.earliestContactAtMs === null) return [];
      return [['list.earliest', timeOf(voice, wearer.earliestContactAtMs)]];
    case 'band':
    case 'point': {
      const rows = isStale || isOldPlace(wearer, nowMs) ? [] : motionRows(wearer, home, voice);
      const last = wearer.kind === 'point' ? measured(wearer.point, home, voice) : null;
      const reported = wearer.lastReportAtMs === null ? null : ageText(common, nowMs - wearer.lastReportAtMs);
      rows.push(['list.wearer', last ?? reported ?? home('list.not-known')]);
      return rows;
    }
    default:
      return unreachable(wearer);
  }
}

/** HAZARD H-170: of an old place, or one that a lost connection left behind, neither a pace nor a direction may be read. */
function motionRows(wearer: Extract<Shown, { kind: 'band' | 'point' }>, home: Translate<HomeKey>, voice: Voice): Row[] {
  const { common } = voice;
  const { octant, trend, etaS } = wearer;
  const rows: Row[] = [
    ['list.direction', octant === null ? home('list.not-known') : common(`octant.${octant}`)],
    ['list.trend', common(`trend.${trend}`)],
  ];
  if (etaS !== null && trend === 'approaching') {
    rows.push(['list.eta', home('list.about', { span: spanText(common, etaS) })]);
  }
  return rows;
}

function measured(point: Extract<Shown, { kind: 'point' }>['point'], home: Translate<HomeKey>, voice: Voice): string {
  const precision = precisionText(voice.common, voice.language, point.radiusM);
  return home('list.measured', { age: ageText(voice.common, voice.nowMs - point.fixedAtMs), precision });
}
