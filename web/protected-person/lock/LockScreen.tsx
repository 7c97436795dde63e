import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import type { Loaded } from '../../ui/use-api.ts';
import { timeText } from '../../ui/words/age.ts';
import { useDisguise } from '../disguise/DisguiseProvider.tsx';
import { iconPath } from '../disguise/disguises.ts';
import { useLock } from './LockProvider.tsx';
import styles from './LockScreen.module.css';
import { PinPad } from './PinPad.tsx';
import { isPlain } from './plain.ts';

interface LockScreenProps {
  readonly nowMs: number;
  /** What must be said though the app is locked: that this page cannot warn now. */
  readonly lost: string | null;
  /** SOS, call and quick exit work without unlocking. */
  readonly dock: ReactNode;
}

/** The app's look, a PIN, and below it what helps. Nothing of anybody. */
export function LockScreen({ nowMs, lost, dock }: LockScreenProps) {
  const t = useMessages(safetyMessages);
  const { language } = useLanguage();
  const { disguise, name } = useDisguise();
  const { lock, store } = useLock();
  const [tried, setTried] = useState<'no' | 'trying' | Awaited<ReturnType<typeof store.tryPin>>>('no');
  const [helps, setHelps] = useState(!isPlain());
  const waitUntilMs = typeof tried === 'object' && tried.kind === 'ready' ? msOf(tried.data.waitUntil) : null;
  const waits = waitUntilMs !== null && waitUntilMs > nowMs;
  const offline = lock.kind === 'locked' && lock.offline;
  const tryPin = async (pin: string) => {
    setTried('trying');
    setTried(await store.tryPin(pin));
  };
  const tryPhone = async () => {
    setTried('trying');
    setTried((await store.tryPhone()) ?? 'no');
  };
  const said = (): string => {
    if (lock.kind === 'checking') return t('lock.checking');
    if (waits) return t('lock.wait', { time: timeText(language, waitUntilMs, nowMs) });
    if (offline) return t('lock.offline');
    if (tried === 'trying') return t('lock.trying');
    return tried === 'no' ? '' : t(wordOf(tried));
  };
  return (
    <section className={styles.screen} aria-label={t('lock.title')}>
      <div className={styles.body}>
        <header className={styles.head}>
          <img src={iconPath(disguise, 'svg')} alt="" width="64" height="64" />
          <h1>{name}</h1>
        </header>
        {lost !== null && <p className={styles.lost}>{lost}</p>}
        <PinPad
          label={t('lock.enter')}
          disabled={lock.kind === 'checking' || tried === 'trying' || waits}
          said={said()}
          onPin={(pin) => void tryPin(pin)}
        />
        {lock.kind === 'locked' && !offline && store.byPhone() ? (
          <Button className={cx(styles.emergency)} isDisabled={tried === 'trying'} onPress={() => void tryPhone()}>
            {t('lock.by-phone')}
          </Button>
        ) : null}
      </div>
      {helps ? (
        dock
      ) : (
        <Button className={cx(styles.emergency)} onPress={() => setHelps(true)}>
          {t('lock.emergency')}
        </Button>
      )}
    </section>
  );
}

function wordOf(
  tried: Loaded<{ readonly result: string }>,
): 'lock.wrong' | 'lock.opening' | 'lock.offline' | 'lock.failed' {
  if (tried.kind === 'ready')
    return tried.data.result === 'wrong' || tried.data.result === 'wait' ? 'lock.wrong' : 'lock.opening';
  return tried.kind === 'no-connection' ? 'lock.offline' : 'lock.failed';
}

function msOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
