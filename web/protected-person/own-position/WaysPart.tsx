import { Check } from 'lucide-react';
import { useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ownMessages } from '../../ui/messages/own/catalogue.ts';
import { ageText, timeText } from '../../ui/words/age.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { useWakeLock } from '../use-wake-lock.ts';
import { platformOf } from '../warnings/push.ts';
import styles from './OwnPosition.module.css';
import { appLastMs, isAppAlive } from './position-notice.ts';
import { useOwnPosition } from './use-own-position.ts';

/** This page as a way to report: allowed, waiting, or what to do so that it can. */
export function PagePart() {
  const t = useMessages(ownMessages);
  const { state, store } = useOwnPosition();
  const [isLit, setLit] = useState(false);
  useWakeLock(isLit);
  const { known, place, permission } = state;
  if (known?.sharing.kind !== 'shared') return null;
  const platform = platformOf(navigator);
  const isDenied = place.kind === 'denied' || permission === 'denied';
  return (
    <section className={styles.stack}>
      <h2>{t('page.title')}</h2>
      {isDenied ? (
        <>
          <p role="alert">{t('page.denied')}</p>
          {platform !== 'ios' && <p>{t('page.denied.android')}</p>}
          {platform !== 'android' && <p>{t('page.denied.iphone')}</p>}
        </>
      ) : (
        <p role="status">{t(PLACE[place.kind])}</p>
      )}
      {place.kind === 'off' && !isDenied && (
        <>
          <Button className={cx(styles.strong)} onPress={() => store.allowPage()}>
            {t('page.allow')}
          </Button>
          <p>{t('page.allow.more')}</p>
        </>
      )}
      {place.kind === 'reporting' && place.queued > 1 && <p>{t('page.queue', { count: place.queued })}</p>}
      {(place.kind === 'reporting' || place.kind === 'asking') && (
        <Checkbox className={cx(styles.check)} isSelected={isLit} onChange={setLit}>
          <span className={styles.box}>{isLit && <Check size={18} aria-hidden="true" />}</span>
          {t('page.lit')}
        </Checkbox>
      )}
      <p>{t('page.closed')}</p>
    </section>
  );
}

const PLACE = {
  off: 'page.off',
  asking: 'page.asking',
  reporting: 'page.on',
  denied: 'page.denied',
  unavailable: 'page.unavailable',
  unsupported: 'page.unsupported',
} as const;

/** An app on a phone, which reports while the page is closed. */
export function AppPart({ nowMs }: { nowMs: number }) {
  const t = useMessages(ownMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const { state, store } = useOwnPosition();
  const [hasFailed, setFailed] = useState(false);
  const { known } = state;
  if (known?.sharing.kind !== 'shared') return null;
  const apps = known.sources.filter(({ kind }) => kind === 'app');
  const lastMs = appLastMs(known);
  const end = async (deviceId: string) => {
    const acted = await store.act(`/api/me/devices/${deviceId}`, { method: 'DELETE' });
    setFailed(acted.kind !== 'done');
  };
  return (
    <section className={styles.stack}>
      <h2>{t('app.title')}</h2>
      {apps.length > 0 && lastMs === null && <p>{t('app.waits')}</p>}
      {lastMs !== null && isAppAlive(known, nowMs) && (
        <p>{t('app.reported', { age: ageText(common, nowMs - lastMs) })}</p>
      )}
      {lastMs !== null && !isAppAlive(known, nowMs) && (
        <p role="alert">{t('app.silent', { time: timeText(language, lastMs, nowMs) })}</p>
      )}
      <Button className={cx(apps.length > 0 ? styles.button : styles.strong)} onPress={() => open('phone-set-up')}>
        {t(apps.length > 0 ? 'app.new' : 'app.set-up')}
      </Button>
      {apps.map(({ deviceId }) => (
        <div key={deviceId} className={styles.stack}>
          <Button className={cx(styles.plain)} onPress={() => void end(deviceId)}>
            {t('app.end')}
          </Button>
          <p>{t('app.end.more')}</p>
        </div>
      ))}
      {hasFailed && (
        <p role="alert" className={styles.failed}>
          {t('failed.act')}
        </p>
      )}
    </section>
  );
}
