import { CircleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { type LogState, logStateSchema } from '../../src/safeguards/log/contract.ts';
import { cx } from '../ui/cx.ts';
import { logMessages } from '../ui/messages/log/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import card from '../ui/parts/Card.module.css';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import leaf from '../ui/parts/Leaf.module.css';
import { useApi } from '../ui/use-api.ts';
import styles from './LogPage.module.css';

const AGAIN_MS = 30_000;

/** For everybody: how the public log stands, who has witnessed it, and how to check it without trusting this page. */
export function LogPage() {
  const t = useMessages(logMessages);
  const { loaded, reload } = useApi('/api/log', logStateSchema, AGAIN_MS);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const state = loaded.kind === 'ready' ? loaded.data : null;
  return (
    <main className={cx(leaf.main, styles.main)}>
      <header className={leaf.head}>
        <h1>{t('title')}</h1>
        <p>{t('intro')}</p>
      </header>
      <div role="status" aria-live="polite" className={styles.parts}>
        {loaded.kind === 'loading' && <p>{t('what.loading')}</p>}
        {(loaded.kind === 'failed' || loaded.kind === 'no-connection') && (
          <section className={cx(card.card, card.alert)}>
            <p className={leaf.line}>
              <CircleAlert aria-hidden="true" /> {t(loaded.kind)}
            </p>
            <div className={card.row}>
              <Button className={cx(card.button)} onPress={() => void reload()}>
                {t('again')}
              </Button>
            </div>
          </section>
        )}
        {state !== null && <Notice state={state} />}
      </div>
      {state !== null && state.publishedAt !== null && <Checkpoint state={state} publishedAt={state.publishedAt} />}
      {state !== null && <Witnesses state={state} />}
      <HowTo vkey={state?.vkey ?? null} />
      <section className={card.card}>
        <h2>{t('nothing.title')}</h2>
        <p>{t('nothing.words')}</p>
      </section>
      <footer className={leaf.foot}>
        <LanguageSwitch />
      </footer>
    </main>
  );
}

function Notice({ state }: { readonly state: LogState }) {
  const t = useMessages(logMessages);
  const what = state.late ? 'late' : state.publishedAt === null ? 'none' : null;
  if (what === null) return null;
  return (
    <section className={cx(card.card, card.alert)}>
      <h2 className={leaf.line}>
        <CircleAlert aria-hidden="true" /> {t(`${what}.title`)}
      </h2>
      <p>{t(`${what}.words`)}</p>
    </section>
  );
}

function Checkpoint({ state, publishedAt }: { readonly state: LogState; readonly publishedAt: string }) {
  const t = useMessages(logMessages);
  const { language } = useLanguage();
  const number = new Intl.NumberFormat(language);
  return (
    <section className={card.card}>
      <h2>{t('state.title')}</h2>
      <dl className={cx(leaf.facts, styles.facts)}>
        <dt>{t('published')}</dt>
        <dd>
          <time dateTime={publishedAt}>{instantText(language, publishedAt)}</time>
        </dd>
        <dt>{t('size')}</dt>
        <dd>{t('size.words', { size: number.format(state.size) })}</dd>
        <dt>{t('cadence')}</dt>
        <dd>{t('cadence.words', { seconds: state.cadenceS, entries: number.format(state.entriesPerPublication) })}</dd>
        <dt>{t('root')}</dt>
        <dd className={styles.code}>{state.root}</dd>
        <dt>{t('origin')}</dt>
        <dd className={styles.code}>{state.origin}</dd>
        <dt>{t('key')}</dt>
        <dd className={styles.code}>{state.vkey}</dd>
        <dt>{t('checkpoint')}</dt>
        <dd>
          <a href="/log/checkpoint">{t('checkpoint.link')}</a>
        </dd>
      </dl>
    </section>
  );
}

function Witnesses({ state }: { readonly state: LogState }) {
  const t = useMessages(logMessages);
  const { language } = useLanguage();
  return (
    <section className={card.card}>
      <h2>{t('witnesses.title')}</h2>
      <p>{t('witnesses.words')}</p>
      {state.witnesses.length === 0 ? (
        <p className={styles.strong}>{t('witnesses.none')}</p>
      ) : (
        <ul className={styles.list}>
          {state.witnesses.map(({ name, keyId, cosignedAt }) => (
            <li key={keyId}>
              <span className={styles.code}>{name}</span>{' '}
              {cosignedAt === null
                ? t('witness.waiting')
                : t('witness.signed', { time: instantText(language, cosignedAt) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The commands as they are typed: the same in every language. */
function HowTo({ vkey }: { readonly vkey: string | null }) {
  const t = useMessages(logMessages);
  const address = `${window.location.origin}/log/`;
  const key = vkey ?? '<vkey>';
  return (
    <>
      <section className={card.card}>
        <h2>{t('how.title')}</h2>
        <p>{t('how.words')}</p>
        <Command text={`bin/magpie verify-log ${address} --key '${key}'`} />
        <p>{t('how.key')}</p>
        <p>{t('how.since')}</p>
        <Command text={`bin/magpie verify-log ${address} --key '${key}' --since checkpoint.txt`} />
      </section>
      <section className={card.card}>
        <h2>{t('proof.title')}</h2>
        <p>{t('proof.words')}</p>
        <Command text={`bin/magpie verify-log --proof proof.json --key '${key}'`} />
      </section>
    </>
  );
}

function Command({ text }: { readonly text: string }) {
  return (
    <pre className={styles.command} dir="ltr">
      <code>{text}</code>
    </pre>
  );
}

/** In the reader's own time zone, which is named. */
function instantText(language: string, iso: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(Date.parse(iso));
}
