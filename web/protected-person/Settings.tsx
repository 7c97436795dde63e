import { Settings as Gear } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { closeSession } from '../ui/session.ts';
import type { AlarmSound } from './alarm-sound.ts';
import { quickExit } from './quick-exit.ts';
import styles from './Settings.module.css';
import { SoundControl } from './SoundControl.tsx';
import { canVibrate } from './vibration.ts';

/** Language, sound and what this phone cannot do, said plainly. */
export function Settings({ sound }: { sound: AlarmSound }) {
  const t = useMessages(appMessages);
  const signOut = () => {
    closeSession().finally(quickExit);
  };
  return (
    <DialogTrigger>
      <Button className={cx(styles.open)} aria-label={t('settings.open')}>
        <Gear size={22} aria-hidden="true" />
      </Button>
      <ModalOverlay className={cx(styles.overlay)} isDismissable>
        <Modal className={cx(styles.modal)}>
          <Dialog className={cx(styles.dialog)}>
            {({ close }) => (
              <>
                <Heading slot="title">{t('settings.open')}</Heading>
                <LanguageSwitch />
                <section>
                  <h3>{t('sound.title')}</h3>
                  <SoundControl sound={sound} />
                  <p>{t(canVibrate() ? 'vibration.yes' : 'vibration.no')}</p>
                  <p>{t('closed.line')}</p>
                </section>
                <section>
                  <h3>{t('exit')}</h3>
                  <p>{t('exit.help')}</p>
                </section>
                <div className={styles.buttons}>
                  <Button className={cx(styles.button)} onPress={signOut}>
                    {t('sign-out')}
                  </Button>
                  <Button className={cx(styles.button)} onPress={close}>
                    {t('settings.close')}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
