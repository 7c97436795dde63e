import { useMemo } from 'react';
import type { Picture } from '../../src/disclosure/contract.ts';
import { MagpieMap } from '../ui/map/MagpieMap.tsx';
import { fitPoints, pairOfPicture } from '../ui/map/pair-of-picture.ts';
import { useMapWords } from '../ui/map/use-map-words.ts';
import { useLanguage } from '../ui/messages/MessagesProvider.tsx';
import { useTheme } from '../ui/use-theme.ts';
import { useCity } from './use-city.ts';

const INSETS = { topPx: 48, rightPx: 64, bottomPx: 40, leftPx: 40 };

/** Both persons of the most urgent pair, as far as they may be shown. Null: the streets alone. */
export function PairMap({ picture, about, stale, nowMs }: PairMapProps) {
  const city = useCity();
  const words = useMapWords(about);
  const theme = useTheme();
  const { language } = useLanguage();
  const pair = useMemo(
    () =>
      picture === null ? null : pairOfPicture(picture, { label: null, rings: null, emphasis: 'selected', trail: [] }),
    [picture],
  );
  const points = pair === null ? [] : fitPoints(pair);
  return (
    <MagpieMap
      pairs={pair === null ? [] : [pair]}
      theme={theme}
      language={language}
      words={words}
      nowMs={nowMs}
      city={city}
      fit={pair === null || points.length === 0 ? null : { key: pair.pairId, points }}
      insets={INSETS}
      dimmed={stale}
    />
  );
}

interface PairMapProps {
  readonly picture: Picture | null;
  /** Whose phone this is: "You", or the protected person. */
  readonly about: 'protected' | 'other';
  readonly stale: boolean;
  readonly nowMs: () => number;
}
