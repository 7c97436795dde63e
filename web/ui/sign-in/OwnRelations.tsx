import { type FormEvent, useState } from 'react';
import { declaredSchema } from '../../../src/server/oversight/contract.ts';
import { declarationOf } from '../declaration.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import { doneApi, useApi } from '../use-api.ts';
import { momentText } from '../words/moment.ts';
import css from './SignIn.module.css';

/** To whom one is related: said beforehand, so that nobody has to ask afterwards. What was said stands. */
export function OwnRelations() {
  const t = useMessages(signInMessages);
  const { language } = useLanguage();
  const { loaded, reload } = useApi('/api/me/relations', declaredSchema);
  const [name, setName] = useState('');
  const [isFailed, setFailed] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const isDone = await doneApi('POST', '/api/me/relations', declarationOf(name));
    setFailed(!isDone);
    if (!isDone) return;
    setName('');
    await reload();
  };
  return (
    <section className={css.choices} aria-labelledby="related">
      <h2 id="related">{t('related.title')}</h2>
      <p className={css.quiet}>{t('related.line')}</p>
      {loaded.kind === 'loading' ? <p role="status">{t('mine.loading')}</p> : null}
      {loaded.kind === 'failed' || loaded.kind === 'no-connection' ? (
        <p role="alert" className={css.said}>
          {t('related.unknown')}
        </p>
      ) : null}
      {loaded.kind === 'ready' && loaded.data.declared.length === 0 ? <p>{t('related.none')}</p> : null}
      {loaded.kind === 'ready' && loaded.data.declared.length > 0 ? (
        <ul className={css.list}>
          {loaded.data.declared.map((one) => (
            <li key={one.nameId ?? one.personId} className={css.one}>
              <b>{one.name ?? one.personId}</b>
              <p className={css.quiet}>{momentText(language, one.at)}</p>
            </li>
          ))}
        </ul>
      ) : null}
      <form className={css.choices} onSubmit={(event) => void send(event)}>
        <label className={css.field}>
          {t('related.name')}
          <input value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" className={css.button} disabled={name.trim() === ''}>
          {t('related.add')}
        </button>
      </form>
      {isFailed ? (
        <p role="alert" className={css.said}>
          {t('related.failed')}
        </p>
      ) : null}
    </section>
  );
}
