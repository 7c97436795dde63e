import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import { timeText } from '../../ui/words/age.ts';
import { useLock } from '../lock/LockProvider.tsx';
import styles from '../SosNote.module.css';
import { useHelp, useOwnPlaceNow } from './HelpProvider.tsx';
import { isOldPoint } from './own-point.ts';
import { coordinates, geoUri, smsLink } from './sms.ts';

/** A prepared text message: to the police, or to whom the person trusts. They send it; the server never sees it. */
export function SmsOffer() {
  const number = useEmergencyNumber();
  const t = useMessages(sosMessages);
  const { language } = useLanguage();
  const { state } = useLive();
  const { help } = useHelp();
  const own = useOwnPlaceNow();
  const { lock } = useLock();
  const nowMs = useServerNowMs(5_000);
  const said =
    own === null
      ? t('sms.text.no-place')
      : t(isOldPoint(own, nowMs) ? 'sms.text.was' : 'sms.text', {
          coordinates: coordinates(own),
          radius: Math.ceil(own.radiusM),
          time: timeText(language, own.fixedAtMs, nowMs),
          geo: geoUri(own),
        });
  const text = state.exercise ? `${t('sms.exercise')} ${said}` : said;
  // Locked, nobody's name is on the screen.
  const isOpen = lock.kind === 'none' || lock.kind === 'open';
  const contacts = isOpen && help.kind === 'loaded' ? help.value.contacts : [];
  const targets = [{ name: number, phone: number }, ...contacts.slice(0, 2)];
  // Made when pressed: the link, which holds a place, stands nowhere in the page.
  const open = (phone: string) => {
    const link = smsLink(phone, text);
    if (link !== null) window.location.href = link;
  };
  return (
    <>
      <div className={styles.row}>
        {targets.map(({ name, phone }) => (
          <Button key={`${name} ${phone}`} className={cx(styles.button)} onPress={() => open(phone)}>
            {t('sms', { who: name })}
          </Button>
        ))}
      </div>
      <p className={styles.small}>
        {t(own === null ? 'sms.line.no-place' : isOldPoint(own, nowMs) ? 'sms.line.was' : 'sms.line')}
      </p>
    </>
  );
}
