import { Phone } from 'lucide-react';
import { useMemo } from 'react';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { contactsMessages } from '../../ui/messages/contacts/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { placesMessages } from '../../ui/messages/places/catalogue.ts';
import { ageText } from '../../ui/words/age.ts';
import { PlaceRow } from '../safe-places/PlaceRow.tsx';
import places from '../safe-places/SafePlaces.module.css';
import { isSideKnown, picturesOf, seenFrom, useRanked } from '../safe-places/use-ranked.ts';
import { SharingOffer } from '../sharing/SharingOffer.tsx';
import { useHelp, useOwnPlaceNow } from '../sos/HelpProvider.tsx';
import { telLink } from '../sos/sms.ts';
import styles from './WhatToDo.module.css';
import type { WhatToDoProps } from './WhatToDo.tsx';

const SHOWN = 3;
/** Ages are looked at anew so often. */
const BEAT_MS = 15_000;

/** In a warning: where other people are, whom to call, and sharing one's place. Nothing of it at levels that ask for nothing. */
export function WhatToDoBody({ level }: WhatToDoProps) {
  const t = useMessages(contactsMessages);
  const words = useMessages(placesMessages);
  const common = useMessages(commonMessages);
  const nowMs = useServerNowMs(5_000);
  const help = useHelp();
  const own = useOwnPlaceNow();
  const { state } = useLive();
  const beatMs = Math.floor(nowMs / BEAT_MS) * BEAT_MS;
  const { here, wearers, oldMs } = useMemo(() => seenFrom(own, picturesOf(state), beatMs), [own, state, beatMs]);
  const ranked = useRanked(help.places, here, wearers, nowMs);
  if (level === 'clear' || level === 'notice') return null;
  const loaded = help.help.kind === 'loaded' ? help.help.value : null;
  // The emergency number stands in the dock below.
  const calls = [
    ...(loaded?.centre?.phone == null
      ? []
      : [{ key: 'centre', text: t('call.centre', { label: loaded.centre.label }), phone: loaded.centre.phone }]),
    ...(loaded?.contacts ?? []).map(({ name, phone }, i) => ({
      ...{ key: `contact ${i}`, text: t('call.contact', { name }), phone },
    })),
  ];
  return (
    <section className={styles.block}>
      <h3>{t('do.title')}</h3>
      {ranked.length > 0 && (
        <div className={styles.part}>
          <h4>{words('title')}</h4>
          <p className={places.note}>{words(isSideKnown(wearers) ? 'order.away' : 'order.near')}</p>
          {oldMs !== null && <p className={places.note}>{words('here.old', { age: ageText(common, oldMs) })}</p>}
          <ul className={places.list}>
            {ranked.slice(0, SHOWN).map((one) => (
              <PlaceRow key={one.place.key} ranked={one} />
            ))}
          </ul>
          <p className={places.note}>{words('line')}</p>
        </div>
      )}
      <SharingOffer />
      {calls.length > 0 && (
        <ul className={styles.calls}>
          {calls.map(({ key, text, phone }) => (
            <li key={key}>
              <a className={styles.call} href={telLink(phone)}>
                <Phone size={20} aria-hidden="true" />
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
