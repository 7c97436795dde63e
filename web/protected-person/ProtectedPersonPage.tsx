import { Menu } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { useLive, useServerNowMs } from '../ui/live/LiveProvider.tsx';
import { type LiveState, serverNowMs } from '../ui/live/live-state.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { browserClock } from '../ui/page-clock.ts';
import { ErrorBoundary } from '../ui/parts/ErrorBoundary.tsx';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { Dock } from './Dock.tsx';
import { useAppSentences } from './easy/easy-reading.ts';
import { heroOf, levelNow } from './hero.ts';
import { PairView } from './home/PairView.tsx';
import { SpokenStatus } from './home/SpokenStatus.tsx';
import { useNavigation } from './NavigationProvider.tsx';
import { OpenScreen } from './OpenScreen.tsx';
import { Others } from './Others.tsx';
import { useLastEndMs } from './order/order-over.ts';
import styles from './ProtectedPersonPage.module.css';
import { listenForQuickExit, onLeaving } from './quick-exit.ts';
import { StatusPanel } from './StatusPanel.tsx';
import { Guard } from './safety/Guard.tsx';
import { isAboutAnother } from './status.ts';
import { useCourses } from './use-courses.ts';
import { useOffline } from './use-offline.ts';
import { useSos } from './use-sos.ts';
import { useSound } from './use-sound.ts';
import type { Voice } from './voice.ts';
import { feltOf } from './warning/standing.ts';
import { useStanding } from './warning/use-standing.ts';
import { useTurnedAway } from './warning/use-turned-away.ts';
import { Warnings } from './warning/Warnings.tsx';
import { useQuietPlan } from './warnings/use-my-plan.ts';

/** After the first sight, and never in its way: a hint that cannot be loaded takes nothing else along. */
const HomeNotices = lazy(async () => ({ default: (await import('./home/HomeNotices.tsx')).HomeNotices }));

const OwnPositionRun = lazy(async () => ({
  default: (await import('./own-position/OwnPositionRun.tsx')).OwnPositionRun,
}));

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

  const emergencyNumber = useEmergencyNumber();
  const orderEndedAtMs = useLastEndMs(nowMs);
  const voice: Voice = { app, common, language, emergencyNumber, nowMs, orderEndedAtMs };
  const courses = useCourses(live);
  const plan = useQuietPlan(state.connection.kind === 'live');
  const picked = useStanding(state.warnings, (pairId) => levelNow(state, pairId));
  const isAlarming = picked !== null && feltOf(picked) !== null;
  useTurnedAway(state, courses, { sound, plan, nowMs, isAlarming });
  const hero = heroOf(state, voice, offline, courses);
  // Once drawn, the map stays while the connection is lost: it is slow to start again.
  const drawn = useRef(false);
  drawn.current ||= hero.picture !== null;
  const signedOut = state.connection.kind === 'signed-out';
  const showsNothing = signedOut || state.key === 'gone';
  const { place } = useNavigation();
  const about = hero.picture !== null && isAboutAnother(hero.picture, state.viewer?.kind ?? 'protected');
  const dock = <Dock sos={sos} onSos={signedOut ? null : send} nowMs={nowMs} />;
  const lost = hero.stale ? hero.headline : null;
  const lostSaid = hero.stale ? `${hero.headline}. ${hero.lines[0] ?? ''}` : null;
  const warnings = { state, live, picked, courses, voice, sound, plan, sos, lost, onSos: send };
  return (
    <>
      <Apart>
        <OwnPositionRun />
      </Apart>
      <Guard
        {...{ state, nowMs, dock, onSos: send }}
        lost={lostSaid}
        warnings={(bare) => <Warnings {...warnings} bare={bare} />}
      >
        <div className={styles.page} data-stale={hero.stale || undefined}>
          {state.exercise ? <ExerciseBand /> : <span />}
          {place !== 'home' && <OpenScreen place={place} sound={sound} foot={dock} lost={lostSaid} />}
          <main className={styles.grid} hidden={place !== 'home'}>
            <div className={styles.status}>
              <TopBar state={state} />
              <StatusPanel hero={hero} />
              <SpokenStatus said={hero} />
              {hero.stale && <Retry state={state} onRetry={live.retryNow} />}
            </div>
            <div className={styles.more}>
              <Others others={hero.others} />
              {!showsNothing && (
                <>
                  <Apart>
                    <SafetyNotices kind={state.viewer?.kind ?? null} />
                  </Apart>
                  <Apart>
                    <HomeNotices sound={sound} state={state} />
                  </Apart>
                </>
              )}
            </div>
            <div className={styles.map}>
              {(hero.picture !== null ||
                (drawn.current && !showsNothing && (hero.stale || state.pairs.size === 0))) && (
                <PairView hero={hero} about={about ? 'other' : 'protected'} mark={state.mark} now={serverNow} />
              )}
            </div>
            <div className={styles.dock}>{dock}</div>
          </main>
        </div>
      </Guard>
    </>
  );
}

/** What is loaded later: absent until it is there, and absent when it fails. */
function Apart({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary instead={null}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
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
