import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { placesMessages } from '../../ui/messages/places/catalogue.ts';
import { ageText } from '../../ui/words/age.ts';
import { useHelp, useOwnPlaceNow } from '../sos/HelpProvider.tsx';
import { geoUri } from '../sos/sms.ts';
import { OwnPlaces } from './OwnPlaces.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import styles from './SafePlaces.module.css';
import { useHere } from './use-here.ts';
import { isSideKnown, picturesOf, seenFrom, useRanked } from './use-ranked.ts';

const SHOWN = 8;
/** Ages are looked at anew so often. */
const BEAT_MS = 15_000;

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
  const beatMs = Math.floor(nowMs / BEAT_MS) * BEAT_MS;
  const offsetMs = state.offsetMs ?? 0;
  const { here, wearers, oldMs } = useMemo(() => {
    const asked = found.kind === 'found' ? { ...found.here, radiusM: 0, fixedAtMs: found.here.atMs + offsetMs } : null;
    const newest = asked === null || (own !== null && own.fixedAtMs > asked.fixedAtMs) ? own : asked;
    return seenFrom(newest, picturesOf(state), beatMs);
  }, [found, own, state, offsetMs, beatMs]);
  const ranked = useRanked(places, here, wearers, nowMs);
  return (
    <div className={styles.sections}>
      <p className={styles.note}>{t('line')}</p>
      {places.kind === 'loading' && <p role="status">{t('loading')}</p>}
      {places.kind === 'failed' && <p role="alert">{t('failed')}</p>}
      {(here === null || oldMs !== null) && (
        <section className={styles.form}>
          {(here === null || found.kind === 'refused') && (
            <p role="status">{t(found.kind === 'refused' ? 'here.refused' : 'here.none')}</p>
          )}
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
          <p role="status">{t(isSideKnown(wearers) ? 'order.away' : 'order.near')}</p>
          {oldMs !== null && <p className={styles.note}>{t('here.old', { age: ageText(common, oldMs) })}</p>}
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
      {/* A place that is old is not where the person is now, and is not kept as if it were. */}
      <OwnPlaces here={oldMs === null ? here : null} />
    </div>
  );
}
