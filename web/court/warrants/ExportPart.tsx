import { useState } from 'react';
import type { ViewJson, WarrantJson } from '../../../src/safeguards/warrants/contract.ts';
import { CallFailed } from '../../ui/call.ts';
import buttons from '../parts/Buttons.module.css';
import { exportView } from './api.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface ExportPartProps {
  readonly words: WarrantWords;
  readonly warrant: WarrantJson;
  readonly view: ViewJson;
  readonly onRecorded: () => void;
}

/** In two steps: what leaves is read before it does. */
export function ExportPart({ words, warrant, view, onRecorded }: ExportPartProps) {
  const { w, coded, court } = words;
  const [step, setStep] = useState<'closed' | 'asked' | 'sending'>('closed');
  const [failed, setFailed] = useState<CallFailed | null>(null);
  const take = async () => {
    setStep('sending');
    setFailed(null);
    try {
      const { blob, name } = await exportView(warrant.warrantId, view.viewId);
      const url = URL.createObjectURL(blob);
      const link = Object.assign(document.createElement('a'), { href: url, download: name });
      link.click();
      URL.revokeObjectURL(url);
      setStep('closed');
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailed(error);
      setStep('asked');
    } finally {
      onRecorded();
    }
  };
  if (step === 'closed') {
    return (
      <p data-screen-only>
        <button type="button" className={buttons.button} onClick={() => setStep('asked')}>
          {w('export.open')}
        </button>
      </p>
    );
  }
  return (
    <section className={css.export} aria-label={w('export.title')} data-screen-only>
      <strong>{w('export.title')}</strong>
      <p>{w('export.said', { count: view.positions, use: coded('use', warrant.use) })}</p>
      {failed === null ? null : (
        <p role="alert">
          {court.error(failed).said} {failed.message === '' ? null : <q lang="en">{failed.message}</q>}
        </p>
      )}
      <p className={buttons.row}>
        <button
          type="button"
          className={buttons.strong}
          aria-disabled={step === 'sending'}
          onClick={() => (step === 'sending' ? undefined : void take())}
        >
          {w(step === 'sending' ? 'sending' : 'export.confirm')}
        </button>
        <button type="button" className={buttons.button} onClick={() => setStep('closed')}>
          {w('cancel')}
        </button>
      </p>
    </section>
  );
}
