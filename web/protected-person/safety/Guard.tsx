import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LiveState } from '../../ui/live/live-state.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import { browserClock } from '../../ui/page-clock.ts';
import { ExerciseBand } from '../../ui/parts/ExerciseBand.tsx';
import { ConsentGate } from '../household/ConsentGate.tsx';
import { useParticipation } from '../household/use-participation.ts';
import { DecoyView } from '../lock/DecoyView.tsx';
import { useLock } from '../lock/LockProvider.tsx';
import { LockScreen } from '../lock/LockScreen.tsx';
import { NOTHING_WATCHED, pickWarning } from '../warning/standing.ts';
import { usePushed } from '../warnings/use-pushed.ts';
import styles from './Guard.module.css';

/** After unlocking, what was withheld comes within this time, or is said not to be there. */
const OPENING_MS = 3_000;

interface GuardProps {
  readonly state: LiveState;
  readonly nowMs: number;
  readonly dock: ReactNode;
  /** Said on the locked screen too: that this page cannot warn now. Null: it can. */
  readonly lost: string | null;
  /** The warnings, as far as they may be shown. They stand at one place whatever stands before the page, so that none begins anew. */
  readonly warnings: (bare: 'locked' | 'key-gone' | 'withheld' | null) => ReactNode;
  readonly children: ReactNode;
  onSos(): void;
}

/**
 * What stands before the page: the harmless view, the lock, a household member's consent. While one of them does, nothing of the page
 * is on the screen or in the document. Warnings stand before the lock and before the question of consent.
 */
export function Guard({ state, nowMs, dock, lost, warnings, children, onSos }: GuardProps) {
  const { lock } = useLock();
  const isLocked = lock.kind === 'locked' || lock.kind === 'checking';
  const opening = useOpening(isLocked, state);
  const isMember = state.viewer?.kind === 'household';
  const isLive = state.connection.kind === 'live';
  // A phone that did not prove its key is shown nothing, and so is not asked for consent: it says that it must be set up anew.
  const proven = state.key === 'proven';
  const { loaded, set, reload } = useParticipation(isMember && proven && !isLocked && lock.kind !== 'decoy', isLive);
  const isGated = isMember && proven && !(loaded.kind === 'ready' && loaded.data.state === 'consented');
  usePushed(isLive && lock.kind !== 'decoy');
  if (lock.kind === 'decoy') {
    return (
      <div className={styles.page}>
        <span />
        <DecoyView picked={pickWarning(state.warnings, NOTHING_WATCHED)} onSos={onSos} />
      </div>
    );
  }
  const band = state.exercise ? <ExerciseBand /> : <span />;
  const stands = isLocked || opening;
  return (
    <>
      {stands && (
        <div className={styles.page}>
          {band}
          {isLocked ? <LockScreen nowMs={nowMs} lost={lost} dock={dock} /> : <Opening dock={dock} />}
        </div>
      )}
      {!stands && (isGated ? <ConsentGate {...{ loaded, set, reload, band, dock }} /> : children)}
      {warnings(stands ? 'locked' : state.key === 'gone' ? 'key-gone' : isGated || !proven ? 'withheld' : null)}
    </>
  );
}

function Opening({ dock }: { dock: ReactNode }) {
  const t = useMessages(safetyMessages);
  return (
    <main className={styles.opening}>
      <p role="status">{t('lock.opening')}</p>
      {dock}
    </main>
  );
}

/** True for a moment after unlocking, while the pairs that the lock withheld are not there yet. */
function useOpening(isLocked: boolean, state: LiveState): boolean {
  const wasLocked = useRef(isLocked);
  const [openedAtMs, setOpenedAtMs] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  if (wasLocked.current !== isLocked) {
    wasLocked.current = isLocked;
    setOpenedAtMs(isLocked ? null : browserClock.nowMs());
    setOver(false);
  }
  useEffect(() => {
    if (openedAtMs === null) return;
    const timer = window.setTimeout(() => setOver(true), OPENING_MS);
    return () => window.clearTimeout(timer);
  }, [openedAtMs]);
  if (openedAtMs === null || over || state.connection.kind !== 'live') return false;
  return [...state.pairs.values()].some((shelf) => shelf.kind === 'withdrawn' && shelf.statement === 'refused');
}
