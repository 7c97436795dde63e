import { List, Map as MapIcon, Radar } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ErrorBoundary } from '../../ui/parts/ErrorBoundary.tsx';
import { ViewMark } from '../../ui/parts/ViewMark.tsx';
import { deviceStorage } from '../../ui/storage.ts';
import type { Hero } from '../hero.ts';
import type { DrawnProps } from './Drawn.tsx';
import { ListView } from './ListView.tsx';
import styles from './PairView.module.css';

const VIEWS = ['map', 'radar', 'list'] as const;
type View = (typeof VIEWS)[number];
const ICONS = { map: MapIcon, radar: Radar, list: List } as const;
const KEY = 'pair-view';

const Drawn = lazy(async (): Promise<{ default: ComponentType<DrawnProps> }> => {
  try {
    return { default: (await import('./Drawn.tsx')).Drawn };
  } catch (error) {
    console.warn('the map could not be loaded:', error instanceof Error ? error.name : '');
    return { default: InWords };
  }
});

function InWords({ hero, now }: PairViewProps) {
  return <ListView hero={hero} nowMs={now()} />;
}

/** The most urgent pair, as far as it may be shown: on a map, as a radar, or in words. The choice is kept on the device. */
export function PairView({ hero, about, mark, now }: PairViewProps) {
  const t = useMessages(homeMessages);
  const [view, setView] = useState<View>(storedView);
  const choose = (chosen: View) => {
    deviceStorage()?.setItem(KEY, chosen);
    setView(chosen);
  };
  const words = <InWords {...{ hero, about, mark, now }} />;
  const isPlace = hero.picture?.wearer.kind === 'point';
  return (
    <section className={styles.view} aria-label={t('view.label')}>
      <ErrorBoundary instead={words}>
        <Suspense fallback={words}>
          {view === 'list' ? words : <Drawn {...{ view, hero, about, mark, now }} />}
        </Suspense>
      </ErrorBoundary>
      {isPlace && <ViewMark code={mark} nowMs={now()} />}
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

export interface PairViewProps {
  readonly hero: Hero;
  /** Whose phone this is: "You", or the protected person. */
  readonly about: 'protected' | 'other';
  /** What stands over the wearer's place; null: no mark is known, as in the practice. */
  readonly mark: string | null;
  /** Server time. */
  readonly now: () => number;
}
