import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { enterMessages } from '../ui/messages/enter/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { homeOf } from '../ui/session.ts';
import { Choices } from '../ui/sign-in/Choices.tsx';
import { MySignIn } from '../ui/sign-in/MySignIn.tsx';
import styles from './EnterPage.module.css';
import { type EnterState, enter, type Wish, wishOf } from './enter.ts';

/** Trades a link's code for a session and goes on; without one offers the other ways; shows one's own passkeys. */
export function EnterPage() {
  const wish = useRef<Wish | null | undefined>(undefined);
  const [state, setState] = useState<EnterState>({ kind: 'working' });
  const run = useCallback(async () => {
    setState({ kind: 'working' });
    const next = await enter(wish.current ?? null);
    if (next.kind === 'go') window.location.replace(next.to);
    else setState(next);
  }, []);
  useEffect(() => {
    // Once: a second run (React's strict mode) would use the code up twice.
    if (wish.current !== undefined) return;
    wish.current = wishOf(window.location.hash);
    // The address bar, the history and whoever looks over a shoulder keep no code.
    window.history.replaceState(null, '', window.location.pathname);
    void run();
  }, [run]);
  return (
    <main className={styles.page}>
      {state.kind === 'mine' || state.kind === 'choose' ? (
        <Forms state={state} onState={setState} />
      ) : (
        <div className={styles.said} aria-live="polite">
          <Said state={state} onAgain={() => void run()} />
        </div>
      )}
      <LanguageSwitch />
    </main>
  );
}

type FormState = EnterState & { kind: 'mine' | 'choose' };

function Forms({ state, onState }: { state: FormState; onState: (state: EnterState) => void }) {
  const t = useMessages(signInMessages);
  const number = useEmergencyNumber();
  const enterText = useMessages(enterMessages);
  return (
    <div className={styles.said}>
      <h1>{t(state.kind === 'mine' ? 'mine.title' : 'choose.title')}</h1>
      {state.kind === 'mine' ? (
        <MySignIn session={state.session} onEnrolled={() => onState({ kind: 'choose', refused: false })} />
      ) : (
        <>
          <Choices
            said={state.refused ? 'refused.agency' : null}
            onSignedIn={({ session }) => window.location.replace(homeOf(session))}
          />
          <p>{t('choose.link')}</p>
          <p className={styles.urgent}>{enterText('urgent', { number })}</p>
        </>
      )}
    </div>
  );
}

type SaidState = Exclude<EnterState, FormState>;

function Said({ state, onAgain }: { state: SaidState; onAgain: () => void }) {
  const t = useMessages(enterMessages);
  const signIn = useMessages(signInMessages);
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
      {kind === 'none' ? (
        <a href="/enter" className={cx(styles.again, styles.other)}>
          {signIn('choose.title')}
        </a>
      ) : (
        <Button className={cx(styles.again)} onPress={onAgain}>
          {t('again')}
        </Button>
      )}
      <p className={styles.urgent}>{t('urgent', { number })}</p>
    </>
  );
}
