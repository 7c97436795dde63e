import styles from './ViewMark.module.css';

interface ViewMarkProps {
  /** Null before the server said one. */
  readonly code: string | null;
  /** Server time. */
  readonly nowMs: number;
}

const ROWS = [0, 1, 2, 3, 4, 5];

/** A quiet mark over a place: the viewer's code and the minute, again and again, so that a part of a picture still holds it. Says nothing to a screen reader. */
export function ViewMark({ code, nowMs }: ViewMarkProps) {
  if (code === null) return null;
  const text = `${code} ${new Date(nowMs).toISOString().slice(11, 16)}`;
  return (
    <div className={styles.mark} aria-hidden="true" data-view-mark={code}>
      {ROWS.map((row) => (
        <p key={row}>{`${text} `.repeat(16)}</p>
      ))}
    </div>
  );
}
