import { type ComponentType, Suspense, useEffect, useState } from 'react';
import type { Picture } from '../../../src/disclosure/contract.ts';
import { EMERGENCY_NUMBER } from '../../ui/emergency.ts';
import { ErrorBoundary } from '../../ui/parts/ErrorBoundary.tsx';
import type { Level } from '../../ui/parts/level.ts';
import { useAppSentences } from '../easy/easy-reading.ts';
import styles from './WhatToDo.module.css';

export interface WhatToDoProps {
  readonly level: Level;
  /** The pair's picture while it holds; null: none. */
  readonly picture: Picture | null;
}

const AGAIN_MS = 5_000;

/**
 * What a person can do in a warning. Loaded apart, so that the warning itself waits for nothing and stands whatever becomes of this: calling and
 * SOS are in the dock below.
 */
export function WhatToDo(props: WhatToDoProps) {
  const t = useAppSentences();
  const [Body, setBody] = useState<ComponentType<WhatToDoProps> | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is a new one
  useEffect(() => {
    let timer = 0;
    import('./WhatToDoBody.tsx').then(
      (module) => setBody(() => module.WhatToDoBody),
      () => {
        timer = window.setTimeout(() => setTries((count) => count + 1), AGAIN_MS);
      },
    );
    return () => window.clearTimeout(timer);
  }, [tries]);
  return (
    <>
      <p className={styles.do} id="warning-do">
        {t(`warning.do.${props.level}`, { number: EMERGENCY_NUMBER })}
      </p>
      {Body !== null && (
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
