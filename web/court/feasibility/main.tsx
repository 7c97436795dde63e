/** All of this page: the shared simulation with a session around it. */
import { useEffect, useState } from 'react';
import { boot } from '../../ui/boot.tsx';
import { Feasibility } from '../../ui/feasibility/Feasibility.tsx';
import { feasibilityMessages } from '../../ui/messages/feasibility/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ExerciseBand } from '../../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { loadSession, type SessionAnswer } from '../../ui/session.ts';
import css from './page.module.css';

/** Until an office's own jurisdiction is told with its session. */
const JURISDICTION = 'kr';

function FeasibilityPage() {
  const t = useMessages(feasibilityMessages);
  const [session, setSession] = useState<SessionAnswer | null>(null);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  useEffect(() => {
    loadSession().then(setSession, () => setSession({ kind: 'no-connection' }));
  }, []);
  // What is not known to be real is marked as an exercise only when it is one; nothing is shown before that is known.
  if (session === null) return null;
  if (session.kind !== 'signed-in') {
    return (
      <main className={css.page}>
        <p role="alert">{t(session.kind === 'none' ? 'signed-out' : 'no-answer')}</p>
      </main>
    );
  }
  const { exercise } = session.session;
  return (
    <>
      {exercise ? <ExerciseBand /> : null}
      <main className={css.page}>
        <div className={css.top} data-no-print>
          <LanguageSwitch />
        </div>
        <Feasibility jurisdiction={JURISDICTION} exercise={exercise} />
      </main>
    </>
  );
}

boot(<FeasibilityPage />);
