import { ChevronRight } from 'lucide-react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { keyOfTask, type Task } from '../acts/tasks.ts';
import { LawName } from '../parts/LawName.tsx';
import type { CourtWords } from '../words.ts';
import css from './TaskList.module.css';

interface TaskListProps {
  readonly words: CourtWords;
  readonly detail: ProceedingDetailJson;
  readonly tasks: readonly Task[];
  readonly onOpen: (task: Task) => void;
}

/** What may be done now, and nothing else. */
export function TaskList({ words, detail, tasks, onOpen }: TaskListProps) {
  const { t } = words;
  return (
    <section className={css.list} aria-labelledby="tasks-title" data-screen-only>
      <h2 id="tasks-title">{t('tasks.title')}</h2>
      {tasks.length === 0 ? (
        <p className={css.none}>{t('tasks.none')}</p>
      ) : (
        <ol>
          {tasks.map((task, i) => {
            const key = keyOfTask(i);
            return (
              <li key={task.key}>
                <button type="button" aria-keyshortcuts={key ?? undefined} onClick={() => onOpen(task)}>
                  {key === null ? null : <KeyCap>{key}</KeyCap>}
                  <span className={css.what}>
                    {taskTitle(words, task)}
                    {aboutOf(words, detail, task)}
                  </span>
                  <ChevronRight size="1.1em" aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

export function taskTitle(words: CourtWords, { act, choices }: Pick<Task, 'act' | 'choices'>): string {
  if (act === 'decide-change' && choices[0] !== undefined) {
    return words.t('act.decide-change.of', { what: words.coded('change', choices[0]) });
  }
  return words.coded('act', act);
}

/** Which measure or whom it is about, where there may be several. */
function aboutOf(words: CourtWords, detail: ProceedingDetailJson, { measureId, personId }: Task) {
  const measure = detail.measures.find((one) => one.measureId === measureId);
  const person = detail.protected.find((one) => one.personId === personId);
  if (measure === undefined && person === undefined) return null;
  return <small>{measure === undefined ? person?.name : <LawName name={words.measure(measure.measure)} />}</small>;
}
