import type { ReactNode } from 'react';
import type { EntryJson } from '../../src/server/oversight/contract.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import type { Loaded } from '../ui/use-api.ts';
import css from './Oversight.module.css';

/** What was loaded, or what is the matter. */
export function Shown<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  const t = useMessages(oversightMessages);
  if (loaded.kind === 'loading') return <p role="status">{t('loading')}</p>;
  if (loaded.kind !== 'ready') return <p role="alert">{t(loaded.kind)}</p>;
  return children(loaded.data);
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
      heads={[t('when'), t('action'), t('who'), t('whom'), t('case'), t('proof')]}
      rows={entries.map((one) => [
        <Instant key="at" at={one.at} />,
        `${one.action} (${one.purpose ?? '–'})`,
        `${one.actorKind ?? '–'} ${one.actorId ?? ''}`,
        one.subject ?? '–',
        one.caseId ?? '–',
        <a key="proof" href={`/api/log/proofs/${one.log}/${one.number}`} download>
          {one.number}
        </a>,
      ])}
    />
  );
}
