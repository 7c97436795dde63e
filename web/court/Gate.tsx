import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { homeOf, type Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import css from './Court.module.css';
import buttons from './parts/Buttons.module.css';
import type { CourtWords } from './words.ts';

interface GateProps {
  readonly words: CourtWords;
  readonly title: string;
  readonly remedy?: string;
  /** Of somebody whose place is elsewhere. */
  readonly session?: Session;
}

/** In place of the page: what is the matter, and what to do. */
export function Gate({ words, title, remedy, session }: GateProps) {
  const { t } = words;
  return (
    <main className={css.gate}>
      <p className={css.brand}>Magpie</p>
      <h1>{title}</h1>
      {remedy === undefined ? null : <p>{remedy}</p>}
      {session === undefined ? null : (
        <p className={buttons.row}>
          <a className={buttons.strong} href={homeOf(session)}>
            {t('sign-in.own-page')}
          </a>
          <SignOut kind={session.kind} className={buttons.button} />
        </p>
      )}
      <LanguageSwitch />
    </main>
  );
}
