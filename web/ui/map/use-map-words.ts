import { useMemo } from 'react';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { mapMessages } from '../messages/map/catalogue.ts';
import { ageText } from '../words/age.ts';
import { distanceText } from '../words/distance.ts';
import { octantOfBearing } from './pair-of-picture.ts';
import type { MapFix, MapPair, MapWords } from './types.ts';

/** A radius is rounded up to 5 m (50 m from 200 m on): never more exact than it was. */
export function roundRadiusM(metres: number): number {
  const step = metres < 200 ? 5 : 50;
  return Math.max(step, Math.ceil(metres / step) * step);
}

/**
 * The map's words in the reader's language. `viewer` decides how the protected person is called: "You" on their own page.
 */
export function useMapWords(viewer: 'protected' | 'other'): MapWords {
  const common = useMessages(commonMessages);
  const t = useMessages(mapMessages);
  const { language } = useLanguage();
  return useMemo(() => {
    const length = (metres: number) => distanceText(common, language, metres);
    const exact = (metres: number) =>
      metres < 1_000 ? common('distance.metres', { metres: Math.round(metres) }) : length(metres);
    const measured = (fix: MapFix, nowMs: number) => ({
      age: ageText(common, nowMs - fix.fixedAtMs),
      radius: common('distance.metres', { metres: roundRadiusM(fix.radiusM) }),
    });
    const describeWearer = (pair: MapPair, nowMs: number): string => {
      const { wearer } = pair;
      if (wearer.kind === 'none') return t('describe.none');
      if (wearer.kind === 'unknown') return t('describe.unknown');
      if (wearer.kind === 'band') {
        const values = { from: exact(wearer.fromM), to: exact(wearer.toM) };
        if (wearer.bearingDeg === null) return t('describe.band', values);
        return t('describe.band.side', { ...values, octant: common(`octant.${octantOfBearing(wearer.bearingDeg)}`) });
      }
      const values = measured(wearer.fix, nowMs);
      const place =
        pair.distanceM === null
          ? t('describe.point', values)
          : t('describe.point.distance', { ...values, distance: length(pair.distanceM) });
      if (wearer.fix.courseDeg === null) return place;
      return `${place} ${t('describe.course', { octant: common(`octant.${octantOfBearing(wearer.fix.courseDeg)}`) })}`;
    };
    return {
      mapLabel: t('label'),
      north: t('north'),
      follow: t('follow'),
      zoomIn: t('zoom-in'),
      zoomOut: t('zoom-out'),
      noWebGl: t('no-webgl'),
      noPosition: t('describe.none'),
      protectedPerson: viewer === 'protected' ? t('you') : t('protected-person'),
      wearer: t('wearer'),
      age: (ms) => ageText(common, ms),
      distance: (metres) => t('about', { distance: length(metres) }),
      length: exact,
      describe: (pair, nowMs) => {
        const head =
          pair.label === null ? '' : t('describe.case', { label: pair.label, level: common(`level.${pair.level}`) });
        const them =
          pair.protected.kind === 'point'
            ? t('describe.protected', measured(pair.protected.fix, nowMs))
            : t('describe.protected.none');
        return [head, describeWearer(pair, nowMs), them].filter((part) => part !== '').join(' ');
      },
    };
  }, [common, t, language, viewer]);
}
