/**
 * Statutory registers, for those to whom the pack opens them: chosen, by days, as a table that prints, and as CSV. Fails toward saying so: a register
 * that could not be read, or is cut, is never shown as if it were whole.
 */
import { useEffect, useState } from 'react';
import { localDate } from '../../src/core/local-time.ts';
import { DAY_MS } from '../../src/core/time.ts';
import {
  type RegisterListJson,
  type RegisterRow,
  registerListSchema,
  registerSchema,
} from '../../src/safeguards/registers/contract.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { type WarrantsKey, warrantsMessages } from '../ui/messages/warrants/catalogue.ts';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { SaveFile } from '../ui/second/SaveFile.tsx';
import { loadSession, type Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { useApi } from '../ui/use-api.ts';
import css from './RegistersPage.module.css';

const FIRST_DAYS = 30;

type Who = 'asking' | 'nobody' | Session['kind'];

export function RegistersPage() {
  const w = useMessages(warrantsMessages);
  const [who, setWho] = useState<Who>('asking');
  useEffect(() => {
    document.title = w('registers.title');
  }, [w]);
  useEffect(() => {
    void loadSession().then((answer) => setWho(answer.kind === 'signed-in' ? answer.session.kind : 'nobody'));
  }, []);
  return (
    <main className={css.main}>
      <header className={css.head}>
        <h1>{w('registers.title')}</h1>
        <p>{w('registers.intro')}</p>
      </header>
      {who === 'asking' ? <p role="status">{w('loading')}</p> : null}
      {who === 'nobody' ? <p role="alert">{w('registers.sign-in')}</p> : null}
      {who === 'asking' || who === 'nobody' ? null : <Registers />}
      <footer className={css.foot}>
        <LanguageSwitch />
        {who === 'asking' || who === 'nobody' ? null : <SignOut kind={who} />}
      </footer>
    </main>
  );
}

function Registers() {
  const w = useMessages(warrantsMessages);
  const { loaded, reload } = useApi('/api/registers', registerListSchema);
  if (loaded.kind !== 'ready') return <Away kind={loaded.kind} onAgain={reload} />;
  if (loaded.data.registers.length === 0) return <p>{w('registers.none')}</p>;
  return <Chosen list={loaded.data} />;
}

function Away({ kind, onAgain }: { kind: string; onAgain: () => unknown }) {
  const w = useMessages(warrantsMessages);
  if (kind === 'loading') return <p role="status">{w('loading')}</p>;
  return (
    <p role="alert">
      {w(kind === 'no-connection' ? 'registers.no-connection' : 'registers.failed')}{' '}
      <button type="button" onClick={() => void onAgain()}>
        {w('registers.again')}
      </button>
    </p>
  );
}

function dayOf(atMs: number, timeZone: string): string {
  const { year, month, day } = localDate(atMs, timeZone);
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

function Chosen({ list }: { list: RegisterListJson }) {
  const w = useMessages(warrantsMessages);
  const { language } = useLanguage();
  const { timeZone, serverTimeMs } = list;
  const [id, setId] = useState(list.registers[0]!.id);
  const [days, setDays] = useState({
    from: dayOf(serverTimeMs - FIRST_DAYS * DAY_MS, timeZone),
    to: dayOf(serverTimeMs, timeZone),
  });
  const query = new URLSearchParams(days).toString();
  const { loaded, reload } = useApi(`/api/registers/${id}?${query}`, registerSchema);
  return (
    <>
      <form className={css.choice} onSubmit={(event) => event.preventDefault()}>
        <label>
          {w('registers.which')}
          <select value={id} onChange={(event) => setId(event.target.value as typeof id)}>
            {list.registers.map((one) => (
              <option key={one.id} value={one.id}>
                {language === 'ko' ? one.name : one.nameEn}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {w(`registers.${name}`)}
            <input
              type="date"
              required
              value={days[name]}
              onChange={(event) =>
                event.target.value === '' ? undefined : setDays({ ...days, [name]: event.target.value })
              }
            />
          </label>
        ))}
        <SaveFile what="export.register" path={`/api/registers/${id}/csv?${query}`} className={css.button}>
          {w('registers.csv')}
        </SaveFile>
        <button type="button" className={css.button} onClick={() => window.print()}>
          {w('registers.print')}
        </button>
      </form>
      {loaded.kind === 'ready' ? <Register data={loaded.data} /> : <Away kind={loaded.kind} onAgain={reload} />}
    </>
  );
}

function Register({ data }: { data: ReturnType<typeof registerSchema.parse> }) {
  const w = useMessages(warrantsMessages);
  const { language } = useLanguage();
  const time = (atMs: number) =>
    new Intl.DateTimeFormat(language, {
      timeZone: data.timeZone,
      dateStyle: 'medium',
      timeStyle: 'medium',
      hourCycle: 'h23',
    }).format(atMs);
  return (
    <>
      {data.exercise ? <ExerciseBand /> : null}
      {data.overdue === 0 ? null : (
        <p role="alert" className={css.overdue}>
          {w('registers.overdue', { count: data.overdue })}
        </p>
      )}
      <section className={css.register} aria-labelledby="register-title">
        <h2 id="register-title">
          <span lang={language === 'ko' ? 'ko' : 'en'}>{language === 'ko' ? data.name : data.nameEn}</span> (
          {data.article})
        </h2>
        {data.keep?.years == null ? null : (
          <p>{w('registers.keep', { years: data.keep.years, article: data.keep.article })}</p>
        )}
        <p>{w('registers.zone', { zone: data.timeZone, time: time(data.serverTimeMs) })}</p>
        {data.isWhole ? null : <p role="alert">{w('registers.cut')}</p>}
        {data.rows.length === 0 ? <p>{w('registers.empty')}</p> : <Rows rows={data.rows} time={time} />}
      </section>
    </>
  );
}

const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Of which kind the code is that stands under a name. */
const KINDS: Readonly<Record<string, string>> = {
  result: 'state',
  because: 'because',
  outside: 'confirm',
  decision: 'decision',
};

const COLUMNS = ['at', 'what', 'of', 'office', 'by', 'purpose', 'ledger', 'more'] as const;

function Rows({ rows, time }: { rows: readonly RegisterRow[]; time: (atMs: number) => string }) {
  const w = useMessages(warrantsMessages);
  const coded = (kind: string, code: string) => {
    const key = `${kind}.${code}`;
    return w.has(key) ? w(key as WarrantsKey) : code;
  };
  /** Codes in words, instants in the law's own time. */
  const said = (name: string, value: string | number | boolean): string => {
    if (typeof value !== 'string') return String(value);
    if (ISO.test(value)) return time(Date.parse(value));
    return coded(KINDS[name] ?? 'more', value);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className={css.scroll} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                {w(`registers.col.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a register do not move, and several may be alike
            <tr key={i}>
              <td>{time(row.atMs)}</td>
              <td>{coded('event', row.what)}</td>
              <td className={css.code}>{row.of}</td>
              <td>{row.office}</td>
              <td className={css.code}>{row.by}</td>
              <td>
                {coded('use', row.purpose)} ({row.article})
              </td>
              <td className={css.code}>{row.ledger ?? ''}</td>
              <td className={css.code}>
                {Object.entries(row.more)
                  .map(([name, value]) => `${coded('more', name)}: ${said(name, value)}`)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
