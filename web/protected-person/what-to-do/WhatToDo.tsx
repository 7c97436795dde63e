import { type ComponentType, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { ErrorBoundary } from '../../ui/parts/ErrorBoundary.tsx';
import type { Level } from '../../ui/parts/level.ts';
import { useAppSentences } from '../easy/easy-reading.ts';
import { useLock } from '../lock/LockProvider.tsx';
import styles from './WhatToDo.module.css';

export interface WhatToDoProps {
  readonly level: Level;
}

const AGAIN_MS = 5_000;

/**
 * What a person can do in a warning. Loaded apart, so that the warning itself waits for nothing and stands whatever becomes of this: calling and
 * SOS are in the dock below. `children`: what is said of the warning itself, before the longer lists.
 */
export function WhatToDo({ children, ...props }: WhatToDoProps & { readonly children: ReactNode }) {
  const number = useEmergencyNumber();
  const t = useAppSentences();
  const { lock } = useLock();
  const { state } = useLive();
  const [Body, setBody] = useState<ComponentType<WhatToDoProps> | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is a new one
  useEffect(() => {
    let timer = 0;
    const again = () => {
      timer = window.setTimeout(() => setTries((count) => count + 1), AGAIN_MS);
    };
    import('./WhatToDoBody.tsx').then((module: typeof import('./WhatToDoBody.tsx') | undefined) => {
      // A bundler's loader may swallow the failure and bring nothing.
      if (module === undefined) again();
      else setBody(() => module.WhatToDoBody);
    }, again);
    return () => window.clearTimeout(timer);
  }, [tries]);
  return (
    <>
      <p className={styles.do} id="warning-do">
        {t(`warning.do.${props.level}`, { number })}
      </p>
      {children}
      {/* Locked, or without its key, nobody's name is on the screen: neither whom they trust nor a place of theirs. */}
      {Body !== null && state.key !== 'gone' && (lock.kind === 'none' || lock.kind === 'open') && (
        // HAZARD H-216: its texts come apart as well, and while they do, or do not, the warning stands.
        <ErrorBoundary key={tries} instead={null}>
          <Suspense fallback={null}>
            <Body {...props} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  );
}
