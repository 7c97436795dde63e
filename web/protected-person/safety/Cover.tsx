import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useDisguise } from '../disguise/DisguiseProvider.tsx';
import styles from './Cover.module.css';
import { coverWhenAway } from './cover.ts';

const RULES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The first page of the app's look, empty. Shown by the style sheet while the page is out of sight. */
export function Cover() {
  const { name } = useDisguise();
  useEffect(coverWhenAway, []);
  return createPortal(
    <div className={styles.cover} aria-hidden="true">
      {name}
      {RULES.map((rule) => (
        <span key={rule} className={styles.rule} />
      ))}
    </div>,
    document.body,
  );
}
