/**
 * A desk, or a page of somebody's own, that nobody is at: signs of presence go to the server, its end is said beforehand, and then the page is covered until somebody
 * proves who they are. What lies below goes on: alarms still sound. Fails toward covered.
 */
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import { browserClock } from '../page-clock.ts';
import { mendBy } from '../refusals.ts';
import { callApi, type Session } from '../session.ts';
import { Choices } from './Choices.tsx';
import { useStepUp } from './MySignIn.tsx';
import css from './SignIn.module.css';
import { SignOut } from './SignOut.tsx';

/** At most that often the server is told. */
const TELL_MS = 60_000;
/** That long before the end it is said. */
const SOON_MS = 5 * 60_000;
const LOOK_MS = 5_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

export function StaffPresence({ session }: { session: Session }) {
  const t = useMessages(signInMessages);
  const [state, setState] = useState<'here' | 'soon' | 'away'>(session.isAbsent === true ? 'away' : 'here');
  const afterMs = session.absentAfterMs ?? null;
  useStepUp();
  useEffect(
    () =>
      mendBy('absent', async () => {
        setState('away');
        return false;
      }),
    [],
  );
  useSigns(state === 'away' ? null : afterMs, setState);
  if (state === 'away') return <Away session={session} />;
  if (state === 'here') return null;
  return (
    <p role="alert" className={css.soon}>
      {t('away.soon')}
    </p>
  );
}

/** Whose page goes on telling of something while it is covered. */
const hasAlarms = (kind: Session['kind']): boolean => kind === 'officer';

function useSigns(afterMs: number | null, set: (state: 'here' | 'soon' | 'away') => void): void {
  useEffect(() => {
    if (afterMs === null) return;
    let seenAtMs = browserClock.nowMs();
    let toldAtMs = seenAtMs;
    const sign = () => {
      seenAtMs = browserClock.nowMs();
      set('here');
      if (seenAtMs - toldAtMs < TELL_MS) return;
      toldAtMs = seenAtMs;
      void callApi('/api/session/active', { method: 'POST', body: '{}' });
    };
    const timer = window.setInterval(() => {
      const goneMs = browserClock.nowMs() - seenAtMs;
      if (goneMs >= afterMs) set('away');
      else if (goneMs >= afterMs - SOON_MS) set('soon');
    }, LOOK_MS);
    for (const kind of SIGNS) window.addEventListener(kind, sign, { passive: true });
    return () => {
      window.clearInterval(timer);
      for (const kind of SIGNS) window.removeEventListener(kind, sign);
    };
  }, [afterMs, set]);
}

function Away({ session: { kind, personId } }: { session: Session }) {
  const t = useMessages(signInMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={css.away} aria-labelledby="away" onCancel={(event) => event.preventDefault()}>
      <div className={css.box}>
        <h2 id="away">{t('away.title')}</h2>
        <p>{t(hasAlarms(kind) ? 'away.line' : 'away.line.own')}</p>
        <Choices
          onSignedIn={({ session }) => {
            // Somebody else begins with a page of their own; the same person with a fresh one.
            if (session.personId === personId) window.location.reload();
            else window.location.assign('/enter#signed-in');
          }}
        />
        <SignOut kind={kind} className={css.plain} />
      </div>
    </dialog>
  );
}
