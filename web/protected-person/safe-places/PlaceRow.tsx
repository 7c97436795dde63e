import { Building2, Cross, Flame, House, Landmark, Shield, Store, TrainFront, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { placesMessages } from '../../ui/messages/places/catalogue.ts';
import { spanText } from '../../ui/words/age.ts';
import { distanceText } from '../../ui/words/distance.ts';
import type { Ranked } from './rank.ts';
import styles from './SafePlaces.module.css';
import type { PlaceShown } from './use-ranked.ts';

const ICONS = {
  police: Shield,
  hospital: Cross,
  shelter: House,
  'fire-station': Flame,
  shop: Store,
  station: TrainFront,
  other: Landmark,
  own: UserRound,
} as const;

/** One place: what it is, how far about, on which side, and whether anybody is there now as far as that is known. */
export function PlaceRow({ ranked, children }: { ranked: Ranked<PlaceShown>; children?: ReactNode }) {
  const t = useMessages(placesMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const { place, side } = ranked;
  const Icon = ICONS[place.kind] ?? Building2;
  const openness = place.kind === 'own' ? null : place.openness;
  const facts = [
    t('about', {
      distance: distanceText(common, language, ranked.distanceM),
      octant: common(`octant.${ranked.octant}`),
    }),
    t('walk', { span: ranked.walkS < 55 ? spanText(common, 60) : spanText(common, ranked.walkS) }),
  ];
  return (
    <li className={styles.place} data-side={side}>
      <span className={styles.icon}>
        <Icon size={24} aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <strong>{place.name}</strong>
        <span className={styles.kind}>
          {t(`kind.${place.kind}`)}
          {openness !== null && ` · ${t(openness === 'unknown' ? 'may-be-closed' : openness)}`}
        </span>
        <span>{facts.join(' · ')}</span>
        {side !== 'unknown' && <span className={styles.side}>{t(`side.${side}`)}</span>}
        {children}
      </div>
    </li>
  );
}
