/**
 * Court, prosecution and police: the queue, a proceeding, a form. Fails toward saying so: without an answer it shows what it had and as of
 * when, and nothing that the server did not allow can be pressed.
 */
import { KeyRound, LogOut, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { LawJson } from '../../src/orders/process/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { warrantsMessages } from '../ui/messages/warrants/catalogue.ts';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import type { Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useSwitch } from '../ui/use-setting.ts';
import css from './Court.module.css';
import type { Role } from './deadlines.ts';
import { NewProceeding } from './filing/NewProceeding.tsx';
import { Gate } from './Gate.tsx';
import { ProceedingPage } from './proceeding/ProceedingPage.tsx';
import { QueuePage } from './queue/QueuePage.tsx';
import { useLaw, useQueueOf } from './use-court.ts';
import { useServerNow } from './use-now.ts';
import { type Go, pathOf, type Route, useRoute } from './use-route.ts';
import { Warrants } from './warrants/Warrants.tsx';
import { type CourtWords, useCourtWords } from './words.ts';

/** Those who ask to see location, and those who decide. */
const WARRANT_STAFF: ReadonlySet<Session['kind']> = new Set(['police', 'prosecutor', 'judge', 'clerk']);

export function Court({ session }: { session: Session }) {
  const [route, go] = useRoute();
  const law = useLaw();
  const queue = useQueueOf(false);
  const words = useCourtWords(law.data ?? null);
  const nowMs = useServerNow(queue.data, queue.dataUpdatedAt);
  const [keysOn, setKeysOn] = useSwitch('court-keys', true);
  const main = useRef<HTMLElement>(null);
  const role = queue.data?.role ?? null;
  const mayOpen = law.data !== undefined && role !== null && opensSomething(law.data, role);
  const toNew = () => go({ kind: 'new' });
  useKeys(
    {
      n: () => (mayOpen ? toNew() : undefined),
      q: () => go({ kind: 'queue' }),
      w: () => (WARRANT_STAFF.has(session.kind) ? go({ kind: 'warrants' }) : undefined),
    },
    keysOn,
  );
  useFocusOnRoute(route, main);
  if (queue.error?.code === 'unauthenticated') {
    return (
      <Gate
        words={words}
        title={words.common('connection.signed-out')}
        remedy={words.common('connection.signed-out.remedy')}
      />
    );
  }
  return (
    <div className={css.page}>
      {session.exercise ? <ExerciseBand /> : null}
      <button type="button" className={css.skip} onClick={() => main.current?.focus()}>
        {words.t('skip')}
      </button>
      <Header
        words={words}
        session={session}
        route={route}
        go={go}
        mayOpen={mayOpen}
        keys={[keysOn, () => setKeysOn(!keysOn)]}
      />
      <main id="main" ref={main} tabIndex={-1} className={css.main}>
        {law.error !== null && law.data === undefined ? (
          <p role="alert" className={css.failed}>
            {words.error(law.error).said} {words.t('retrying')}
          </p>
        ) : null}
        {route.kind === 'queue' ? (
          <QueuePage words={words} nowMs={nowMs} keysOn={keysOn} go={go} open={queue} />
        ) : law.data === undefined || role === null ? (
          <p className={css.loading} role="status">
            {words.t('loading')}
          </p>
        ) : route.kind === 'warrants' || route.kind === 'ask-warrant' || route.kind === 'warrant' ? (
          <Warrants words={words} route={route} kind={session.kind} go={go} />
        ) : route.kind === 'new' ? (
          <NewProceeding words={words} law={law.data} role={role} nowMs={nowMs} go={go} />
        ) : (
          <ProceedingPage
            key={route.id}
            words={words}
            law={law.data}
            nowMs={nowMs}
            route={route}
            keysOn={keysOn}
            isStaff={session.kind !== 'officer'}
            isBench={session.kind === 'judge' || session.kind === 'clerk'}
            go={go}
          />
        )}
      </main>
      <footer className={css.footer} data-screen-only>
        <span>{words.t('zone', { zone: words.zoneName(nowMs) })}</span>
        <LanguageSwitch />
      </footer>
    </div>
  );
}

interface HeaderProps {
  readonly words: CourtWords;
  readonly session: Session;
  readonly route: Route;
  readonly go: Go;
  readonly mayOpen: boolean;
  readonly keys: readonly [boolean, () => void];
}

function Header({ words, session, route, go, mayOpen, keys: [keysOn, toggleKeys] }: HeaderProps) {
  const { t } = words;
  const w = useMessages(warrantsMessages);
  const signIn = useMessages(signInMessages);
  return (
    <header className={css.bar} data-screen-only>
      <p className={css.title}>
        <span className={css.brand}>Magpie</span> <span>{words.coded('desk', session.kind)}</span>
      </p>
      <nav className={css.nav} aria-label={t('nav')}>
        <Link route={{ kind: 'queue' }} go={go} isHere={route.kind === 'queue'} keyName="q">
          {t('nav.queue')}
        </Link>
        {mayOpen ? (
          <Link route={{ kind: 'new' }} go={go} isHere={route.kind === 'new'} keyName="n">
            <Plus size="1.1em" aria-hidden="true" /> {t('nav.new')}
          </Link>
        ) : null}
        {WARRANT_STAFF.has(session.kind) ? (
          <Link
            route={{ kind: 'warrants' }}
            go={go}
            isHere={route.kind.endsWith('warrant') || route.kind === 'warrants'}
            keyName="w"
          >
            {w('nav')}
          </Link>
        ) : null}
        <a href="/registers/">{w('nav.registers')}</a>
        <a href="/court/feasibility/">{t('nav.feasibility')}</a>
        <a href="/figures/">{t('nav.figures')}</a>
        {session.kind === 'officer' ? <a href="/centre/">{t('nav.centre')}</a> : null}
      </nav>
      <button type="button" className={`${css.switch} ${css.keys}`} aria-pressed={keysOn} onClick={toggleKeys}>
        {t(keysOn ? 'keys.on' : 'keys.off')}
      </button>
      <a className={css.switch} href="/enter#mine" aria-label={signIn('mine.title')} title={signIn('mine.title')}>
        <KeyRound size="1.1em" aria-hidden="true" />
      </a>
      <SignOut kind={session.kind} className={`${css.switch} ${css.leave}`}>
        <LogOut size="1.1em" aria-hidden="true" />
      </SignOut>
    </header>
  );
}

interface LinkProps {
  readonly route: Route;
  readonly go: Go;
  readonly isHere: boolean;
  readonly keyName: string;
  readonly children: React.ReactNode;
}

function Link({ route, go, isHere, keyName, children }: LinkProps) {
  return (
    <a
      href={pathOf(route)}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={keyName}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(route);
      }}
    >
      {children} <KeyCap>{keyName.toUpperCase()}</KeyCap>
    </a>
  );
}

/** Whether the law lets this office ask for, file or impose anything. */
function opensSomething(law: LawJson, role: Role): boolean {
  return law.procedures.some(
    ({ filedBy, askedBy, imposedBy }) => filedBy.includes(role) || askedBy.includes(role) || imposedBy === role,
  );
}

/** A screen reader follows to where the reader went. Not when the page opens: there the browser begins by itself. */
function useFocusOnRoute(route: Route, main: React.RefObject<HTMLElement | null>): void {
  const path = pathOf(route);
  const first = useRef(path);
  useEffect(() => {
    if (first.current === path) return;
    first.current = '';
    main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
