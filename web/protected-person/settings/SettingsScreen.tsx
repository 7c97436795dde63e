import { useState } from 'react';
import { Button, Switch } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { accessMessages } from '../../ui/messages/access/catalogue.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { closeSession } from '../../ui/session.ts';
import { setEasyReading, useEasyReading } from '../easy/easy-reading.ts';
import { quickExit } from '../quick-exit.ts';
import type { ScreenProps } from '../screens.ts';
import sharing from '../sharing/Sharing.module.css';
import { useHelpParts } from '../sos/HelpProvider.tsx';
import { canVibrate } from '../vibration.ts';
import { useClosedReach } from '../warnings/use-my-plan.ts';
import { FeltChoice } from './FeltChoice.tsx';
import styles from './SettingsScreen.module.css';

/** Language, sound and what this phone cannot do, said plainly. */
export function SettingsScreen({ sound }: ScreenProps) {
  const t = useMessages(appMessages);
  const access = useMessages(accessMessages);
  const isEasy = useEasyReading();
  const closed = useClosedReach();
  const { sos } = useHelpParts();
  const [leaving, setLeaving] = useState<'no' | 'now' | 'failed'>('no');
  const signOut = async () => {
    setLeaving('now');
    // What was pressed goes out while the session still stands; and left without an end of it, the phone would look signed out
    // while it opens to whoever takes it.
    if (!(await sos.leaveSent()) || !(await closeSession())) return setLeaving('failed');
    await sos.personLeft();
    quickExit();
  };
  return (
    <div className={styles.sections}>
      <LanguageSwitch />
      <section>
        <h2>{t('sound.title')}</h2>
        <FeltChoice sound={sound} />
        <p>{t(canVibrate() ? 'vibration.yes' : 'vibration.no')}</p>
        {closed === false && <p>{t('closed.line')}</p>}
      </section>
      <section>
        <h2>{access('easy.title')}</h2>
        <Switch className={cx(sharing.switch)} isSelected={isEasy} onChange={setEasyReading}>
          <span className={sharing.track} aria-hidden="true" />
          <span>{access('easy.switch')}</span>
        </Switch>
        <p>{access('easy.line')}</p>
      </section>
      <section>
        <h2>{t('exit')}</h2>
        <p>{t('exit.help')}</p>
      </section>
      <section>
        <Button className={cx(styles.button)} isDisabled={leaving === 'now'} onPress={() => void signOut()}>
          {t('sign-out')}
        </Button>
        <p role="alert">{leaving === 'failed' && t('sign-out.failed')}</p>
      </section>
    </div>
  );
}
