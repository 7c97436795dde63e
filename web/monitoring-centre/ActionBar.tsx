import type { IncidentJson } from '../../src/incidents/contract.ts';
import type { CallFailed } from '../ui/call.ts';
import { cx } from '../ui/cx.ts';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import css from './ActionBar.module.css';
import { Age } from './Age.tsx';
import type { CloseReason } from './api.ts';
import parts from './parts.module.css';
import { StepButtons } from './StepButtons.tsx';
import type { Words } from './words.ts';

/** What an officer can do with the chosen case, and how the last attempt went. */
export interface Acts {
  readonly acknowledging: boolean;
  readonly closing: boolean;
  /** Of the chosen case; shown where it was tried. */
  readonly acknowledgeError: CallFailed | null;
  readonly closeError: CallFailed | null;
  readonly closeOpen: boolean;
  /** Acts cannot be recorded: no connection. */
  readonly offline: boolean;
  acknowledge(): void;
  setCloseOpen(open: boolean): void;
  close(reason: CloseReason, text: string): void;
  step(by: 1 | -1): void;
}

export function ActionBar({ words, incident, acts }: { words: Words; incident: IncidentJson; acts: Acts }) {
  const { t } = words;
  const open = incident.state !== 'closed';
  return (
    <footer className={css.bar} data-closed={!open}>
      {acts.acknowledgeError === null ? null : (
        <p className={cx(parts.error, css.error)} role="alert">
          {words.error(acts.acknowledgeError)}
        </p>
      )}
      <div className={css.row}>
        {open && incident.state === 'unacknowledged' ? (
          <button
            type="button"
            className={`${css.button} ${css.primary}`}
            aria-keyshortcuts="a"
            aria-busy={acts.acknowledging}
            aria-disabled={acts.acknowledging || acts.offline}
            onClick={() => acts.acknowledge()}
          >
            {t(acts.acknowledging ? 'act.acknowledging' : 'act.acknowledge')} <KeyCap>A</KeyCap>
          </button>
        ) : null}
        {open && incident.state === 'acknowledged' && incident.acknowledgedAtMs !== null ? (
          <span className={css.done}>
            {t('row.acknowledged')} · <Age words={words} sinceMs={incident.acknowledgedAtMs} />
          </span>
        ) : null}
        {open ? (
          <button
            type="button"
            className={css.button}
            aria-keyshortcuts="c"
            aria-expanded={acts.closeOpen}
            aria-disabled={acts.offline}
            onClick={() => acts.setCloseOpen(!acts.closeOpen)}
          >
            {t('act.close')} <KeyCap>C</KeyCap>
          </button>
        ) : null}
        <span className={css.steps}>
          <StepButtons words={words} step={acts.step} />
        </span>
      </div>
    </footer>
  );
}
