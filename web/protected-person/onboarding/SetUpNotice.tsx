import { ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import styles from './SetUpNotice.module.css';
import { useSetUp } from './use-set-up.ts';

/** One line on the home screen until every step is done. It stands before nothing. */
export function SetUpNotice() {
  const t = useMessages(safetyMessages);
  const { open } = useNavigation();
  const { loaded } = useSetUp();
  if (loaded.kind !== 'ready') return null;
  const left = loaded.data.steps.filter(({ doneAt }) => doneAt === null);
  if (left.length === 0) return null;
  return (
    <Button className={cx(styles.notice)} onPress={() => open('set-up')}>
      <span>{t('set-up.left', { count: left.length })}</span>
      <ChevronRight size={20} aria-hidden="true" />
    </Button>
  );
}
