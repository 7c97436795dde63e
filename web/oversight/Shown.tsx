import type { ReactNode } from 'react';
import type { EntryJson } from '../../src/server/oversight/contract.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import type { Loaded } from '../ui/use-api.ts';
import css from './Oversight.module.css';

/** What was loaded, or what is the matter. */
export function Shown<T>({ loaded, onAgain, children }: ShownProps<T>) {
  const t = useMessages(oversightMessages);
  if (loaded.kind === 'loading') return <p role="status">{t('loading')}</p>;
  if (loaded.kind === 'ready') return children(loaded.data);
  return (
    <div className={css.failed} role="alert">
      <p>{t(loaded.kind)}</p>
      <button type="button" onClick={() => void onAgain()}>
        {t('again')}
      </button>
    </div>
  );
}

interface ShownProps<T> {
  readonly loaded: Loaded<T>;
  onAgain(): Promise<void>;
  children(data: T): ReactNode;
}

/** An id: of a width of its own, broken anywhere. */
export function Code({ text }: { text: string }) {
  return <code className={css.code}>{text}</code>;
}

export function Instant({ at }: { at: string }) {
  const { language } = useLanguage();
  const text = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(Date.parse(at));
  return <time dateTime={at}>{text}</time>;
}

export function Table({
  heads,
  rows,
  name,
}: {
  heads: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  name: string;
}) {
  const t = useMessages(oversightMessages);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
    <section className={css.scroll} tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colSpan={heads.length}>{t('none')}</td>
            </tr>
          ) : null}
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in the order in which they came.
            <tr key={i}>
              {row.map((cell, column) => (
                <td key={heads[column]} data-head={heads[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Entries({ entries, name }: { entries: readonly EntryJson[]; name: string }) {
  const t = useMessages(oversightMessages);
  return (
    <Table
      name={name}
      heads={[t('when'), t('act'), t('who'), t('whom'), t('case'), t('proof')]}
      rows={entries.map((one) => [
        <Instant key="at" at={one.at} />,
        <span key="action">
          {one.action} <span className={css.small}>{one.purpose}</span>
        </span>,
        <span key="who">
          {one.actorKind ?? t('nobody')} {one.actorId === null ? null : <Code text={one.actorId} />}
        </span>,
        one.subject === null ? '–' : <Code key="whom" text={one.subject} />,
        one.caseId === null ? '–' : <Code key="case" text={one.caseId} />,
        <a key="proof" href={`/api/log/proofs/${one.log}/${one.number}`} download>
          {one.number}
        </a>,
      ])}
    />
  );
}
