import { useMemo } from 'react';
import { MagpieMap } from '../../ui/map/MagpieMap.tsx';
import { fitPoints, pairOfPicture } from '../../ui/map/pair-of-picture.ts';
import { useCity } from '../../ui/map/use-city.ts';
import { useMapWords } from '../../ui/map/use-map-words.ts';
import { useLanguage } from '../../ui/messages/MessagesProvider.tsx';
import { useTheme } from '../../ui/use-theme.ts';
import type { PairViewProps } from './PairView.tsx';
import { RadarView } from './RadarView.tsx';
import { useTrail } from './use-trail.ts';

const INSETS = { topPx: 64, rightPx: 64, bottomPx: 40, leftPx: 40 };

export interface DrawnProps extends PairViewProps {
  readonly view: 'map' | 'radar';
}

/** The pair on the map or the radar. Loaded after the first sight: until then, and should it never come, the page says it in words. */
export function Drawn({ view, hero, about, now }: DrawnProps) {
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
