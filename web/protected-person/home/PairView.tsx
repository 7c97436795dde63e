import { List, Map as MapIcon, Radar } from 'lucide-react';
import { useMemo, useState } from 'react';
import { MagpieMap } from '../../ui/map/MagpieMap.tsx';
import { fitPoints, pairOfPicture } from '../../ui/map/pair-of-picture.ts';
import { useMapWords } from '../../ui/map/use-map-words.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { deviceStorage } from '../../ui/storage.ts';
import { useTheme } from '../../ui/use-theme.ts';
import type { Hero } from '../hero.ts';
import { useCity } from '../use-city.ts';
import { ListView } from './ListView.tsx';
import styles from './PairView.module.css';
import { RadarView } from './RadarView.tsx';
import { useTrail } from './use-trail.ts';

const VIEWS = ['map', 'radar', 'list'] as const;
type View = (typeof VIEWS)[number];
const ICONS = { map: MapIcon, radar: Radar, list: List } as const;
const KEY = 'pair-view';
const INSETS = { topPx: 64, rightPx: 64, bottomPx: 40, leftPx: 40 };

/** The most urgent pair, as far as it may be shown: on a map, as a radar, or in words. The choice is kept on the device. */
export function PairView({ hero, about, now }: PairViewProps) {
  const t = useMessages(homeMessages);
  const [view, setView] = useState<View>(storedView);
  const choose = (chosen: View) => {
    deviceStorage()?.setItem(KEY, chosen);
    setView(chosen);
  };
  return (
    <section className={styles.view} aria-label={t('view.label')}>
      {view === 'list' ? <ListView hero={hero} nowMs={now()} /> : <Drawn {...{ view, hero, about, now }} />}
      <fieldset className={styles.switch}>
        <legend className="visually-hidden">{t('view.label')}</legend>
        {VIEWS.map((one) => {
          const Icon = ICONS[one];
          return (
            <button
              key={one}
              type="button"
              className={styles.choice}
              aria-pressed={view === one}
              aria-label={t(`view.${one}`)}
              onClick={() => choose(one)}
            >
              <Icon size={20} aria-hidden="true" />
            </button>
          );
        })}
      </fieldset>
    </section>
  );
}

function storedView(): View {
  const kept = deviceStorage()?.getItem(KEY);
  return VIEWS.find((view) => view === kept) ?? 'map';
}

function Drawn({ view, hero, about, now }: PairViewProps & { readonly view: 'map' | 'radar' }) {
  const { picture, stale } = hero;
  const city = useCity();
  const words = useMapWords(about);
  const theme = useTheme();
  const { language } = useLanguage();
  const trail = useTrail(picture);
  const pair = useMemo(
    () => (picture === null ? null : pairOfPicture(picture, { label: null, rings: null, emphasis: 'selected', trail })),
    [picture, trail],
  );
  if (view === 'radar') return <RadarView pair={pair} theme={theme} words={words} nowMs={now} />;
  const points = pair === null ? [] : fitPoints(pair);
  return (
    <MagpieMap
      pairs={pair === null ? [] : [pair]}
      theme={theme}
      language={language}
      words={words}
      nowMs={now}
      city={city}
      fit={pair === null || points.length === 0 ? null : { key: pair.pairId, points }}
      insets={INSETS}
      dimmed={stale}
    />
  );
}

interface PairViewProps {
  readonly hero: Hero;
  /** Whose phone this is: "You", or the protected person. */
  readonly about: 'protected' | 'other';
  /** Server time. */
  readonly now: () => number;
}
