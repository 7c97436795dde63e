import { ArrowLeft, Download, Printer } from 'lucide-react';
import type { RemovalJson } from '../../../src/devices/contract.ts';
import { SaveFile } from '../../ui/second/SaveFile.tsx';
import parts from '../parts.module.css';
import css from './Register.module.css';
import type { DeviceWords } from './use-device-words.ts';
import { useRegister } from './use-devices.ts';

/** The register of temporary removals (Decree 10): on the screen, on paper, and as a file. */
export function Register({ words, onBack }: { words: DeviceWords; onBack: () => void }) {
  const { t, stamp } = words;
  const register = useRegister(true);
  const removals = register.data?.removals ?? [];
  return (
    <main className={css.page}>
      <div className={css.tools}>
        <button type="button" onClick={onBack}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('detail.back')}
        </button>
        <button type="button" onClick={() => window.print()}>
          <Printer size="1.1em" aria-hidden="true" /> {t('register.print')}
        </button>
        <SaveFile what="export.removals" path="/api/desk/removals.csv">
          <Download size="1.1em" aria-hidden="true" /> {t('register.csv')}
        </SaveFile>
      </div>
      <h2>{t('register.title')}</h2>
      {register.error === null ? null : (
        <p role="alert" className={parts.error}>
          {words.error(register.error)}
        </p>
      )}
      {register.data === undefined ? (
        <p className={css.as}>{register.error === null ? t('list.loading') : ''}</p>
      ) : (
        <p className={css.as}>{t('register.as-of', { time: stamp(register.data.serverTimeMs) })}</p>
      )}
      {register.data !== undefined && removals.length === 0 ? <p className={css.empty}>{t('register.empty')}</p> : null}
      {removals.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <div className={css.scroll} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('col.case')}</th>
                <th scope="col">{t('col.device')}</th>
                <th scope="col">{t('field.reason')}</th>
                <th scope="col">{t('field.from')}</th>
                <th scope="col">{t('field.until')}</th>
                <th scope="col">{t('register.asked')}</th>
                <th scope="col">{t('register.decided')}</th>
                <th scope="col">{t('register.ended')}</th>
              </tr>
            </thead>
            <tbody>
              {removals.map((removal) => (
                <Line key={removal.removalId} removal={removal} words={words} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}

function Line({ removal, words }: { removal: RemovalJson; words: DeviceWords }) {
  const { t, stamp } = words;
  const decided = removal.decision === null ? 'register.pending' : (`register.${removal.decision}` as const);
  return (
    <tr data-overdue={removal.isOverdue}>
      <th scope="row">{words.cases(removal.labels)}</th>
      <td>{removal.deviceId.slice(0, 8)}</td>
      <td>
        {words.coded('reason', removal.reason)}
        {removal.words === null ? null : <q>{removal.words}</q>}
      </td>
      <td>{stamp(removal.fromMs)}</td>
      <td>{stamp(removal.untilMs)}</td>
      <td>
        {stamp(removal.requestedAtMs)} <small>{removal.requestedBy.slice(0, 8)}</small>
      </td>
      <td>
        <b>{t(decided)}</b>{' '}
        {removal.decidedAtMs === null || removal.decidedBy === null ? null : (
          <>
            {stamp(removal.decidedAtMs)} <small>{removal.decidedBy.slice(0, 8)}</small>
          </>
        )}
      </td>
      <td>
        {removal.endedAtMs !== null
          ? stamp(removal.endedAtMs)
          : removal.isOverdue
            ? t('removal.overdue', { time: stamp(removal.untilMs) })
            : '–'}
      </td>
    </tr>
  );
}
