import { Menu } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useLive, useServerNowMs } from '../ui/live/LiveProvider.tsx';
import type { LiveClient } from '../ui/live/live-client.ts';
import { type LiveState, serverNowMs } from '../ui/live/live-state.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../ui/messages/safety/catalogue.ts';
import { browserClock } from '../ui/page-clock.ts';
import { ErrorBoundary } from '../ui/parts/ErrorBoundary.tsx';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import type { AlarmSound } from './alarm-sound.ts';
import type { Courses } from './course.ts';
import { Dock } from './Dock.tsx';
import { useAppSentences } from './easy/easy-reading.ts';
import { heroOf, statusNow } from './hero.ts';
import { PairView } from './home/PairView.tsx';
import { SpokenStatus } from './home/SpokenStatus.tsx';
import { useNavigation } from './NavigationProvider.tsx';
import { OpenScreen } from './OpenScreen.tsx';
import { Others } from './Others.tsx';
import styles from './ProtectedPersonPage.module.css';
import { listenForQuickExit, onLeaving } from './quick-exit.ts';
import { StatusPanel } from './StatusPanel.tsx';
import { Guard } from './safety/Guard.tsx';
import type { SosState } from './sos.ts';
import { ageLines, isAboutAnother } from './status.ts';
import { useCourses } from './use-courses.ts';
import { useOffline } from './use-offline.ts';
import { useSos } from './use-sos.ts';
import { useSound } from './use-sound.ts';
import type { Voice } from './voice.ts';
import type { QuietPlan } from './warning/plan.ts';
import { useTurnedAway } from './warning/use-turned-away.ts';
import { useWarningPlan } from './warning/use-warning-plan.ts';
import { WarningSheet } from './warning/WarningSheet.tsx';
import { pickWarning } from './warning/warning-pick.ts';
import { useClosedReach } from './warnings/use-my-plan.ts';

/** After the first sight, and never in its way. */
const HomeNotices = lazy(async () => ({ default: (await import('./home/HomeNotices.tsx')).HomeNotices }));

const SafetyNotices = lazy(async () => ({ default: (await import('./safety/SafetyNotices.tsx')).SafetyNotices }));

/** The page of a protected person or a member of their household: status, map, SOS; a warning covers it all. */
export function ProtectedPersonPage() {
  const { state, live } = useLive();
  const nowMs = useServerNowMs();
  const app = useAppSentences();
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const sound = useSound();
  const offline = useOffline();
  const serverNow = useCallback(() => serverNowMs(live.state(), browserClock.nowMs()), [live]);
  const { sos, send } = useSos();
  useEffect(listenForQuickExit, []);
  useEffect(() => onLeaving(live.stop), [live]);
  const officer = state.viewer?.kind === 'officer';
  useEffect(() => {
    if (officer) window.location.replace('/centre/');
  }, [officer]);

  const voice: Voice = { app, common, language, nowMs };
  const courses = useCourses(live);
  const plan = useWarningPlan(state.connection.kind === 'live');
  useTurnedAway(state, courses, { sound, plan, nowMs });
  const closedReach = useClosedReach();
  const hero = heroOf(state, voice, offline, courses, closedReach);
  // Once drawn, the map stays while the connection is lost: it is slow to start again.
  const drawn = useRef(false);
  drawn.current ||= hero.picture !== null;
  const signedOut = state.connection.kind === 'signed-out';
  const { place } = useNavigation();
  const about = hero.picture !== null && isAboutAnother(hero.picture, state.viewer?.kind ?? 'protected');
  const dock = <Dock sos={sos} onSos={signedOut ? null : send} nowMs={nowMs} />;
  const lost = hero.stale ? hero.headline : null;
  const warnings = { state, live, courses, voice, sound, plan, sos, lost, onSos: send };
  return (
    <Guard
      {...{ state, nowMs, dock, onSos: send }}
      lost={hero.stale ? `${hero.headline}. ${hero.lines[0] ?? ''}` : null}
      warnings={<Warnings {...warnings} isLocked />}
    >
      <div className={styles.page} data-stale={hero.stale || undefined}>
        {state.exercise ? <ExerciseBand /> : <span />}
        {place !== 'home' && <OpenScreen place={place} sound={sound} foot={dock} />}
        <main className={styles.grid} hidden={place !== 'home'}>
          <div className={styles.status}>
            <TopBar state={state} />
            <StatusPanel hero={hero} />
            <SpokenStatus hero={hero} />
            {hero.stale && <Retry state={state} onRetry={live.retryNow} />}
          </div>
          <div className={styles.more}>
            <Others others={hero.others} />
            <ErrorBoundary instead={null}>
              <Suspense fallback={null}>
                {!signedOut && <SafetyNotices kind={state.viewer?.kind ?? null} />}
                {!signedOut && <HomeNotices sound={sound} state={state} />}
              </Suspense>
            </ErrorBoundary>
          </div>
          <div className={styles.map}>
            {(hero.picture !== null || (drawn.current && !signedOut && (hero.stale || state.pairs.size === 0))) && (
              <PairView hero={hero} about={about ? 'other' : 'protected'} now={serverNow} />
            )}
          </div>
          <div className={styles.dock}>{dock}</div>
        </main>
        <Warnings {...warnings} isLocked={false} />
      </div>
    </Guard>
  );
}

