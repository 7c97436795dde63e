import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { timeText } from '../ui/words/age.ts';
import { nowOf, usePetition, usePetitionState } from './context.ts';
import { PETITION_LIMITS } from './limits.ts';
import styles from './petition.module.css';
import type { Problem } from './problems.ts';

/** The heading of a page, which takes the focus when the page opens. */
export function Heading({ children }: { children: ReactNode }) {
  const { mayFocus } = usePetition();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!mayFocus()) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' });
    // The app's own screen scrolls inside; its top is the page's top.
    heading.current?.closest('[data-petition]')?.parentElement?.scrollTo({ top: 0 });
  }, [mayFocus]);
  return (
    <h2 className={styles.title} ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}

interface PageProps {
  readonly title: string;
  readonly hint?: string | undefined;
  /** "Question 3 of 8"; null: it is a part of one. */
  readonly progress?: string | null;
  readonly submit: string;
  readonly children: ReactNode;
  /** The problems that keep it from going on; none: it went on. */
  onSubmit(): readonly Problem[];
  problemsShown?(problems: readonly Problem[]): void;
}

/** One question: heading, hint, one group of fields, Continue, Back, Save and leave. */
export function Page({ title, hint, progress = null, submit, children, onSubmit, problemsShown }: PageProps) {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { back } = usePetition();
  const t = useMessages(petitionMessages);
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    const found = onSubmit();
    setProblems([...found]);
    problemsShown?.(found);
  };
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        {progress !== null && <p className={styles.progress}>{progress}</p>}
        <Heading>{title}</Heading>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </header>
      <ErrorSummary problems={problems} />
      <form className={styles.form} onSubmit={onForm} autoComplete="off" noValidate>
        {children}
        <div className={styles.foot}>
          <Button type="submit" className={cx(styles.wide)}>
            {submit}
          </Button>
          <div className={styles.row}>
            <Button className={cx(styles.plain)} onPress={back}>
              {t('back')}
            </Button>
            <SaveAndLeave />
          </div>
          <SavedLine />
        </div>
      </form>
    </section>
  );
}

/** What is to be mended, each a link to its field; takes the focus when it appears. */
function ErrorSummary({ problems }: { problems: readonly Problem[] }) {
  const t = useMessages(petitionMessages);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  const values = { length: 0, max: PETITION_LIMITS.statementLength };
  return (
    <div className={styles.summary} role="alert" tabIndex={-1} ref={box}>
      <h3>{t('problems.title')}</h3>
      <ul>
        {problems.map(({ field, code }) => (
          <li key={`${field}-${code}`}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                // The address stays as it is.
                event.preventDefault();
                fieldOf(field)?.focus();
              }}
            >
              {t(`problem.${code}`, values)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function fieldOf(field: string): HTMLElement | null {
  return document.getElementById(field) ?? document.querySelector<HTMLElement>(`[data-group="${field}"] input`);
}

/** "Saved 10:42", or that it is not, and why. */
export function SavedLine() {
  const t = useMessages(petitionMessages);
  const { language } = useLanguage();
  const pages = usePetition();
  const { saved } = usePetitionState(pages.store);
  const nowMs = nowOf(pages);
  const said =
    saved.kind === 'not-saved'
      ? t(`saved.${saved.why}`)
      : saved.kind === 'saved'
        ? saved.atMs === 0
          ? ''
          : t('saved.saved', { time: timeText(language, saved.atMs, nowMs) })
        : t(`saved.${saved.kind}`);
  return (
    <p className={styles.saved} role="status" data-kind={saved.kind}>
      {said}
    </p>
  );
}

function SaveAndLeave() {
  const t = useMessages(petitionMessages);
  const { store, leave } = usePetition();
  const [isAsking, setAsking] = useState(false);
  const onPress = async () => {
    if (await store.save()) leave();
    else setAsking(true);
  };
  if (!isAsking) {
    return (
      <Button className={cx(styles.plain)} onPress={() => void onPress()}>
        {t('leave')}
      </Button>
    );
  }
  return (
    <div className={styles.card} role="alert">
      <p>{t('leave.ask')}</p>
      <div className={styles.row}>
        <Button className={cx(styles.strong)} onPress={() => setAsking(false)}>
          {t('leave.no')}
        </Button>
        <Button className={cx(styles.button)} onPress={leave}>
          {t('leave.yes')}
        </Button>
      </div>
    </div>
  );
}
