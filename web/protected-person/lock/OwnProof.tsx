/**
 * Asks for the PIN when the server wants a second proof for an act that undoes protection. The second PIN does here what it does at the lock.
 * Closing it leaves all as it was.
 */
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { unlockedSchema } from '../../../src/server/sessions/lock/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type SafetyKey, safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { mendBy, type Refused } from '../../ui/refusals.ts';
import { sendApi } from '../../ui/use-api.ts';
import { useLock } from './LockProvider.tsx';
import styles from './OwnProof.module.css';
import { PinPad } from './PinPad.tsx';

interface Asked extends Refused {
  readonly answer: (isProven: boolean) => void;
}

export function OwnProof() {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(
    () =>
      mendBy(
        'own-proof',
        (refused) =>
          new Promise((resolve) => {
            setAsked({
              ...refused,
              answer(isProven) {
                setAsked(null);
                resolve(isProven);
              },
            });
          }),
      ),
    [],
  );
  const { state } = useLive();
  const warned = [...state.warnings].length > 0;
  useEffect(() => {
    // Nothing stands before a warning.
    if (warned) asked?.answer(false);
  }, [warned, asked]);
  return asked === null || warned ? null : <Ask asked={asked} />;
}

function Ask({ asked }: { asked: Asked }) {
  const t = useMessages(safetyMessages);
  const { store } = useLock();
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, setSaid] = useState<SafetyKey | null>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const tryPin = async (pin: string) => {
    const { method, path } = asked;
    const answer = await sendApi('POST', '/api/me/proof', { pin, method, path }, unlockedSchema);
    if (answer.kind !== 'ready') return setSaid(answer.kind === 'no-connection' ? 'no-connection' : 'lock.failed');
    const { result } = answer.data;
    if (result === 'wrong') return setSaid('lock.wrong');
    if (result === 'wait') return setSaid('lock.later');
    asked.answer(result === 'open');
    if (result === 'decoy') await store.check();
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="own-proof"
      onCancel={(event) => {
        event.preventDefault();
        asked.answer(false);
      }}
    >
      <h2 id="own-proof">{t('proof.title')}</h2>
      <p>{t('proof.line')}</p>
      <PinPad
        label={t('lock.enter')}
        disabled={false}
        said={said === null ? '' : t(said)}
        onPin={(pin) => void tryPin(pin)}
      />
      <Button className={cx(card.button)} onPress={() => asked.answer(false)}>
        {t('cancel')}
      </Button>
    </dialog>
  );
}
