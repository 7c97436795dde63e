import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import styles from '../SosNote.module.css';
import type { Cancelling } from '../sos.ts';
import { useHelp, useHelpParts } from './HelpProvider.tsx';

/** Takes an SOS back with a code. Nothing here depends on which of the two codes it is. */
export function TakeBack({ cancelling }: { cancelling: Cancelling }) {
  const t = useMessages(sosMessages);
  const { sos } = useHelpParts();
  const { help } = useHelp();
  const [code, setCode] = useState('');
  if (cancelling === 'no') {
    return (
      <Button className={cx(styles.button)} onPress={sos.askForCode}>
        {t('cancel.open')}
      </Button>
    );
  }
  const hasNone = cancelling === 'none' || (help.kind === 'loaded' && !help.value.hasCodes);
  if (hasNone) {
    return (
      <>
        <p role="status">{t('cancel.none')}</p>
        <Button className={cx(styles.button)} onPress={sos.keepSos}>
          {t('close')}
        </Button>
      </>
    );
  }
  const busy = cancelling === 'checking' || cancelling === 'waiting';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code === '' || busy) return;
    sos.giveCode(code);
    // It stays nowhere on the screen.
    setCode('');
  };
  return (
    <form className={styles.notes} onSubmit={submit}>
      <label className={styles.field}>
        {t('cancel.code')}
        <input
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={code}
          disabled={busy}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <p role="status">
        {cancelling === 'checking' && t('cancel.checking')}
        {cancelling === 'waiting' && t('cancel.waiting')}
        {cancelling === 'wrong' && t('cancel.wrong')}
        {cancelling === 'locked' && t('cancel.locked')}
      </p>
      <div className={styles.row}>
        <Button type="submit" className={cx(styles.button)} isDisabled={busy}>
          {t('cancel.send')}
        </Button>
        <Button className={cx(styles.button)} onPress={sos.keepSos}>
          {t('cancel.keep')}
        </Button>
      </div>
    </form>
  );
}
