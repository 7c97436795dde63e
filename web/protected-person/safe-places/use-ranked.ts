/** Places with people in their order for this person, worked out on the phone from what it was told anyway. */
import { useMemo } from 'react';
import { MINUTE_MS } from '../../../src/core/time.ts';
import type { Picture } from '../../../src/disclosure/contract.ts';
import type { Place } from '../../../src/disclosure/places/contract.ts';
import type { Language } from '../../ui/messages/catalogue.ts';
import { useLanguage } from '../../ui/messages/MessagesProvider.tsx';
import type { Loaded, PlacesKnown } from '../sos/help-client.ts';
import { type Openness, opennessAt } from './hours.ts';
import { type Ranked, rankPlaces, type WearerSeen } from './rank.ts';

export interface PlaceShown {
  readonly key: string;
  readonly kind: Place['kind'] | 'own';
  readonly name: string;
  readonly at: { readonly latDeg: number; readonly lonDeg: number };
  readonly openness: Openness;
}

/** A position of the wearer older than this no longer says which way to go. */
const WEARER_OLD_MS = 5 * MINUTE_MS;
/** Farther than this nobody walks to. */
const FAR_M = 10_000;

/** What the picture lets this person know of where the wearer is. */
export function wearerSeenIn(picture: Picture | null, nowMs: number): WearerSeen {
  const wearer = picture?.wearer;
  if (wearer?.kind === 'point' && nowMs - wearer.point.fixedAtMs <= WEARER_OLD_MS) {
    return { kind: 'point', at: wearer.point };
  }
  if (wearer?.kind === 'band' && wearer.octant !== null) {
    return { kind: 'octant', octant: wearer.octant, fromM: wearer.fromM };
  }
  return { kind: 'unknown' };
}

export function nameOf(names: Place['names'], language: Language): string {
  return names[language] ?? names.local ?? names.en ?? Object.values(names)[0] ?? '';
}

export function placesShown(known: PlacesKnown, language: Language, nowMs: number): PlaceShown[] {
  const own = known.own.map((place, i) => ({
    ...{ key: `own ${i}`, kind: 'own' as const, name: place.name, at: place, openness: 'unknown' as const },
  }));
  const register = known.places.map((place) => ({
    ...{ key: String(place.number), kind: place.kind, name: nameOf(place.names, language), at: place },
    openness: opennessAt(place.hours, known.timeZone, nowMs),
  }));
  return [...own, ...register];
}

export function useRanked(
  places: Loaded<PlacesKnown>,
  here: { readonly latDeg: number; readonly lonDeg: number } | null,
  wearer: WearerSeen,
  nowMs: number,
): readonly Ranked<PlaceShown>[] {
  const { language } = useLanguage();
  // Once a minute is often enough for opening hours.
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const shown = useMemo(
    () => (places.kind === 'loaded' ? placesShown(places.value, language, minuteMs) : []),
    [places, language, minuteMs],
  );
  return useMemo(
    () => (here === null ? [] : rankPlaces(here, wearer, shown).filter(({ distanceM }) => distanceM <= FAR_M)),
    [here, wearer, shown],
  );
}
