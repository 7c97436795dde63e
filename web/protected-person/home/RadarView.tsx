import { Compass } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { MagpieRadar } from '../../ui/map/MagpieRadar.tsx';
import type { MapPair, MapTheme, MapWords } from '../../ui/map/types.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import styles from './PairView.module.css';
import { type HeadingState, useHeading } from './use-heading.ts';

/** Distance and direction without a map, turned with the phone where it has a compass; else north is up, and it says so. */
export function RadarView({ pair, theme, words, nowMs }: RadarViewProps) {
  const t = useMessages(homeMessages);
  const { heading, ask } = useHeading();
  return (
    <div className={styles.radar}>
      <MagpieRadar
        pair={pair}
        theme={theme}
        words={words}
        nowMs={nowMs}
        headingDeg={heading.kind === 'on' ? heading.headingDeg : 0}
      />
      <p className={styles.compass}>
        {heading.kind === 'ask' ? (
          <Button className={cx(styles.turn)} onPress={ask}>
            <Compass size={18} aria-hidden="true" />
            {t('radar.turn')}
          </Button>
        ) : (
          t(WORDS[heading.kind])
        )}
      </p>
    </div>
  );
}

const WORDS = {
  starting: 'radar.north',
  none: 'radar.north',
  refused: 'radar.refused',
  on: 'radar.compass',
} as const satisfies Record<Exclude<HeadingState['kind'], 'ask'>, string>;

interface RadarViewProps {
  readonly pair: MapPair | null;
  readonly theme: MapTheme;
  readonly words: MapWords;
  readonly nowMs: () => number;
}
