import { useEffect, useState } from 'react';
import { useDisguise } from '../disguise/DisguiseProvider.tsx';
import { useHold } from '../use-hold.ts';
import { vibrate } from '../vibration.ts';
import type { Picked } from '../warning/standing.ts';
import styles from './DecoyView.module.css';

interface DecoyViewProps {
  /** The most urgent warning that stands; it is felt and not shown. */
  readonly picked: Picked | null;
  /** Sends an SOS without a word. */
  onSos(): void;
}

/**
 * What the second PIN opens: the app's look, empty. A warning shakes the phone once and is neither shown nor counted as shown, so
 * that it goes on by every other way. A long press on the name sends an SOS. Whoever watches sees nothing of either.
 */
export function DecoyView({ picked, onSos }: DecoyViewProps) {
  const { name } = useDisguise();
  const { handlers } = useHold(onSos);
  const [text, setText] = useState('');
  const warningId = picked?.top.warningId ?? null;
  const level = picked?.top.level ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each warning
  useEffect(() => {
    // HAZARD H-203: what protects them stops because somebody forced them to open the app.
    if (level !== null) vibrate(level, 'full');
  }, [warningId]);
  return (
    <main className={styles.page}>
      <h1>
        <button type="button" className={styles.name} {...handlers}>
          {name}
        </button>
      </h1>
      <textarea
        className={styles.text}
        aria-label={name}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </main>
  );
}
