import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { STALE_MS_MIN } from '../../ui/map/freshness.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { placesMessages } from '../../ui/messages/places/catalogue.ts';
import { urgencyOf } from '../../ui/parts/level.ts';
import { ageText } from '../../ui/words/age.ts';
import { useHelp, useOwnPlaceNow } from '../sos/HelpProvider.tsx';
import { geoUri } from '../sos/sms.ts';
import { OwnPlaces } from './OwnPlaces.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import styles from './SafePlaces.module.css';
import { useHere } from './use-here.ts';
import { useRanked, wearerSeenIn } from './use-ranked.ts';

const SHOWN = 8;

/** Places with people near this person, those away from the wearer first; and those of their own. */
export function SafePlacesScreen() {
  const number = useEmergencyNumber();
  const t = useMessages(placesMessages);
  const common = useMessages(commonMessages);
  const { state } = useLive();
  const nowMs = useServerNowMs(5_000);
  const { places } = useHelp();
  const own = useOwnPlaceNow();
  const { found, find } = useHere();
  const [most, setMost] = useState(SHOWN);
  const [asked, setAsked] = useState<string | null>(null);
  const pictures = [...state.pairs.values()].flatMap((shelf) =>
    shelf.kind === 'picture' && !shelf.lapsed ? [shelf.picture] : [],
  );
  const top = pictures.sort((a, b) => urgencyOf(b.level) - urgencyOf(a.level))[0] ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is a new one when what it says changes
  const wearer = useMemo(() => wearerSeenIn(top, nowMs), [top]);
  const here = found.kind === 'found' ? found.here : own;
  const ranked = useRanked(places, here, wearer, nowMs);
  const isOld = found.kind !== 'found' && own !== null && nowMs - own.fixedAtMs > STALE_MS_MIN;
  return (
    <div className={styles.sections}>
      <p className={styles.note}>{t('line')}</p>
      {places.kind === 'loading' && <p role="status">{t('loading')}</p>}
      {places.kind === 'failed' && <p role="alert">{t('failed')}</p>}
      {here === null && (
        <section className={styles.form}>
          <p role="status">{t(found.kind === 'refused' ? 'here.refused' : 'here.none')}</p>
          <Button className={cx(styles.button)} isDisabled={found.kind === 'asking'} onPress={find}>
            {t('here.find')}
          </Button>
          <p className={styles.note}>{t('here.find.line')}</p>
        </section>
      )}
      {here !== null && places.kind === 'loaded' && ranked.length === 0 && (
        <p role="status">{t('empty', { number })}</p>
      )}
      {ranked.length > 0 && (
        <section className={styles.form}>
          <p role="status">{t(wearer.kind === 'unknown' ? 'order.near' : 'order.away')}</p>
          {isOld && <p className={styles.note}>{t('here.old', { age: ageText(common, nowMs - own.fixedAtMs) })}</p>}
          <ul className={styles.list}>
            {ranked.slice(0, most).map((one) => (
              <PlaceRow key={one.place.key} ranked={one}>
                {asked === one.place.key ? (
                  <>
                    <span className={styles.note}>{t('open-map.line')}</span>
                    <Button
                      className={cx(styles.button)}
                      onPress={() => {
                        window.location.href = geoUri({ ...one.place.at, radiusM: 1 });
                      }}
                    >
                      {t('open-map')}
                    </Button>
                  </>
                ) : (
                  <Button className={cx(styles.link)} onPress={() => setAsked(one.place.key)}>
                    {t('open-map')}
                  </Button>
                )}
              </PlaceRow>
            ))}
          </ul>
          {ranked.length > most && (
            <Button className={cx(styles.button)} onPress={() => setMost(most + SHOWN)}>
              {t('more')}
            </Button>
          )}
        </section>
      )}
      <OwnPlaces here={here} />
    </div>
  );
}
