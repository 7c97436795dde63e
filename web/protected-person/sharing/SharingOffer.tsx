import { useEffect } from 'react';
import { Switch } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import { useHelpParts, useSharing } from '../sos/HelpProvider.tsx';
import styles from './Sharing.module.css';

/** The switch that begins it, where an incident is open. What is on is told by the bar. */
export function SharingOffer() {
  const t = useMessages(sosMessages);
  const { sharing } = useHelpParts();
  const { last, isOld, wish, isRefused } = useSharing();
  useEffect(() => sharing.watch(), [sharing]);
  if (last === null || (!last.possible && last.sharing === null)) return null;
  const isOn = last.sharing !== null;
  return (
    <div className={styles.offer}>
      <Switch
        className={cx(styles.switch)}
        isSelected={wish === 'begin' || (isOn && wish !== 'stop')}
        isDisabled={wish !== null}
        onChange={(selected) => (selected ? sharing.begin() : sharing.stop())}
      >
        <span className={styles.track} aria-hidden="true" />
        <span>{t('share.offer')}</span>
      </Switch>
      <p>{t('share.offer.line')}</p>
      <p role="status">{isRefused ? t('share.none-open') : isOld && wish === null && !isOn ? t('share.failed') : ''}</p>
    </div>
  );
}
