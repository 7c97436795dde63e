import { type ReactNode, useState } from 'react';
import type { WarrantJson } from '../../../src/safeguards/warrants/contract.ts';
import { Attachments } from '../acts/Attachments.tsx';
import type { Attachment } from '../acts/values.ts';
import buttons from '../parts/Buttons.module.css';
import { Group, Option } from '../parts/Field.tsx';
import { Section } from '../parts/Section.tsx';
import { DecideForm } from './DecideForm.tsx';
import { Problems, Text } from './FormParts.tsx';
import { isSending, type Missing, missingOf, sentIds } from './missing.ts';
import { useWarrantAct } from './use-warrants.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface TasksProps {
  readonly words: WarrantWords;
  readonly warrant: WarrantJson;
  readonly isClerk: boolean;
}

/** What can be done with it now, by whoever reads. */
export function Tasks({ words, warrant, isClerk }: TasksProps) {
  const { tasks } = warrant;
  return (
    <>
      {tasks.includes('decide') ? <DecideForm words={words} warrant={warrant} isClerk={isClerk} /> : null}
      {tasks.includes('confirm') ? <Confirm words={words} warrant={warrant} /> : null}
      {tasks.includes('ask-permission') ? <AskPermission words={words} warrant={warrant} /> : null}
      {tasks.includes('withdraw') ? <Withdraw words={words} warrant={warrant} /> : null}
    </>
  );
}

interface TaskProps {
  readonly words: WarrantWords;
  readonly warrant: WarrantJson;
}

type WarrantCall = Parameters<ReturnType<typeof useWarrantAct>['mutate']>[0];

interface StatementProps extends TaskProps {
  readonly id: string;
  readonly title: 'task.ask-permission' | 'task.confirm';
  readonly label: 'form.reason' | 'confirm.words';
  readonly send: 'task.ask-permission' | 'confirm.send';
  callOf(said: string, documents: readonly string[]): WarrantCall;
  /** Before what is written. */
  readonly children?: ReactNode;
}

/** Something that is said in writing, with papers: nothing is sent before it is written and they are there. */
function Statement({ words, warrant, id, title, label, send, callOf, children }: StatementProps) {
  const { w, court } = words;
  const act = useWarrantAct(warrant.warrantId);
  const [said, setSaid] = useState('');
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const submit = () => {
    const found = missingOf([[id, label, said]]);
    setMissing(found);
    setAttempt(attempt + 1);
    if (found.length > 0 || isSending(attachments) || act.isPending) return;
    act.mutate(callOf(said, [...sentIds(attachments)]));
  };
  return (
    <Section id={`task-${id}`} title={w(title)}>
      <div className={css.form}>
        <Problems
          words={words}
          missing={missing}
          failed={act.error}
          isWaiting={attempt > 0 && isSending(attachments)}
          attempt={attempt}
        />
        {children}
        <Text words={words} id={id} label={label} value={said} missing={missing} onChange={setSaid} />
        <Attachments words={court} value={attachments} error={null} onChange={setAttachments} />
        <p>
          <button type="button" className={buttons.strong} aria-disabled={act.isPending} onClick={submit}>
            {w(act.isPending ? 'sending' : send)}
          </button>
        </p>
      </div>
    </Section>
  );
}

function AskPermission(props: TaskProps) {
  return (
    <Statement
      {...props}
      id="permission-reason"
      title="task.ask-permission"
      label="form.reason"
      send="task.ask-permission"
      callOf={(reason, documents) => ({ path: 'permission', body: { reason, documents: [...documents] } })}
    />
  );
}

function Confirm({ words, warrant }: TaskProps) {
  const { w, court } = words;
  const [outside, setOutside] = useState<'none' | 'destroyed'>('destroyed');
  return (
    <Statement
      {...{ words, warrant }}
      id="confirm-words"
      title="task.confirm"
      label="confirm.words"
      send="confirm.send"
      callOf={(said, [document = null]) => ({
        path: 'confirm',
        body: { outside, words: said, document, language: court.language },
      })}
    >
      <p>{w('confirm.hint')}</p>
      <Group id="outside" legend={w('task.confirm')} error={null}>
        {(['none', 'destroyed'] as const).map((one, i) => (
          <Option
            key={one}
            id={i === 0 ? 'outside' : undefined}
            type="radio"
            name="outside"
            checked={outside === one}
            onChange={() => setOutside(one)}
          >
            {w(`confirm.${one}`)}
          </Option>
        ))}
      </Group>
    </Statement>
  );
}

function Withdraw({ words, warrant }: TaskProps) {
  const { w } = words;
  const act = useWarrantAct(warrant.warrantId);
  const [isSure, setSure] = useState(false);
  if (!isSure) {
    return (
      <p data-screen-only>
        <button type="button" className={buttons.button} onClick={() => setSure(true)}>
          {w('task.withdraw')}
        </button>
      </p>
    );
  }
  return (
    <div className={css.export} data-screen-only>
      <p>{w('withdraw.sure')}</p>
      <Problems words={words} missing={[]} failed={act.error} isWaiting={false} attempt={0} />
      <p className={buttons.row}>
        <button
          type="button"
          className={buttons.strong}
          aria-disabled={act.isPending}
          onClick={() => act.mutate({ path: 'withdraw', body: {} })}
        >
          {w('task.withdraw')}
        </button>
        <button type="button" className={buttons.button} onClick={() => setSure(false)}>
          {w('cancel')}
        </button>
      </p>
    </div>
  );
}
