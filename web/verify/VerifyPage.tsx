import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { verifyMessages } from '../ui/messages/verify/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import controls from '../ui/parts/Controls.module.css';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import leaf from '../ui/parts/Leaf.module.css';
import { Result } from './Result.tsx';
import styles from './VerifyPage.module.css';
import { type Checked, check, grouped, type Printed, printedIn } from './verify.ts';

/** For whoever holds the paper of an order: is it genuine, is it the newest, does the order hold. */
export function VerifyPage() {
  const t = useMessages(verifyMessages);
  const [printed, setPrinted] = useState<Printed>({ number: '', code: '' });
  const [missing, setMissing] = useState<keyof Printed | null>(null);
  const [checked, setChecked] = useState<Checked | 'checking' | null>(null);
  const scanned = useRef(false);
  const asked = useRef(0);
  useEffect(() => {
    document.title = t('title');
  }, [t]);

  const ask = useCallback(async (what: Printed) => {
    asked.current += 1;
    const mine = asked.current;
    setChecked('checking');
    const answer = await check(what);
    // Of two the later one counts, whichever is answered first.
    if (mine === asked.current) setChecked(answer);
  }, []);

  useEffect(() => {
    if (scanned.current) return;
    scanned.current = true;
    const found = printedIn(window.location.hash);
    // Neither history nor whoever looks over a shoulder keeps it.
    window.history.replaceState(null, '', window.location.pathname);
    if (found === null) return;
    setPrinted({ number: found.number, code: grouped(found.code) });
    void ask(found);
  }, [ask]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = (['number', 'code'] as const).find((field) => printed[field].trim() === '') ?? null;
    setMissing(empty);
    if (empty !== null) {
      setChecked(null);
      document.getElementById(empty)?.focus();
      return;
    }
    void ask(printed);
  };
  const answer = checked !== null && checked !== 'checking' && checked.kind === 'answered' ? checked.answer : null;
  return (
    <div className={leaf.page}>
      {answer?.genuine === true && answer.exercise ? <ExerciseBand /> : <span />}
      <main className={cx(leaf.main, styles.main)}>
        <header className={leaf.head}>
          <h1>{t('title')}</h1>
          <p>{t('intro')}</p>
        </header>
        <form className={card.card} onSubmit={submit} autoComplete="off" noValidate>
          {(['number', 'code'] as const).map((field) => (
            <div className={controls.field} key={field}>
              <label htmlFor={field}>{t(field)}</label>
              <span className={styles.hint} id={`${field}-hint`}>
                {missing === field ? t(`missing.${field}`) : t(`${field}.hint`)}
              </span>
              <input
                id={field}
                className={styles.typed}
                value={printed[field]}
                maxLength={60}
                autoCapitalize="characters"
                autoComplete="off"
                spellCheck={false}
                aria-describedby={`${field}-hint`}
                aria-invalid={missing === field}
                onChange={(event) => {
                  // An answer stands for what was asked, and for nothing that is typed since.
                  asked.current += 1;
                  setChecked(null);
                  setPrinted({ ...printed, [field]: event.target.value });
                }}
              />
            </div>
          ))}
          <div className={card.row}>
            <Button type="submit" className={cx(card.button, card.strong)}>
              {t('check')}
            </Button>
          </div>
        </form>
        <div role="status" aria-live="polite">
          {checked === 'checking' && <p>{t('checking')}</p>}
          {checked !== null && checked !== 'checking' && <Result checked={checked} />}
        </div>
        <footer className={leaf.foot}>
          <LanguageSwitch />
        </footer>
      </main>
    </div>
  );
}
