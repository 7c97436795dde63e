import { Circle, CircleCheck } from 'lucide-react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import type { Task } from '../acts/tasks.ts';
import buttons from '../parts/Buttons.module.css';
import type { CourtWords } from '../words.ts';
import css from './FittingChecklist.module.css';

interface FittingChecklistProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly detail: ProceedingDetailJson;
  readonly tasks: readonly Task[];
  readonly onOpen: (task: Task) => void;
}

/** For the officer who fits: the wearer reports, is fitted; each protected person is offered a device or an app, without delay. */
export function FittingChecklist({ words, law, detail, tasks, onOpen }: FittingChecklistProps) {
  const { t } = words;
  const device = new Set(law.measures.filter((one) => one.device).map(({ id }) => id));
  const measures = detail.measures.filter(({ measure, inForce }) => device.has(measure) && inForce);
  if (detail.role !== 'monitoring' || measures.length === 0) return null;
  const task = (act: string, id: string) => tasks.find(({ key }) => key === `${act}.${id}`) ?? null;
  return (
    <section className={css.checklist} aria-labelledby="fitting-title">
      <h2 id="fitting-title">{t('checklist.title')}</h2>
      <ol>
        <Step
          isDone={detail.respondent !== null}
          said={t('checklist.wearer')}
          state={detail.respondent?.name ?? t('party.unknown')}
        />
        {measures.map(({ measureId, fitting, orderLabel }) => (
          <Step
            key={measureId}
            isDone={fitting?.doneAtMs != null}
            said={orderLabel === null ? t('checklist.fit') : `${t('checklist.fit')} (${orderLabel})`}
            state={
              fitting === null
                ? ''
                : fitting.doneAtMs === null
                  ? t('fitting.due', { time: words.moment(fitting.dueMs) })
                  : t('fitting.done', { time: words.moment(fitting.doneAtMs) })
            }
          >
            <Open words={words} task={task('fit', measureId)} onOpen={onOpen} />
            <Open words={words} task={task('miss-fitting', measureId)} onOpen={onOpen} />
          </Step>
        ))}
        {detail.protected.map(({ personId, name, offer }) => (
          <Step
            key={personId}
            isDone={offer === 'accepted' || offer === 'declined'}
            said={t('checklist.offer', { name })}
            state={t(`offer.${offer ?? 'due'}`)}
          >
            <Open words={words} task={task('offer', personId)} onOpen={onOpen} />
            <Open words={words} task={task('answer-offer', personId)} onOpen={onOpen} />
          </Step>
        ))}
      </ol>
      <p className={css.more}>
        <a href="/centre/devices">{t('checklist.devices')}</a>
      </p>
    </section>
  );
}

interface StepProps {
  readonly isDone: boolean;
  readonly said: string;
  readonly state: string;
  readonly children?: React.ReactNode;
}

function Step({ isDone, said, state, children }: StepProps) {
  return (
    <li data-done={isDone}>
      {isDone ? <CircleCheck size="1.25em" aria-hidden="true" /> : <Circle size="1.25em" aria-hidden="true" />}
      <div>
        <p>{said}</p>
        <p className={css.state}>{state}</p>
        <p className={buttons.row}>{children}</p>
      </div>
    </li>
  );
}

function Open({ words, task, onOpen }: { words: CourtWords; task: Task | null; onOpen: (task: Task) => void }) {
  if (task === null) return null;
  return (
    <button type="button" className={buttons.small} onClick={() => onOpen(task)}>
      {words.coded('act', task.act)}
    </button>
  );
}