/**
 * The sheet for the most urgent warning, with what is true of its pair now; nothing of it when the stream is not live, nor while
 * the app is locked: then its level, and what to do.
 */
function Warnings({ state, live, courses, lost, isLocked, ...rest }: WarningsProps) {
  const { voice } = rest;
  const safety = useMessages(safetyMessages);
  const picked = pickWarning(state.warnings);
  if (picked === null) return null;
  const { level } = picked.top;
  const shelf = state.connection.kind === 'live' && !isLocked ? state.pairs.get(picked.top.pairId) : undefined;
  const picture = shelf?.kind === 'picture' && !shelf.lapsed ? shelf.picture : null;
  const bare = { level, headline: voice.app(`nothing.${level}`), lines: [safety('lock.warned')] };
  return (
    <WarningSheet
      {...rest}
      picked={picked}
      status={isLocked ? bare : shelf === undefined ? null : statusNow(state, shelf, voice, courses)}
      picture={picture}
      basis={picture === null ? [] : ageLines(picture, voice)}
      lost={lost}
      exercise={state.exercise}
      nowMs={voice.nowMs}
      onDisplayed={live.displayed}
      onSeen={() => {
        for (const warning of state.warnings) live.seen(warning.warningId);
      }}
    />
  );
}

interface WarningsProps {
  readonly state: LiveState;
  readonly live: LiveClient;
  readonly courses: Courses;
  readonly lost: string | null;
  readonly voice: Voice;
  readonly sound: AlarmSound;
  readonly plan: QuietPlan | null;
  readonly sos: SosState;
  readonly isLocked: boolean;
  onSos(): void;
}

function TopBar({ state }: { state: LiveState }) {
  const { open } = useNavigation();
  const app = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const { kind } = state.connection;
  const word = kind === 'live' ? 'connection.live' : kind === 'connecting' ? 'connection.connecting' : null;
  return (
    <header className={styles.top}>
      <span className={styles.live}>
        {word !== null && (
          <>
            <span className={styles.dot} />
            {common(word)}
          </>
        )}
      </span>
      <Button className={cx(styles.menu)} aria-label={app('menu.title')} onPress={() => open('menu')}>
        <Menu size={22} aria-hidden="true" />
      </Button>
    </header>
  );
}

function Retry({ state, onRetry }: { state: LiveState; onRetry: () => void }) {
  const common = useMessages(commonMessages);
  const reload = state.connection.kind === 'bad-frame';
  return (
    <div className={styles.retryRow}>
      <Button className={cx(styles.retry)} onPress={reload ? () => window.location.reload() : onRetry}>
        {common(reload ? 'error.reload' : 'connection.retry')}
      </Button>
      <span>{common('connection.retrying')}</span>
    </div>
  );
}
