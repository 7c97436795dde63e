/** Places with people in their order for this person, worked out on the phone from what it was told anyway. */
import { useMemo } from 'react';
import { MINUTE_MS } from '../../../src/core/time.ts';
import type { Picture } from '../../../src/disclosure/contract.ts';
import type { Place } from '../../../src/disclosure/places/contract.ts';
import type { LiveState } from '../../ui/live/live-state.ts';
import type { Language } from '../../ui/messages/catalogue.ts';
import { useLanguage } from '../../ui/messages/MessagesProvider.tsx';
import type { Loaded, PlacesKnown } from '../sos/help-client.ts';
import { isOldPoint, type OwnPointAt } from '../sos/own-point.ts';
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
function wearerSeenIn({ wearer }: Picture, nowMs: number): WearerSeen {
  if (wearer.kind === 'point' && nowMs - wearer.point.fixedAtMs <= WEARER_OLD_MS) {
    return { kind: 'point', at: wearer.point };
  }
  const isYoung = wearer.kind === 'band' && nowMs - (wearer.lastReportAtMs ?? 0) <= WEARER_OLD_MS;
  if (wearer.kind === 'band' && isYoung && wearer.octant !== null) {
    return { kind: 'octant', octant: wearer.octant, fromM: wearer.fromM };
  }
  return { kind: 'unknown' };
}

/** Of every wearer whose nearness is asked about now; where there is none, of all. */
export function wearersSeenIn(pictures: readonly Picture[], nowMs: number): readonly WearerSeen[] {
  const risks = pictures.filter(({ level }) => level !== 'clear' && level !== 'notice');
  return (risks.length > 0 ? risks : pictures).map((picture) => wearerSeenIn(picture, nowMs));
}

/** Older than this nothing is put in order by where the person was. */
const HERE_GONE_MS = 30 * MINUTE_MS;

export interface HereSeen {
  readonly here: { readonly latDeg: number; readonly lonDeg: number } | null;
  /** Null: they may be elsewhere by now, and which side of them the wearer is on is not known. */
  readonly wearers: readonly WearerSeen[] | null;
  /** How old `here` is, where that must be said. */
  readonly oldMs: number | null;
}

/** From where, and with which wearers, places are put in order: an old place of one's own says nothing of sides, and a very old one nothing at all. */
export function seenFrom(own: OwnPointAt | null, pictures: readonly Picture[], nowMs: number): HereSeen {
  const ageMs = own === null ? Number.POSITIVE_INFINITY : nowMs - own.fixedAtMs;
  if (ageMs > HERE_GONE_MS) return { here: null, wearers: null, oldMs: null };
  if (own !== null && isOldPoint(own, nowMs)) return { here: own, wearers: null, oldMs: ageMs };
  return { here: own, wearers: wearersSeenIn(pictures, nowMs), oldMs: null };
}

/** Whether "away from the wearer" may be said: of none is it unknown. */
export function isSideKnown(wearers: readonly WearerSeen[] | null): boolean {
  return wearers !== null && wearers.length > 0 && wearers.every(({ kind }) => kind !== 'unknown');
}

/** What this person is shown now of every pair. */
export function picturesOf(state: Pick<LiveState, 'pairs'>): readonly Picture[] {
  return [...state.pairs.values()].flatMap((shelf) =>
    shelf.kind === 'picture' && !shelf.lapsed ? [shelf.picture] : [],
  );
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
  wearers: readonly WearerSeen[] | null,
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
    () => (here === null ? [] : rankPlaces(here, wearers ?? [], shown).filter(({ distanceM }) => distanceM <= FAR_M)),
    [here, wearers, shown],
  );
}
