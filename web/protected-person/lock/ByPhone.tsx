import { useState } from 'react';
import { Button } from 'react-aria-components';
import { lockSchema } from '../../../src/server/sessions/lock/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type SafetyKey, safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { doneApi, useApi } from '../../ui/use-api.ts';
import { addByPhone } from './by-phone.ts';
import { useLock } from './LockProvider.tsx';
import { PinPad } from './PinPad.tsx';

/** Lets the phone unlock by finger or face, beside the PIN. Adding it takes the PIN. */
export function ByPhone() {
  const t = useMessages(safetyMessages);
  const { loaded, reload } = useApi('/api/me/lock', lockSchema);
  const { store } = useLock();
  const [asks, setAsks] = useState(false);
  const [said, setSaid] = useState<SafetyKey | null>(null);
  if (loaded.kind !== 'ready') return null;
  const { byPhone, needsName } = loaded.data;
  const changed = async (word: SafetyKey | null) => {
    setAsks(false);
    setSaid(word);
    await reload();
    await store.check();
  };
  const add = async (pin: string) => {
    const answer = await addByPhone(pin);
    if (answer === null) return changed('lock.by-phone.stopped');
    if (answer.kind === 'no-connection') return changed('no-connection');
    if (answer.kind !== 'ready') return changed('lock.failed');
    await changed(answer.data.result === 'open' ? null : 'lock.wrong');
  };
  const remove = async () => changed((await doneApi('DELETE', '/api/me/lock/passkey')) ? null : 'lock.failed');
  return (
    <section className={card.card}>
      <h2>{t('lock.by-phone.title')}</h2>
      <p>{t('lock.by-phone.line')}</p>
      {needsName ? <p>{t('lock.by-phone.needs-name')}</p> : null}
      {said === null ? null : <p role="status">{t(said)}</p>}
      {asks ? <PinPad label={t('lock.ask.old')} disabled={false} said="" onPin={(pin) => void add(pin)} /> : null}
      <div className={card.row}>
        {byPhone ? (
          <Button className={cx(card.button)} onPress={() => void remove()}>
            {t('lock.by-phone.off')}
          </Button>
        ) : (
          <Button className={cx(card.button)} isDisabled={needsName} onPress={() => setAsks(!asks)}>
            {t(asks ? 'cancel' : 'lock.by-phone.on')}
          </Button>
        )}
      </div>
    </section>
  );
}
