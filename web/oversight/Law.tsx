import { useState } from 'react';
import { diffSchema, LAWS, versionsSchema } from '../../src/server/oversight/contract.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Code, Shown, Table } from './Shown.tsx';

export function Law() {
  const { loaded, reload } = useApi('/api/oversight/versions', versionsSchema);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {(data) => <Versions {...data} />}
    </Shown>
  );
}

type Version = { law: (typeof LAWS)[number]; versionId: string; holdsFrom: string; holds: boolean };

function Versions({ versions, timeZone }: { versions: readonly Version[]; timeZone: string }) {
  const t = useMessages(oversightMessages);
  const { language } = useLanguage();
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const [law, setLaw] = useState<(typeof LAWS)[number]>('pack');
  const own = versions.filter((one) => one.law === law);
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const from = chosen.from ?? own[0]?.versionId ?? '';
  const to = chosen.to ?? own.at(-1)?.versionId ?? '';
  const choice = (label: string, value: string, set: (value: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.target.value)}>
        {own.map((one) => (
          <option key={one.versionId} value={one.versionId}>
            {day.format(Date.parse(one.holdsFrom))} {one.holds ? `· ${t('holds')}` : ''} · {one.versionId}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div className={css.form}>
        <label>
          {t('law')}
          <select
            value={law}
            onChange={(event) => {
              setLaw(event.target.value as typeof law);
              setChosen({});
            }}
          >
            {LAWS.map((one) => (
              <option key={one} value={one}>
                {t(`law.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {choice(t('before'), from, (value) => setChosen({ ...chosen, from: value }))}
        {choice(t('after'), to, (value) => setChosen({ ...chosen, to: value }))}
      </div>
      {from === '' ? null : <Diff query={new URLSearchParams({ law, from, to }).toString()} />}
    </>
  );
}

function Diff({ query }: { query: string }) {
  const t = useMessages(oversightMessages);
  const { loaded, reload } = useApi(`/api/oversight/diff?${query}`, diffSchema);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {({ changes, more }) => (
        <>
          {changes.length === 0 ? <p>{t('same')}</p> : null}
          {changes.length === 0 ? null : (
            <Table
              name={t('law')}
              heads={[t('rule'), t('before'), t('after')]}
              rows={changes.map((one) => [
                <Code key="rule" text={`${one.rule} ${one.field}`} />,
                <Value key="before" json={one.before} />,
                <Value key="after" json={one.after} />,
              ])}
            />
          )}
          {more ? <p>{t('more')}</p> : null}
        </>
      )}
    </Shown>
  );
}

/** A value of the law's file, a line for each field; what was not there is a dash. */
function Value({ json }: { json: string | null }) {
  if (json === null) return '–';
  return <pre className={css.value}>{linesOf(JSON.parse(json)).join('\n')}</pre>;
}

function linesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, of]) => {
    const [first = '–', ...more] = linesOf(of);
    const name = isList ? '· ' : `${key}: `;
    const isPlain = typeof of !== 'object' || of === null;
    if (isPlain || isList) return [`${name}${first}`, ...more.map((line) => `  ${line}`)];
    return [name.trimEnd(), ...[first, ...more].map((line) => `  ${line}`)];
  });
}
