import { LogOut, Phone } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import styles from './Dock.module.css';
import { quickExit } from './quick-exit.ts';
import { SosButton } from './SosButton.tsx';
import { SosNote } from './SosNote.tsx';
import { SharingBar } from './sharing/SharingBar.tsx';
import type { SosState } from './sos.ts';

interface DockProps {
  readonly sos: SosState;
  readonly nowMs: number;
  /** Null: an SOS could not be sent from here (signed out), so none is offered. */
  readonly onSos: (() => void) | null;
}

/** SOS, Call, Quick exit; above them what becomes of an SOS, and whether one shares where one is. */
export function Dock({ sos, onSos, nowMs }: DockProps) {
  return (
    <div className={styles.dock}>
      <DockNotes sos={sos} nowMs={nowMs} />
      <Row sos={sos} onSos={onSos} />
    </div>
  );
}

/** Where the notes above it have a place of their own. */
export function DockRow(props: Pick<DockProps, 'sos' | 'onSos'>) {
  return (
    <div className={styles.dock}>
      <Row {...props} />
    </div>
  );
}

export function DockNotes({ sos, nowMs }: Pick<DockProps, 'sos' | 'nowMs'>) {
  return (
    <>
      <SharingBar nowMs={nowMs} />
      <SosNote sos={sos} nowMs={nowMs} />
    </>
  );
}

function Row({ sos, onSos }: Pick<DockProps, 'sos' | 'onSos'>) {
  const t = useMessages(appMessages);
  const number = useEmergencyNumber();
  return (
    <div className={onSos === null ? cx(styles.row, styles.two) : styles.row}>
      {onSos !== null && <SosButton sos={sos} onSend={onSos} />}
      <a className={styles.action} href={`tel:${number}`}>
        <Phone size={22} aria-hidden="true" />
        {t('call', { number })}
      </a>
      <Button className={cx(styles.action)} onPress={quickExit}>
        <LogOut size={22} aria-hidden="true" />
        {t('exit')}
      </Button>
    </div>
  );
}
