/**
 * Seeing the positions. What is shown is held by this page only while the server says that it may be, and is gone from it the moment it may not, or
 * nothing is heard. Fails toward showing nothing.
 */
import { useEffect, useRef, useState } from 'react';
import type { PositionJson, ViewJson, WarrantJson } from '../../../src/safeguards/warrants/contract.ts';
import { CallFailed } from '../../ui/call.ts';
import buttons from '../parts/Buttons.module.css';
import { Section } from '../parts/Section.tsx';
import { loadPositions, openView } from './api.ts';
import { ExportPart } from './ExportPart.tsx';
import { Positions } from './Positions.tsx';
import type { Standing } from './use-warrants.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface ViewPartProps {
  readonly words: WarrantWords;
  readonly warrant: WarrantJson;
  readonly standing: Standing;
  /** Something was recorded: what happened is read again. */
  readonly onRecorded: () => void;
}

interface Seen {
  readonly view: ViewJson;
  readonly positions: readonly PositionJson[];
}

export function ViewPart({ words, warrant, standing, onRecorded }: ViewPartProps) {
  const { w, coded, court } = words;
  const [seen, setSeen] = useState<Seen | null>(null);
  const [isOpening, setOpening] = useState(false);
  const [failed, setFailed] = useState<CallFailed | null>(null);
  const may = standing.kind === 'said' && standing.said.may;
  const latest = useRef(may);
  latest.current = may;
  // HAZARD H-512: what was refused stays on the screen. It is not hidden but let go of.
  useEffect(() => {
    if (!may) setSeen(null);
  }, [may]);
  const open = async () => {
    setOpening(true);
    setFailed(null);
    try {
      const view = await openView(warrant.warrantId, warrant.use);
      const positions = await loadPositions(warrant.warrantId, view, () => latest.current);
      if (latest.current) setSeen({ view, positions });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailed(error);
    } finally {
      setOpening(false);
      onRecorded();
    }
  };
  return (
    <Section id="warrant-view" title={w('view.title')}>
      {may && seen !== null ? (
        <>
          <Positions words={words} view={seen.view} positions={seen.positions} />
          {seen.positions.length === 0 ? null : (
            <ExportPart words={words} warrant={warrant} view={seen.view} onRecorded={onRecorded} />
          )}
        </>
      ) : (
        <div className={css.closed} role="status">
          <strong>{w(standing.kind === 'waiting' ? 'view.loading' : may ? 'view.open' : 'view.closed')}</strong>
          {standing.kind === 'silent' ? <p>{w('view.silent')}</p> : null}
          {standing.kind === 'said' && standing.said.why !== null ? <p>{coded('why', standing.said.why)}</p> : null}
          {may ? (
            <>
              <p>{w('view.hint', { use: coded('use', warrant.use) })}</p>
              <button
                type="button"
                className={buttons.strong}
                aria-disabled={isOpening}
                onClick={() => (isOpening ? undefined : void open())}
              >
                {w(isOpening ? 'view.loading' : 'view.open')}
              </button>
            </>
          ) : null}
          {failed === null ? null : (
            <p role="alert">
              {court.error(failed).said} {failed.message === '' ? null : <q lang="en">{failed.message}</q>}
            </p>
          )}
        </div>
      )}
    </Section>
  );
}
