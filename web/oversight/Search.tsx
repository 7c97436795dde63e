import { useState } from 'react';
import { searchAnswerSchema } from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Entries, Shown } from './Shown.tsx';

const FIELDS = ['action', 'actor', 'subject', 'case'] as const;
const LABELS = { action: 'action', actor: 'who', subject: 'whom', case: 'case' } as const;

/** Nothing is asked before somebody asks: each search is on record. */
export function Search() {
  const t = useMessages(oversightMessages);
  const [query, setQuery] = useState<string | null>(null);
  const send = (form: HTMLFormElement) => {
    const filled = [...new FormData(form)].flatMap(([name, value]) => {
      if (typeof value !== 'string' || value.trim() === '') return [];
      const isTime = name === 'from' || name === 'until';
      return [[name, isTime ? new Date(value).toISOString() : value.trim()]];
    });
    setQuery(new URLSearchParams(filled).toString());
  };
  return (
    <>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send(event.currentTarget);
        }}
      >
        <label>
          {t('log')}
          <select name="log">
            <option value="audit">{t('log.audit')}</option>
            <option value="ledger">{t('log.ledger')}</option>
          </select>
        </label>
        {(['from', 'until'] as const).map((name) => (
          <label key={name}>
            {t(name)}
            <input type="datetime-local" name={name} />
          </label>
        ))}
        {FIELDS.map((name) => (
          <label key={name}>
            {t(LABELS[name])}
            <input name={name} maxLength={64} autoComplete="off" />
          </label>
        ))}
        <button type="submit">{t('search')}</button>
      </form>
      {query === null ? null : <Found key={query} query={query} onOlder={setQuery} />}
    </>
  );
}

function Found({ query, onOlder }: { query: string; onOlder: (query: string) => void }) {
  const t = useMessages(oversightMessages);
  const { loaded, reload } = useApi(`/api/oversight/entries?${query}`, searchAnswerSchema);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {({ entries, next }) => (
        <>
          {entries.length === 0 ? <p>{t('search.none')}</p> : <Entries entries={entries} name={t('search')} />}
          {next === null ? null : (
            <div className={css.tabs}>
              <button
                type="button"
                onClick={() => {
                  const older = new URLSearchParams(query);
                  older.set('before', String(next));
                  onOlder(older.toString());
                }}
              >
                {t('older')}
              </button>
            </div>
          )}
        </>
      )}
    </Shown>
  );
}
