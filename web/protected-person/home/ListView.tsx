import { unreachable } from '../../../src/core/assert.ts';
import type { Picture, Shown } from '../../../src/disclosure/contract.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { type HomeKey, homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { Translate } from '../../ui/messages/translate.ts';
import { ageText, spanText } from '../../ui/words/age.ts';
import { precisionText } from '../../ui/words/distance.ts';
import type { Hero } from '../hero.ts';
import { timeOf, type Voice } from '../voice.ts';
import styles from './PairView.module.css';

/** The same in words, one fact a line: for whoever reads rather than looks, and for screen readers. */
export function ListView({ hero, nowMs }: { hero: Hero; nowMs: number }) {
  const app = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const voice: Voice = { app, common, language, nowMs };
  const rows = hero.picture === null ? [] : rowsOf(hero.picture, hero, home, voice);
  return (
    // It scrolls at large type, and a keyboard must be able to.
    <dl className={styles.list} tabIndex={0}>
      {rows.map(([label, text]) => (
        <div key={label}>
          <dt>{home(label)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Row = readonly [HomeKey, string];

function rowsOf(picture: Picture, hero: Hero, home: Translate<HomeKey>, voice: Voice): Row[] {
  const { wearer, protected: own } = picture;
  const rows: Row[] = [];
  if (hero.level !== null) rows.push(['list.level', voice.common(`level.${hero.level}`)]);
  rows.push(...wearerRows(wearer, home, voice));
  rows.push(['list.you', own.kind === 'point' ? measured(own.point, home, voice) : home('list.not-shown')]);
  rows.push(['list.basis', wearer.basis.article]);
  return rows;
}

function wearerRows(wearer: Shown, home: Translate<HomeKey>, voice: Voice): Row[] {
  const { common, nowMs } = voice;
  switch (wearer.kind) {
    case 'nothing':
      return wearer.lastReportAtMs === null ? [] : [['list.wearer', ageText(common, nowMs - wearer.lastReportAtMs)]];
    case 'unknown':
      if (wearer.earliestContactAtMs === null) return [];
      return [['list.earliest', timeOf(voice, wearer.earliestContactAtMs)]];
    case 'band':
    case 'point': {
      const rows: Row[] = [
        ['list.direction', wearer.octant === null ? home('list.not-known') : common(`octant.${wearer.octant}`)],
      ];
      rows.push(['list.trend', common(`trend.${wearer.trend}`)]);
      if (wearer.etaS !== null && wearer.trend === 'approaching') {
        rows.push(['list.eta', home('list.about', { span: spanText(common, wearer.etaS) })]);
      }
      const last = wearer.kind === 'point' ? measured(wearer.point, home, voice) : null;
      const reported = wearer.lastReportAtMs === null ? null : ageText(common, nowMs - wearer.lastReportAtMs);
      rows.push(['list.wearer', last ?? reported ?? home('list.not-known')]);
      return rows;
    }
    default:
      return unreachable(wearer);
  }
}

function measured(point: Extract<Shown, { kind: 'point' }>['point'], home: Translate<HomeKey>, voice: Voice): string {
  const precision = precisionText(voice.common, voice.language, point.radiusM);
  return home('list.measured', { age: ageText(voice.common, voice.nowMs - point.fixedAtMs), precision });
}
