import type { Urgency } from '../deadlines.ts';
import css from './UrgencyMark.module.css';

/** Word, shape and colour of a deadline; the shapes differ in outline, so that none is told by colour alone. */
export function UrgencyMark({ urgency, children }: { urgency: Urgency; children: string }) {
  return (
    <span className={css.mark} data-urgency={urgency}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {SHAPES[urgency]}
      </svg>
      {children}
    </span>
  );
}

const SHAPES: Readonly<Record<Urgency, React.ReactNode>> = {
  overdue: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor" />,
  day: <path d="M8 1.2 15.4 14H.6Z" fill="currentColor" />,
  week: <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />,
  later: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  none: <path d="M2 8h12" stroke="currentColor" strokeWidth="3" strokeDasharray="3 1.5" />,
};
