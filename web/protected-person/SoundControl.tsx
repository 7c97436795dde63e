import { Volume2, VolumeX } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import type { AlarmSound } from './alarm-sound.ts';
import styles from './SoundControl.module.css';

/** Whether a warning will be heard, in plain words, with the button that changes it and one that proves it. */
export function SoundControl({ sound }: { sound: AlarmSound }) {
  const t = useMessages(appMessages);
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  if (state === 'none') return <p>{t('sound.none')}</p>;
  const on = state === 'on';
  return (
    <div className={styles.row}>
      <span className={styles.said}>
        {on ? <Volume2 size={20} aria-hidden="true" /> : <VolumeX size={20} aria-hidden="true" />}
        {t(`sound.${state}`)}
      </span>
      {on ? (
        <>
          <Button className={cx(styles.button)} onPress={() => sound.play('warning', 'full')}>
            {t('sound.test')}
          </Button>
          <Button className={cx(styles.button)} onPress={sound.turnOff}>
            {t('sound.turn-off')}
          </Button>
        </>
      ) : (
        <Button className={cx(styles.button, styles.strong)} onPress={sound.turnOn}>
          {t('sound.turn-on')}
        </Button>
      )}
    </div>
  );
}
