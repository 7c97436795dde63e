import { useState } from 'react';
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

function AskPermission({ words, warrant }: TaskProps) {
  const { w, court } = words;
  const act = useWarrantAct(warrant.warrantId);
  const [reason, setReason] = useState('');
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const submit = () => {
    const found = missingOf([['permission-reason', 'form.reason', reason]]);
    setMissing(found);
    setAttempt(attempt + 1);
    if (found.length > 0 || isSending(attachments) || act.isPending) return;
    act.mutate({ path: 'permission', body: { reason, documents: sentIds(attachments) } });
  };
  return (
    <Section id="task-permission" title={w('task.ask-permission')}>
      <div className={css.form}>
        <Problems
          words={words}
          missing={missing}
          failed={act.error}
          isWaiting={attempt > 0 && isSending(attachments)}
          attempt={attempt}
        />
        <Text
          words={words}
          id="permission-reason"
          label="form.reason"
          value={reason}
          missing={missing}
          onChange={setReason}
        />
        <Attachments words={court} value={attachments} error={null} onChange={setAttachments} />
        <p>
          <button type="button" className={buttons.strong} aria-disabled={act.isPending} onClick={submit}>
            {w(act.isPending ? 'sending' : 'task.ask-permission')}
          </button>
        </p>
      </div>
    </Section>
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

function Confirm({ words, warrant }: TaskProps) {
  const { w, court } = words;
  const act = useWarrantAct(warrant.warrantId);
  const [outside, setOutside] = useState<'none' | 'destroyed'>('destroyed');
  const [said, setSaid] = useState('');
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const submit = () => {
    const found = missingOf([['confirm-words', 'confirm.words', said]]);
    setMissing(found);
    setAttempt(attempt + 1);
    if (found.length > 0 || isSending(attachments) || act.isPending) return;
    const document = sentIds(attachments)[0] ?? null;
    act.mutate({ path: 'confirm', body: { outside, words: said, document, language: court.language } });
  };
  return (
    <Section id="task-confirm" title={w('task.confirm')}>
      <div className={css.form}>
        <p>{w('confirm.hint')}</p>
        <Problems
          words={words}
          missing={missing}
          failed={act.error}
          isWaiting={attempt > 0 && isSending(attachments)}
          attempt={attempt}
        />
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
        <Text
          words={words}
          id="confirm-words"
          label="confirm.words"
          value={said}
          missing={missing}
          onChange={setSaid}
        />
        <Attachments words={court} value={attachments} error={null} onChange={setAttachments} />
        <p>
          <button type="button" className={buttons.strong} aria-disabled={act.isPending} onClick={submit}>
            {w(act.isPending ? 'sending' : 'confirm.send')}
          </button>
        </p>
      </div>
    </Section>
  );
}
