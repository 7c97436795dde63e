import { type FormEvent, useState } from 'react';
import { type DeclaredJson, declaredSchema } from '../../src/server/oversight/contract.ts';
import { declarationOf } from '../ui/declaration.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { doneApi, useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Code, Instant, Shown, Table } from './Shown.tsx';

/** Whose looks at whom are asked about first. Names go in bodies, and are never in an address. */
export function Relations() {
  const t = useMessages(oversightMessages);
  const { loaded, reload } = useApi('/api/oversight/relations', declaredSchema);
  const [said, setSaid] = useState<'sent' | 'not-sent' | null>(null);
  const done = async (isDone: boolean) => {
    setSaid(isDone ? 'sent' : 'not-sent');
    if (isDone) await reload();
    return isDone;
  };
  const post = async (path: string, body: object) => done(await doneApi('POST', `/api/oversight/${path}`, body));
  return (
    <>
      <p>{t('relations.intro')}</p>
      <Note label={t('relations.note')} asksWho onSend={(actorId, of) => post('relations', { actorId, of })} />
      <Note
        label={t('relations.known')}
        onSend={(_, of) => post('known', 'personId' in of ? { ...of, isKnown: true } : of)}
      />
      <p role="status">{said === 'sent' ? t('sent') : null}</p>
      {said === 'not-sent' ? <p role="alert">{t('relations.not-sent')}</p> : null}
      <Shown loaded={loaded} onAgain={reload}>
        {({ declared, more }) => (
          <>
            <Declared declared={declared} onSend={post} />
            {more ? <p>{t('more')}</p> : null}
          </>
        )}
      </Shown>
    </>
  );
}

type Of = ReturnType<typeof declarationOf>;

interface NoteProps {
  readonly label: string;
  readonly asksWho?: boolean;
  onSend(actorId: string, of: Of): Promise<boolean>;
}

function Note({ label, asksWho = false, onSend }: NoteProps) {
  const t = useMessages(oversightMessages);
  const [who, setWho] = useState('');
  const [whom, setWhom] = useState('');
  const [works, setWorks] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setWorks(true);
    const isDone = await onSend(who.trim(), declarationOf(whom));
    setWorks(false);
    if (!isDone) return;
    setWho('');
    setWhom('');
  };
  return (
    <form className={css.form} aria-label={label} onSubmit={(event) => void send(event)}>
      {asksWho ? (
        <label>
          {t('relations.who')}
          <input
            required
            maxLength={36}
            autoComplete="off"
            className={css.wide}
            value={who}
            onChange={(event) => setWho(event.target.value)}
          />
        </label>
      ) : null}
      <label>
        {t(asksWho ? 'relations.whom' : 'relations.person')}
        <input
          required
          maxLength={80}
          autoComplete="off"
          className={css.wide}
          value={whom}
          onChange={(event) => setWhom(event.target.value)}
        />
      </label>
      <button type="submit" disabled={works}>
        {label}
      </button>
    </form>
  );
}

interface DeclaredProps {
  readonly declared: readonly DeclaredJson[];
  onSend(path: string, body: object): Promise<boolean>;
}

function Declared({ declared, onSend }: DeclaredProps) {
  const t = useMessages(oversightMessages);
  if (declared.length === 0) return <p>{t('relations.none')}</p>;
  return (
    <Table
      name={t('relations')}
      heads={[t('relations.who'), t('relations.person'), t('relations.by'), t('relations.end')]}
      rows={declared.map((one) => [
        one.actorId === null ? t('relations.many') : <Code key="who" text={one.actorId} />,
        one.personId === null ? (one.name ?? t('erased')) : <Code key="whom" text={one.personId} />,
        <span key="by">
          {t(one.isOwn ? 'relations.own' : 'relations.overseer')} · <Instant at={one.at} />
        </span>,
        <End key="end" one={one} onSend={onSend} />,
      ])}
    />
  );
}

/** Asks once more: what is taken back is asked about no longer. */
function End({ one, onSend }: { one: DeclaredJson; onSend: DeclaredProps['onSend'] }) {
  const t = useMessages(oversightMessages);
  const [asks, setAsks] = useState(false);
  const [works, setWorks] = useState(false);
  const { nameId, actorId, personId } = one;
  // To whom somebody is related by a record stands.
  if (nameId === null && actorId !== null) return t('relations.stands');
  const end = async () => {
    setWorks(true);
    await (nameId === null ? onSend('known', { personId, isKnown: false }) : onSend('relations/end', { nameId }));
    setWorks(false);
  };
  return (
    <span className={css.tabs}>
      <button type="button" disabled={works} onClick={() => (asks ? void end() : setAsks(true))}>
        {t(asks ? 'relations.sure' : 'relations.end')}
      </button>
      {asks ? (
        <button type="button" disabled={works} onClick={() => setAsks(false)}>
          {t('cancel')}
        </button>
      ) : null}
    </span>
  );
}
