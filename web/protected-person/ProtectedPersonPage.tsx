import { Menu } from 'lucide-react';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useLive, useServerNowMs } from '../ui/live/LiveProvider.tsx';
import type { LiveClient } from '../ui/live/live-client.ts';
import { type LiveState, serverNowMs } from '../ui/live/live-state.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { browserClock } from '../ui/page-clock.ts';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import type { AlarmSound } from './alarm-sound.ts';
import { Dock } from './Dock.tsx';
import { heroOf } from './hero.ts';
import { useNavigation } from './NavigationProvider.tsx';
import { OpenScreen } from './OpenScreen.tsx';
import { Others } from './Others.tsx';
import { PairMap } from './PairMap.tsx';
import styles from './ProtectedPersonPage.module.css';
import { listenForQuickExit } from './quick-exit.ts';
import { SoundControl } from './SoundControl.tsx';
import { StatusPanel } from './StatusPanel.tsx';
import type { SosState } from './sos.ts';
import { ageLines, isAboutAnother, statusOfShelf } from './status.ts';
import { useOffline } from './use-offline.ts';
import { useSos } from './use-sos.ts';
import { useSound } from './use-sound.ts';
import type { Voice } from './voice.ts';
import { WarningSheet } from './WarningSheet.tsx';
import { pickWarning } from './warning-pick.ts';
import { ClosedPhoneHint } from './warnings/ClosedPhoneHint.tsx';
import { useClosedReach } from './warnings/use-my-plan.ts';

/** The page of a protected person or a member of their household: status, map, SOS; a warning covers it all. */
export function ProtectedPersonPage() {
  const { state, live } = useLive();
  const nowMs = useServerNowMs();
  const app = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const sound = useSound();
  const offline = useOffline();
  const serverNow = useCallback(() => serverNowMs(live.state(), browserClock.nowMs()), [live]);
  const { sos, send } = useSos(serverNow);
  useEffect(listenForQuickExit, []);
  useEffect(() => {
    document.title = app('title');
  }, [app]);
  const officer = state.viewer?.kind === 'officer';
  useEffect(() => {
    if (officer) window.location.replace('/centre/');
  }, [officer]);

  const voice: Voice = { app, common, language, nowMs };
  const closed = useClosedReach();
  const hero = heroOf(state, voice, offline, closed);
  // Once drawn, the map stays while the connection is lost: it is slow to start again.
  const drawn = useRef(false);
  drawn.current ||= hero.picture !== null;
  const signedOut = state.connection.kind === 'signed-out';
  const { place } = useNavigation();
  const about = hero.picture !== null && isAboutAnother(hero.picture, state.viewer?.kind ?? 'protected');
  const dock = <Dock sos={sos} onSos={signedOut ? null : send} nowMs={nowMs} />;
  return (
    <div className={styles.page} data-stale={hero.stale || undefined}>
      {state.exercise ? <ExerciseBand /> : <span />}
      {place !== 'home' && <OpenScreen place={place} sound={sound} foot={dock} />}
      <main className={styles.grid} hidden={place !== 'home'}>
        <div className={styles.status}>
          <TopBar state={state} />
          <StatusPanel hero={hero} />
          {hero.stale && <Retry state={state} onRetry={live.retryNow} />}
        </div>
        <div className={styles.more}>
          <Others others={hero.others} />
          {!signedOut && <SoundNotice sound={sound} />}
          {!signedOut && <ClosedPhoneHint />}
        </div>
        <div className={styles.map}>
          {(hero.picture !== null || (hero.stale && drawn.current)) && (
            <PairMap
              picture={hero.picture}
              about={about ? 'other' : 'protected'}
              stale={hero.stale}
              nowMs={serverNow}
            />
          )}
        </div>
        <div className={styles.dock}>{dock}</div>
      </main>
      <Warnings state={state} live={live} voice={voice} sound={sound} sos={sos} onSos={send} />
    </div>
  );
}

/** The sheet for the most urgent warning, with what is true of its pair now; nothing of it when the stream is not live. */
function Warnings({ state, live, voice, sound, sos, onSos }: WarningsProps) {
  const picked = pickWarning(state.warnings);
  if (picked === null) return null;
  const viewer = state.viewer?.kind ?? 'protected';
  const shelf = state.connection.kind === 'live' ? state.pairs.get(picked.top.pairId) : undefined;
  return (
    <WarningSheet
      picked={picked}
      status={shelf === undefined ? null : statusOfShelf(shelf, viewer, voice)}
      basis={shelf?.kind === 'picture' && !shelf.lapsed ? ageLines(shelf.picture, voice) : []}
      exercise={state.exercise}
      sound={sound}
      sos={sos}
      nowMs={voice.nowMs}
      onSos={onSos}
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
  readonly voice: Voice;
  readonly sound: AlarmSound;
  readonly sos: SosState;
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

/** Shown only while a warning would be silent. */
function SoundNotice({ sound }: { sound: AlarmSound }) {
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  if (state === 'on') return null;
  return (
    <div className={styles.notice}>
      <SoundControl sound={sound} />
    </div>
  );
}
