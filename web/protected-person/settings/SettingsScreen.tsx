import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { closeSession } from '../../ui/session.ts';
import { quickExit } from '../quick-exit.ts';
import { SoundControl } from '../SoundControl.tsx';
import type { ScreenProps } from '../screens.ts';
import { useHelpParts } from '../sos/HelpProvider.tsx';
import { canVibrate } from '../vibration.ts';
import { useClosedReach } from '../warnings/use-my-plan.ts';
import styles from './SettingsScreen.module.css';

/** Language, sound and what this phone cannot do, said plainly. */
export function SettingsScreen({ sound }: ScreenProps) {
  const t = useMessages(appMessages);
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
        <SoundControl sound={sound} />
        <p>{t(canVibrate() ? 'vibration.yes' : 'vibration.no')}</p>
        {closed === false && <p>{t('closed.line')}</p>}
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
