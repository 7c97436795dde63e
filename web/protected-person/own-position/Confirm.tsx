import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import styles from './OwnPosition.module.css';

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  /** A warning stands: it looks so. */
  readonly isWarned?: boolean;
  readonly isBusy: boolean;
  onYes(): void;
  onNo(): void;
}

/** A sheet from below that says what follows, before it does. What keeps protection stands first and strong. */
export function Confirm({ title, children, yes, no, isWarned = false, isBusy, onYes, onNo }: ConfirmProps) {
  return (
    <ModalOverlay className={cx(styles.overlay)} isOpen isDismissable onOpenChange={(isOpen) => isOpen || onNo()}>
      <Modal className={cx(styles.modal)}>
        <Dialog role="alertdialog" className={cx(styles.dialog)} data-level={isWarned ? 'warned' : undefined}>
          <Heading slot="title">{title}</Heading>
          {children}
          <Button className={cx(styles.strong)} onPress={onNo}>
            {no}
          </Button>
          <Button className={cx(styles.button)} isDisabled={isBusy} onPress={onYes}>
            {yes}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
