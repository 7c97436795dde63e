import { useState } from 'react';
import { Label, Radio, RadioGroup, Switch } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import styles from '../safe-places/SafePlaces.module.css';
import sharing from '../sharing/Sharing.module.css';
import { CodesForm } from './CodesForm.tsx';
import { COUNTDOWNS_S, loadSosSettings, type SosSettings, saveSosSettings } from './settings.ts';

/** How an SOS is sent from this phone, whether one's place goes with it, and the codes that take it back. */
export function SosSettingsScreen() {
  const t = useMessages(sosMessages);
  const [settings, setSettings] = useState(loadSosSettings);
  const [isKept, setKept] = useState(true);
  const change = (next: SosSettings) => {
    setSettings(next);
    setKept(saveSosSettings(next));
  };
  return (
    <div className={styles.sections}>
      <section className={styles.form}>
        <h2>{t('settings.how')}</h2>
        <p className={styles.note}>{t('settings.how.line')}</p>
        <p className={styles.note}>{t('settings.how.keys')}</p>
      </section>
      <RadioGroup
        className={cx(styles.choices)}
        value={String(settings.countdownS)}
        onChange={(value) => {
          const countdownS = COUNTDOWNS_S.find((one) => String(one) === value);
          if (countdownS !== undefined) change({ ...settings, countdownS });
        }}
      >
        <Label>
          <strong>{t('settings.countdown')}</strong>
        </Label>
        <p className={styles.note}>{t('settings.countdown.line')}</p>
        {COUNTDOWNS_S.map((count) => (
          <Radio key={count} value={String(count)} className={cx(styles.choice)}>
            {count === 0 ? t('settings.countdown.none') : t('settings.countdown.seconds', { count })}
          </Radio>
        ))}
      </RadioGroup>
      <section className={sharing.offer}>
        <Switch
          className={cx(sharing.switch)}
          isSelected={settings.share}
          onChange={(share) => change({ ...settings, share })}
        >
          <span className={sharing.track} aria-hidden="true" />
          <span>{t('settings.share')}</span>
        </Switch>
        <p>{t('settings.share.line')}</p>
      </section>
      {!isKept && (
        <p role="alert" className={styles.error}>
          {t('settings.not-kept')}
        </p>
      )}
      <CodesForm />
    </div>
  );
}
