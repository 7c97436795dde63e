import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { clockTime } from './clock-time.ts';
import { nowOf, usePetition, usePetitionState } from './context.ts';
import { daysTo, standingKey } from './course.ts';
import { Heading, SavedLine } from './Page.tsx';
import { closedPathsOf, type Path, pathsOf } from './paths.ts';
import styles from './petition.module.css';
import { capital, dayOf, lastDayOf, lawName, roleText, type T } from './words.ts';

/** What the law lets this person do now, what they were writing, and what they asked for before. */
export function Start() {
  const t = useMessages(petitionMessages);
  const number = useEmergencyNumber();
  const { law, proceedings, store } = usePetition();
  const { draft, isUnreadable } = usePetitionState(store);
  // What is open for a time only stands first.
  const paths = pathsOf(law, proceedings).sort((a, b) => Number(b.after !== null) - Number(a.after !== null));
  const isOpen = draft !== null && paths.some(({ key }) => key === draft.path);
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <Heading>{t('start.title')}</Heading>
      </header>
      <p className={styles.note} data-tone="care">
        {t('start.danger', { number })}
      </p>
      {isOpen && <GoOn />}
      {isUnreadable && <p role="alert">{t('start.unreadable')}</p>}
      <Own />
      <section className={styles.part}>
        <h3>{t('start.can')}</h3>
        <p className={styles.hint}>{t(paths.length === 0 ? 'start.none' : 'start.can.line')}</p>
        {draft !== null && <p>{t('start.switch')}</p>}
        <div className={styles.list}>
          {paths.map((path) => (
            <OnePath key={path.key} {...{ t, path }} />
          ))}
        </div>
      </section>
      <Closed t={t} />
    </section>
  );
}

function OnePath({ t, path }: { t: T; path: Path }) {
  const { language } = useLanguage();
  const pages = usePetition();
  const { store, open, law } = pages;
  const { draft } = usePetitionState(store);
  const role = roleText(t, path.to);
  const begin = () => {
    store.begin(path.key);
    open({ at: 'question', question: 'danger' });
  };
  if (draft?.path === path.key) return null;
  const { after, procedure, article } = path;
  return (
    <article className={styles.card}>
      <h4 className={styles.legend}>{t(`path.${path.act}`, { role })}</h4>
      <p>{t(`path.${path.act}.line`, { role: path.act === 'ask' ? capital(role, language) : role })}</p>
      {after !== null && (
        <p>
          {t('path.after', {
            number: after.number,
            date: lastDayOf(language, after.dueMs, law.timeZone),
            count: daysTo(after.dueMs, nowOf(pages)),
          })}
        </p>
      )}
      <p className={styles.small}>{t('path.law', { name: lawName(procedure, language, law.jurisdiction), article })}</p>
      <Button
        className={cx(styles.strong)}
        aria-label={`${t('start.begin')}: ${t(`path.${path.act}`, { role })}, ${procedure.name}`}
        onPress={begin}
      >
        {t('start.begin')}
      </Button>
    </article>
  );
}

/** What was written before, and the way to throw it away, which is asked twice. */
function GoOn() {
  const t = useMessages(petitionMessages);
  const { language } = useLanguage();
  const { store, open, law } = usePetition();
  const { draft, saved } = usePetitionState(store);
  const [isAsking, setAsking] = useState(false);
  if (draft === null) return null;
  const savedMs = saved.kind === 'saved' && saved.atMs > 0 ? saved.atMs : null;
  return (
    <section className={styles.card}>
      {savedMs !== null && (
        <p className={styles.hint}>
          {t('start.go-on.line', { date: dayOf(language, savedMs, law.timeZone), time: clockTime(language, savedMs) })}
        </p>
      )}
      <Button className={cx(styles.wide)} onPress={() => open({ at: 'question', question: draft.question })}>
        {t('start.go-on')}
      </Button>
      {isAsking ? (
        <div role="alert" className={styles.part}>
          <p>{t('start.discard.ask')}</p>
          <div className={styles.row}>
            <Button className={cx(styles.strong)} onPress={() => setAsking(false)}>
              {t('start.keep')}
            </Button>
            <Button className={cx(styles.button)} onPress={() => void store.discard()}>
              {t('start.discard.yes')}
            </Button>
          </div>
        </div>
      ) : (
        <Button className={cx(styles.plain)} onPress={() => setAsking(true)}>
          {t('start.discard')}
        </Button>
      )}
      {saved.kind === 'not-saved' && <SavedLine />}
    </section>
  );
}

function Own() {
  const t = useMessages(petitionMessages);
  const { proceedings, open } = usePetition();
  if (proceedings.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('start.own')}</h3>
      <ul className={styles.list}>
        {proceedings.map((one) => (
          <li key={one.proceedingId}>
            <Button className={cx(styles.entry)} onPress={() => open({ at: 'own', proceedingId: one.proceedingId })}>
              <span>
                <b>{t('own.number', { number: one.number })}</b>
                <span>{t(standingKey(one))}</span>
              </span>
              <ChevronRight size={20} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is not possible now is said, with what would open it. */
function Closed({ t }: { t: T }) {
  const { language } = useLanguage();
  const { law, proceedings } = usePetition();
  const closed = closedPathsOf(law, proceedings);
  if (closed.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('start.closed')}</h3>
      {closed.map(({ procedure, why, article, days }) => (
        <div key={procedure.id}>
          <p>{t(`closed.${why}`, { role: roleText(t, procedure.decidedBy), days: days ?? 0 })}</p>
          <p className={styles.small}>
            {t('path.law', { name: lawName(procedure, language, law.jurisdiction), article })}
          </p>
        </div>
      ))}
    </section>
  );
}
