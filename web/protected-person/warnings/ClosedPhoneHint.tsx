import { BellOff } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { useNavigation } from '../NavigationProvider.tsx';
import styles from './ClosedPhoneHint.module.css';
import { keepPush } from './push.ts';
import { useClosedReach } from './use-my-plan.ts';

/** On the home screen, while nothing can reach the phone once the page is closed. */
export function ClosedPhoneHint() {
  const t = useMessages(deliveryMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const closed = useClosedReach();
  useEffect(() => void keepPush(language), [language]);
  if (closed !== false) return null;
  return (
    <div className={styles.hint}>
      <BellOff size={20} aria-hidden="true" />
      <span>{t('hint.text')}</span>
      <Button className={cx(styles.button)} onPress={() => open('warnings')}>
        {t('hint.button')}
      </Button>
    </div>
  );
}
