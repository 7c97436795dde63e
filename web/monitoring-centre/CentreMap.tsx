/** All pairs that this officer may see, on one map. What needs nobody recedes; the chosen case is in view until a hand moves it. */
import { useMemo, useRef } from 'react';
import type { CityGeoJson } from '../../src/drills/city/contract.ts';
import type { IncidentEventJson, IncidentJson } from '../../src/incidents/contract.ts';
import type { LiveState } from '../ui/live/live-state.ts';
import { MagpieMap } from '../ui/map/MagpieMap.tsx';
import { fitPoints, pairOfPicture } from '../ui/map/pair-of-picture.ts';
import type { MapFit, MapPair, MapRings } from '../ui/map/types.ts';
import { useMapWords } from '../ui/map/use-map-words.ts';
import { useLanguage } from '../ui/messages/MessagesProvider.tsx';
import { ViewMark } from '../ui/parts/ViewMark.tsx';
import css from './CentreMap.module.css';
import { MapNote } from './MapNote.tsx';
import { ringsOf } from './rings-of.ts';
import { extendTrails, type Trails } from './trails.ts';
import { useServerClock } from './use-live-snapshot.ts';
import type { Words } from './words.ts';

interface CentreMapProps {
  readonly words: Words;
  readonly live: LiveState;
  readonly open: readonly IncidentJson[];
  readonly selected: IncidentJson | null;
  /** Of the chosen case; empty until it was read. */
  readonly events: readonly IncidentEventJson[];
  readonly city: CityGeoJson | null;
  readonly onSelectPair: (pairId: string) => void;
}

export function CentreMap({ words: centreWords, live, open, selected, events, city, onSelectPair }: CentreMapProps) {
  const words = useMapWords('other');
  const clock = useServerClock();
  const { language } = useLanguage();
  const trails = useTrails(live);
  const rings = useMemo(() => ringsOf(events), [events]);
  const pairs = useMemo(() => pairsOf(live, open, selected, rings, trails), [live, open, selected, rings, trails]);
  return (
    <div className={css.frame}>
      <MagpieMap
        pairs={pairs}
        theme="dark"
        language={language}
        words={words}
        nowMs={clock}
        city={city}
        fit={fitOf(pairs, selected)}
        dimmed={live.connection.kind !== 'live'}
        onSelectPair={onSelectPair}
      />
      {hasPlace(live) && <ViewMark code={live.mark} nowMs={clock()} />}
      <MapNote
        words={centreWords}
        selected={selected}
        shelf={selected?.pairId == null ? null : (live.pairs.get(selected.pairId) ?? null)}
      />
    </div>
  );
}

function hasPlace(live: LiveState): boolean {
  return [...live.pairs.values()].some(
    (shelf) =>
      shelf.kind === 'picture' && (shelf.picture.wearer.kind === 'point' || shelf.picture.protected.kind === 'point'),
  );
}

function useTrails(live: LiveState): Trails {
  const trails = useRef<Trails>(new Map());
  return useMemo(() => {
    trails.current = extendTrails(trails.current, live.pairs);
    return trails.current;
  }, [live.pairs]);
}

function pairsOf(
  live: LiveState,
  open: readonly IncidentJson[],
  selected: IncidentJson | null,
  rings: MapRings | null,
  trails: Trails,
): readonly MapPair[] {
  const concerned = new Set(open.map((incident) => incident.pairId));
  const pairs: MapPair[] = [];
  for (const shelf of live.pairs.values()) {
    if (shelf.kind !== 'picture' || shelf.lapsed) continue;
    const { picture } = shelf;
    const standsOut = picture.level !== 'clear' || concerned.has(picture.pairId);
    const emphasis = picture.pairId === selected?.pairId ? 'selected' : standsOut ? 'normal' : 'receding';
    const trail = trails.get(picture.pairId) ?? [];
    const extras = { label: picture.label, rings: emphasis === 'selected' ? rings : null, emphasis, trail } as const;
    pairs.push(pairOfPicture(picture, extras));
  }
  return pairs;
}

function fitOf(pairs: readonly MapPair[], selected: IncidentJson | null): MapFit | null {
  const pair = pairs.find((one) => one.emphasis === 'selected');
  if (pair === undefined || selected === null) return null;
  const points = fitPoints(pair);
  return points.length === 0 ? null : { key: selected.incidentId, points };
}
