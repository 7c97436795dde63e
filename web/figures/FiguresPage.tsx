/** Figures of applications, for the public and the offices: a chart, the same as a table, and how the rates are counted. */
import { useEffect, useState } from 'react';
import type { FigureGroup } from '../../src/insight/applications/contract.ts';
import { figuresSchema } from '../../src/insight/applications/contract.ts';
import { figuresMessages } from '../ui/messages/figures/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { SaveFile } from '../ui/second/SaveFile.tsx';
import { loadSession, type Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { useApi } from '../ui/use-api.ts';
import { Chart } from './Chart.tsx';
import css from './FiguresPage.module.css';
import { FiguresTable } from './FiguresTable.tsx';

const GROUPS: readonly FigureGroup[] = ['measure', 'court', 'month', 'applicant'];
const OFFICES: ReadonlySet<string> = new Set(['officer', 'police', 'prosecutor', 'judge', 'clerk']);

export function FiguresPage() {
  const t = useMessages(figuresMessages);
  const [kind, setKind] = useState<Session['kind'] | 'nobody' | null>(null);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  useEffect(() => {
    // Whoever is signed in for an office sees all; without an answer the page shows what anybody may see.
    loadSession().then((answer) => setKind(answer.kind === 'signed-in' ? answer.session.kind : 'nobody'));
  }, []);
  return kind === null ? <p role="status">{t('loading')}</p> : <Shown kind={kind} />;
}

function Shown({ kind }: { kind: Session['kind'] | 'nobody' }) {
  const isOffice = OFFICES.has(kind);
  const t = useMessages(figuresMessages);
  const [group, setGroup] = useState<FigureGroup>('measure');
  const [months, setMonths] = useState({ from: '', to: '' });
  const isReversed = months.from !== '' && months.to !== '' && months.from > months.to;
  const asked = Object.entries(isReversed ? {} : months).filter(([, month]) => month !== '');
  const query = new URLSearchParams([['group', group], ...asked]).toString();
  const path = `/api/${isOffice ? '' : 'public/'}figures/applications`;
  const { loaded, reload } = useApi(`${path}?${query}`, figuresSchema);
  return (
    <div className={css.page}>
      {loaded.kind === 'ready' && loaded.data.exercise ? <ExerciseBand /> : <span />}
      <main className={css.main}>
        <header className={css.head}>
          <h1>{t('title')}</h1>
          <p>{t('intro')}</p>
          {loaded.kind === 'ready' && loaded.data.exercise ? <p>{t('exercise')}</p> : null}
          <p className={css.who}>{t(isOffice ? 'office' : 'public')}</p>
        </header>
        <form className={css.choice} onSubmit={(event) => event.preventDefault()}>
          <label>
            {t('group')}
            <select value={group} onChange={(event) => setGroup(event.target.value as FigureGroup)}>
              {GROUPS.map((one) => (
                <option key={one} value={one}>
                  {t(`group.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <Month label={t('from')} value={months.from} onChange={(from) => setMonths({ ...months, from })} />
          <Month label={t('to')} value={months.to} onChange={(to) => setMonths({ ...months, to })} />
          {isOffice ? (
            <SaveFile what="export.figures" path={`${path}.csv?${query}`} className={css.csv}>
              {t('csv')}
            </SaveFile>
          ) : (
            <a className={css.csv} href={`${path}.csv?${query}`} download>
              {t('csv')}
            </a>
          )}
          <button type="button" onClick={() => window.print()}>
            {t('print')}
          </button>
        </form>
        {isReversed ? (
          <p role="alert" className={css.error}>
            {t('reversed')}
          </p>
        ) : null}
        {loaded.kind === 'loading' ? <p role="status">{t('loading')}</p> : null}
        {loaded.kind === 'failed' || loaded.kind === 'no-connection' ? (
          <p role="alert" className={css.error}>
            {t(loaded.kind)}{' '}
            <button type="button" onClick={() => void reload()}>
              {t('again')}
            </button>
          </p>
        ) : null}
        {loaded.kind === 'ready' ? (
          <>
            {loaded.data.rows.length === 0 ? <p>{t('none')}</p> : <Chart figures={loaded.data} />}
            <FiguresTable figures={loaded.data} />
          </>
        ) : null}
        <section className={css.words}>
          <h2>{t('definitions')}</h2>
          {(['application', 'person', 'open', 'measure'] as const).map((one) => (
            <p key={one}>{t(`definition.${one}`)}</p>
          ))}
        </section>
        <footer className={css.foot}>
          <LanguageSwitch />
          {kind === 'nobody' ? null : <SignOut kind={kind} />}
        </footer>
      </main>
    </div>
  );
}

function Month({ label, value, onChange }: { label: string; value: string; onChange: (month: string) => void }) {
  return (
    <label>
      {label}
      <input type="month" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
