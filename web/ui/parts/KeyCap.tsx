import css from './KeyCap.module.css';

/** The key that does the same, beside every action. Screen readers hear it through aria-keyshortcuts on the control. */
export function KeyCap({ children }: { children: string }) {
  return (
    <span className={css.key} aria-hidden="true">
      {children}
    </span>
  );
}
