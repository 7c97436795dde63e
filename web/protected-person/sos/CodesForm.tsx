import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { CODE_PATTERN, type SosCodesAnswer, sosCodesAnswerSchema } from '../../../src/people/help/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import { callApi } from '../../ui/session.ts';
import styles from '../safe-places/SafePlaces.module.css';
import { useHelp, useHelpParts } from './HelpProvider.tsx';

type Said = SosCodesAnswer['answer'] | 'rest' | 'saving' | 'failed' | 'digits' | 'differ';

/** Chooses the two codes that take an SOS back, or others in their place. They leave the form as soon as they are sent. */
export function CodesForm() {
  const t = useMessages(sosMessages);
  const { help } = useHelp();
  const parts = useHelpParts();
  const [cancelCode, setCancelCode] = useState('');
  const [duressCode, setDuressCode] = useState('');
  const [current, setCurrent] = useState('');
  const [said, setSaid] = useState<Said>('rest');
  const hasCodes = help.kind === 'loaded' && help.value.hasCodes;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (said === 'saving') return;
    if (!CODE_PATTERN.test(cancelCode) || !CODE_PATTERN.test(duressCode)) return setSaid('digits');
    if (cancelCode === duressCode) return setSaid('differ');
    setSaid('saving');
    const body = JSON.stringify({ cancelCode, duressCode, current: hasCodes ? current : null });
    const response = await callApi('/api/me/sos-codes', { method: 'PUT', body });
    const parsed = sosCodesAnswerSchema.safeParse(response?.ok === true ? await response.json() : null);
    setCurrent('');
    if (!parsed.success) return setSaid('failed');
    setSaid(parsed.data.answer);
    if (parsed.data.answer !== 'saved') return;
    setCancelCode('');
    setDuressCode('');
    await parts.help.reloadHelp();
  };
  const isWrong = said !== 'rest' && said !== 'saving' && said !== 'saved';
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <h2>{t('codes.title')}</h2>
      <p className={styles.note}>{t(hasCodes ? 'codes.have' : 'codes.line')}</p>
      {hasCodes && <CodeField label={t('codes.current')} line={null} value={current} onChange={setCurrent} />}
      <CodeField label={t('codes.cancel')} line={t('codes.cancel.line')} value={cancelCode} onChange={setCancelCode} />
      <CodeField label={t('codes.duress')} line={t('codes.duress.line')} value={duressCode} onChange={setDuressCode} />
      <Button type="submit" className={cx(styles.button)} isDisabled={said === 'saving'}>
        {t('codes.save')}
      </Button>
      <p role={isWrong ? 'alert' : 'status'} className={isWrong ? styles.error : styles.note}>
        {said === 'rest' ? '' : t(`codes.${said}`)}
      </p>
    </form>
  );
}

interface CodeFieldProps {
  readonly label: string;
  readonly line: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function CodeField({ label, line, value, onChange }: CodeFieldProps) {
  return (
    <label className={styles.field}>
      {label}
      {line !== null && <span className={styles.note}>{line}</span>}
      <input
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
