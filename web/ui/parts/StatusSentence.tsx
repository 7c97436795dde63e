import styles from './StatusSentence.module.css';

/** Longer sentences step down one size, so that they stay above the fold on a phone. */
const LONG_CHARS = 60;

/** The one true sentence of a page, in its largest type. */
export function StatusSentence({ text }: { text: string }) {
  return <h1 className={text.length > LONG_CHARS ? `${styles.sentence} ${styles.long}` : styles.sentence}>{text}</h1>;
}
