import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { enterMessages } from '../ui/messages/enter/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import styles from './EnterPage.module.css';
import { codeOf, type EnterState, enter } from './enter.ts';

/** Trades the link's code for a session and goes on; says what to do where that fails. */
export function EnterPage() {
  const code = useRef<string | null | undefined>(undefined);
  const [state, setState] = useState<EnterState>({ kind: 'working' });
  const run = useCallback(async () => {
    setState({ kind: 'working' });
    const next = await enter(code.current ?? null);
    if (next.kind === 'go') window.location.replace(next.to);
    else setState(next);
  }, []);
  useEffect(() => {
    // Once: a second run (React's strict mode) would use the code up twice.
    if (code.current !== undefined) return;
    code.current = codeOf(window.location.hash);
    // The address bar, the history and whoever looks over a shoulder keep no code.
    window.history.replaceState(null, '', window.location.pathname);
    void run();
  }, [run]);
  return (
    <main className={styles.page}>
      <div className={styles.said} aria-live="polite">
        <Said state={state} onAgain={() => void run()} />
      </div>
      <LanguageSwitch />
    </main>
  );
}

function Said({ state, onAgain }: { state: EnterState; onAgain: () => void }) {
  const t = useMessages(enterMessages);
  const number = useEmergencyNumber();
  if (state.kind === 'working') {
    return (
      <>
        <h1>{t('working')}</h1>
        <div className={styles.bar} />
      </>
    );
  }
  const { kind } = state;
  return (
    <>
      <h1>{t(`${kind}.title`)}</h1>
      {kind === 'none' && <p>{t('none.why')}</p>}
      <p>{t(`${kind}.remedy`)}</p>
      {(kind === 'no-connection' || kind === 'failed') && (
        <Button className={cx(styles.again)} onPress={onAgain}>
          {t('again')}
        </Button>
      )}
      <p className={styles.urgent}>{t('urgent', { number })}</p>
    </>
  );
}
