/** For overseers: what asks for an explanation, the log, clocks, the law, the month. Nothing is kept when a part is left. */
import { useEffect, useState } from 'react';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { StaffPresence } from '../ui/sign-in/StaffPresence.tsx';
import { useSession } from '../ui/use-session.ts';
import { Law } from './Law.tsx';
import css from './Oversight.module.css';
import { Questions } from './Questions.tsx';
import { Relations } from './Relations.tsx';
import { MonthReport } from './Report.tsx';
import { Retention } from './Retention.tsx';
import { Search } from './Search.tsx';

const PARTS = {
  ...{ questions: Questions, search: Search, relations: Relations, retention: Retention, law: Law },
  report: MonthReport,
} as const;
type Part = keyof typeof PARTS;

export function OversightPage() {
  const t = useMessages(oversightMessages);
  const signIn = useMessages(signInMessages);
  const session = useSession();
  const [part, setPart] = useState<Part>('questions');
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const overseer = session?.kind === 'signed-in' && session.session.kind === 'overseer' ? session.session : null;
  const Shown = PARTS[part];
  return (
    <>
      {overseer?.exercise === true ? <ExerciseBand /> : null}
      <main className={css.main}>
        <h1>{t('title')}</h1>
        {session === null ? <p role="status">{t('loading')}</p> : null}
        {session?.kind === 'no-connection' || session?.kind === 'failed' ? <p role="alert">{t(session.kind)}</p> : null}
        {session?.kind === 'none' || (session?.kind === 'signed-in' && overseer === null) ? (
          <p>
            {t('sign-in')} <a href="/enter">/enter</a>
          </p>
        ) : null}
        {overseer === null ? null : (
          <>
            <p>{t('intro')}</p>
            <nav className={css.tabs} aria-label={t('title')}>
              {(Object.keys(PARTS) as Part[]).map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-current={one === part ? 'page' : undefined}
                  onClick={() => setPart(one)}
                >
                  {t(one)}
                </button>
              ))}
            </nav>
            <section className={css.part}>
              <h2>{t(part)}</h2>
              <Shown />
            </section>
          </>
        )}
        <footer className={css.foot}>
          <a href="/log/">{t('publicLog')}</a>
          <LanguageSwitch />
          {session?.kind === 'signed-in' ? (
            <>
              <a href="/enter#mine">{signIn('mine.title')}</a>
              <SignOut kind={session.session.kind} />
            </>
          ) : null}
        </footer>
        {overseer === null ? null : <StaffPresence session={overseer} />}
      </main>
    </>
  );
}
