import { useState, useSyncExternalStore } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { accessMessages } from '../../ui/messages/access/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { AlarmSound } from '../alarm-sound.ts';
import { SoundControl } from '../SoundControl.tsx';
import places from '../safe-places/SafePlaces.module.css';
import { canVibrate } from '../vibration.ts';
import { FELT, feltOf, isVibrationWanted, wantVibration } from '../warning/felt.ts';
import styles from './SettingsScreen.module.css';

/** Sound, vibration, or the screen alone: said with what it means, since a silent phone is easily missed. */
export function FeltChoice({ sound }: { sound: AlarmSound }) {
  const t = useMessages(accessMessages);
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  const [isVibrating, setVibrating] = useState(isVibrationWanted);
  const [isKept, setKept] = useState(true);
  const felt = feltOf(state, isVibrating);
  const choose = (value: string) => {
    const vibrates = value !== 'screen';
    setKept(wantVibration(vibrates));
    setVibrating(vibrates);
    if (value === 'sound') sound.turnOn();
    else sound.turnOff();
  };
  return (
    <div className={styles.felt}>
      <RadioGroup className={cx(places.choices)} value={felt} onChange={choose}>
        <Label>
          <strong>{t('felt.title')}</strong>
        </Label>
        {FELT.map((one) => (
          <Radio key={one} value={one} isDisabled={one === 'sound' && state === 'none'} className={cx(places.choice)}>
            {t(`felt.${one}`)}
          </Radio>
        ))}
      </RadioGroup>
      {felt === 'sound' && <SoundControl sound={sound} />}
      {felt === 'vibration' && <p>{t(canVibrate() ? 'felt.vibration.line' : 'felt.vibration.none')}</p>}
      {felt === 'screen' && <p>{t('felt.screen.line')}</p>}
      {!isKept && <p role="alert">{t('felt.not-kept')}</p>}
    </div>
  );
}
