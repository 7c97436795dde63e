/** One proceeding: what stands, what runs, what the reader may do, and how it came about. */
import { ArrowLeft, Printer } from 'lucide-react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ActPage } from '../acts/ActPage.tsx';
import { keyOfTask, type Task, tasksOf } from '../acts/tasks.ts';
import buttons from '../parts/Buttons.module.css';
import { LawName } from '../parts/LawName.tsx';
import { useProceeding } from '../use-court.ts';
import type { Go, Route } from '../use-route.ts';
import type { CourtWords } from '../words.ts';
import { Breaches } from './Breaches.tsx';
import { Clocks } from './Clocks.tsx';
import { Delays } from './Delays.tsx';
import { Documents } from './Documents.tsx';
import { Events } from './Events.tsx';
import { FittingChecklist } from './FittingChecklist.tsx';
import { Holds } from './Holds.tsx';
import { Measures } from './Measures.tsx';
import { Parties } from './Parties.tsx';
import css from './ProceedingPage.module.css';
import { Proofs } from './Proofs.tsx';
import { type Sentence, summaryOf } from './summary.ts';
import { TaskList } from './TaskList.tsx';
import { Versions } from './Versions.tsx';

interface ProceedingPageProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly nowMs: number;
  readonly route: Extract<Route, { kind: 'proceeding' }>;
  readonly keysOn: boolean;
  /** Of the offices that may say who takes part. */
  readonly isStaff: boolean;
  /** Of those who may hold what is kept. */
  readonly isBench: boolean;
  readonly go: Go;
}

export function ProceedingPage(props: ProceedingPageProps) {
  const { words, route, go, law, nowMs } = props;
  const { t } = words;
  const found = useProceeding(route.id);
  if (found.data === undefined) {
    const isMissing = found.error?.code === 'not-found';
    return (
      <div className={css.missing}>
        <p role={found.error === null ? 'status' : 'alert'}>
          {found.error === null ? t('loading') : words.error(found.error).said}{' '}
          {found.error === null || isMissing ? '' : t('retrying')}
        </p>
        <button type="button" className={buttons.button} onClick={() => go({ kind: 'queue' })}>
          {t('back.queue')}
        </button>
      </div>
    );
  }
  const detail = found.data;
  const tasks = tasksOf(detail.may);
  const task = route.task === null ? null : (tasks.find(({ key }) => key === route.task) ?? null);
  if (task !== null) {
    const back = () => go({ kind: 'proceeding', id: route.id, task: null });
    return <ActPage key={task.key} words={words} law={law} detail={detail} task={task} nowMs={nowMs} onBack={back} />;
  }
  return <Overview {...props} detail={detail} tasks={tasks} isTaskGone={route.task !== null} />;
}

/** Who may keep looks back for an investigation. */
const INVESTIGATORS: readonly string[] = ['police', 'prosecutor'];

interface OverviewProps extends ProceedingPageProps {
  readonly detail: ProceedingDetailJson;
  readonly tasks: readonly Task[];
  /** The address names something that may not be done (any more). */
  readonly isTaskGone: boolean;
}

function Overview({
  words,
  law,
  nowMs,
  route,
  keysOn,
  isStaff,
  isBench,
  go,
  detail,
  tasks,
  isTaskGone,
}: OverviewProps) {
  const { t } = words;
  const open = (task: Task) => go({ kind: 'proceeding', id: route.id, task: task.key });
  const byKey = tasks.flatMap((task, i) => {
    const key = keyOfTask(i);
    return key === null ? [] : [[key, () => open(task)] as const];
  });
  useKeys({ ...Object.fromEntries(byKey), p: () => window.print(), Escape: () => go({ kind: 'queue' }) }, keysOn);
  return (
    <>
      <div className={css.tools} data-screen-only>
        <button type="button" className={buttons.small} onClick={() => go({ kind: 'queue' })}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('back.queue')} <KeyCap>Esc</KeyCap>
        </button>
        <button type="button" className={buttons.small} onClick={() => window.print()}>
          <Printer size="1.1em" aria-hidden="true" /> {t('print')} <KeyCap>P</KeyCap>
        </button>
      </div>
      <header className={css.head}>
        <h1>
          <span className={css.number}>{detail.number}</span> <LawName name={words.procedure(detail.procedure)} />
        </h1>
        <p className={css.offices}>
          {[detail.offices.court, detail.offices.prosecution, detail.offices.police, detail.offices.monitoring]
            .flatMap((office) => office?.name ?? [])
            .join(' · ')}
        </p>
        {isTaskGone ? (
          <p className={css.gone} role="status">
            {t('task.gone')}
          </p>
        ) : null}
        <Summary words={words} sentences={summaryOf(detail, law, nowMs)} />
      </header>
      <div className={css.columns}>
        <div className={css.aside}>
          <TaskList words={words} detail={detail} tasks={tasks} onOpen={open} />
          <Clocks words={words} detail={detail} nowMs={nowMs} />
          <FittingChecklist words={words} law={law} detail={detail} tasks={tasks} onOpen={open} />
        </div>
        <div className={css.body}>
          <Measures words={words} law={law} detail={detail} nowMs={nowMs} />
          <Parties words={words} law={law} detail={detail} isStaff={isStaff} />
          <Versions words={words} detail={detail} />
          <Documents words={words} detail={detail} />
          {isBench ? <Holds words={words} detail={detail} /> : null}
          {isStaff ? <Breaches words={words} proceedingId={detail.proceedingId} /> : null}
          {isStaff ? <Proofs proceedingId={detail.proceedingId} /> : null}
          {detail.respondent !== null && INVESTIGATORS.includes(detail.role) ? (
            <Delays words={words} wearerId={detail.respondent.personId} timeZone={detail.timeZone} />
          ) : null}
          <Events words={words} detail={detail} />
        </div>
      </div>
      <p className={css.printed}>{t('printed', { time: words.moment(nowMs), zone: words.zoneName(nowMs) })}</p>
    </>
  );
}

function Summary({ words, sentences }: { words: CourtWords; sentences: readonly Sentence[] }) {
  const { t, coded } = words;
  return (
    <div className={css.summary}>
      {sentences.map(({ key, measures = [], atMs, endMs, role, result, how, count }) => {
        const values = {
          measure: words.list(measures.map(words.measureIn)),
          day: atMs === undefined ? (endMs === undefined ? '' : words.end(endMs)) : words.day(atMs),
          role: role === undefined ? '' : coded('role', role),
          result: result === undefined ? '' : coded('result', result),
          how: how === undefined ? '' : coded('ending', how),
          count: count ?? 0,
        };
        return (
          <p key={`${key}-${measures.join()}-${atMs ?? endMs ?? ''}`}>
            {t(`sum.${key}` as Parameters<typeof t>[0], values)}
          </p>
        );
      })}
    </div>
  );
}
