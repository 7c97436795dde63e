import { useState } from 'react';
import { diffSchema, LAWS, versionsSchema } from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Shown, Table } from './Shown.tsx';

export function Law() {
  const { loaded, reload } = useApi('/api/oversight/versions', versionsSchema);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {({ versions }) => <Versions versions={versions} />}
    </Shown>
  );
}

type Version = { law: (typeof LAWS)[number]; versionId: string; holdsFrom: string; holds: boolean };

function Versions({ versions }: { versions: readonly Version[] }) {
  const t = useMessages(oversightMessages);
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
            {one.versionId} · {one.holdsFrom.slice(0, 10)} {one.holds ? `· ${t('holds')}` : ''}
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
              rows={changes.map((one) => [`${one.rule} ${one.field}`, one.before ?? '–', one.after ?? '–'])}
            />
          )}
          {more ? <p>{t('more')}</p> : null}
        </>
      )}
    </Shown>
  );
}
