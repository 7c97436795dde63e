import { useState } from 'react';
import type { WarrantJson } from '../../../src/safeguards/warrants/contract.ts';
import { Attachments } from '../acts/Attachments.tsx';
import type { Attachment } from '../acts/values.ts';
import buttons from '../parts/Buttons.module.css';
import { Field, Group, Option } from '../parts/Field.tsx';
import { Section } from '../parts/Section.tsx';
import { momentField, momentMs } from '../zone-time.ts';
import { errorOf, Problems, Text } from './FormParts.tsx';
import { isSending, type Missing, missingOf, sentIds } from './missing.ts';
import { useWarrantAct } from './use-warrants.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface DecideFormProps {
  readonly words: WarrantWords;
  readonly warrant: WarrantJson;
  /** Enters what a judge decided on paper. */
  readonly isClerk: boolean;
}

/** The court's decision, read over before it is confirmed. */
export function DecideForm({ words, warrant, isClerk }: DecideFormProps) {
  const { w, court, period } = words;
  const act = useWarrantAct(warrant.warrantId);
  const [result, setResult] = useState<'' | 'granted' | 'partly' | 'refused'>('');
  const [from, setFrom] = useState(() => momentField(warrant.asked.fromMs, court.zone));
  const [until, setUntil] = useState(() => momentField(warrant.asked.untilMs, court.zone));
  const [reason, setReason] = useState('');
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isReadOver, setReadOver] = useState(false);
  const [fromMs, untilMs] = [momentMs(from, court.zone), momentMs(until, court.zone)];
  const isPartly = result === 'partly';
  const readOver = () => {
    const found = missingOf([
      ['result', 'decide.result', result],
      ['from', 'form.from', isPartly && fromMs === null ? '' : 'given'],
      ['until', 'form.until', isPartly && untilMs === null ? '' : 'given'],
      ['decide-reason', 'form.reason', reason],
      ['attachments', 'decide.document', isClerk && attachments.length === 0 ? '' : 'given'],
    ]);
    setMissing(found);
    setAttempt(attempt + 1);
    if (found.length === 0 && !isSending(attachments)) setReadOver(true);
  };
  const send = () => {
    if (result === '' || act.isPending) return;
    const instant = (ms: number | null) => (isPartly && ms !== null ? new Date(ms).toISOString() : null);
    const times = { from: instant(fromMs), until: instant(untilMs), accessUntil: null, decidedAt: null };
    const document = sentIds(attachments)[0] ?? null;
    act.mutate({ path: 'decide', body: { result, ...times, reason, document } }, { onError: () => setReadOver(false) });
  };
  const shown = isPartly && fromMs !== null && untilMs !== null ? { fromMs, untilMs } : warrant.asked;
  return (
    <Section id="task-decide" title={w('task.decide')}>
      {isReadOver && result !== '' ? (
        <div className={css.export}>
          <strong>{w(`decide.${result}`)}</strong>
          <p>{result === 'refused' ? w('decide.refused.hint') : period(shown)}</p>
          <p>{reason}</p>
          <p className={buttons.row}>
            <button type="button" className={buttons.strong} aria-disabled={act.isPending} onClick={send}>
              {w(act.isPending ? 'sending' : 'decide.confirm')}
            </button>
            <button type="button" className={buttons.button} onClick={() => setReadOver(false)}>
              {w('change')}
            </button>
          </p>
        </div>
      ) : (
        <div className={css.form}>
          <Problems
            words={words}
            missing={missing}
            failed={act.error}
            isWaiting={attempt > 0 && isSending(attachments)}
            attempt={attempt}
          />
          <Group id="result" legend={w('decide.result')} error={errorOf(words, missing, 'result')}>
            {(['granted', 'partly', 'refused'] as const).map((one, i) => (
              <Option
                key={one}
                id={i === 0 ? 'result' : undefined}
                type="radio"
                name="result"
                checked={result === one}
                onChange={() => setResult(one)}
                hint={one === 'refused' ? w('decide.refused.hint') : undefined}
              >
                {w(`decide.${one}`)}
              </Option>
            ))}
          </Group>
          {isPartly ? (
            <div className={css.pair}>
              <Field id="from" label={w('form.from')} error={errorOf(words, missing, 'from')}>
                {(field) => (
                  <input
                    {...field}
                    type="datetime-local"
                    value={from}
                    onChange={(event) => setFrom(event.target.value)}
                  />
                )}
              </Field>
              <Field id="until" label={w('form.until')} error={errorOf(words, missing, 'until')}>
                {(field) => (
                  <input
                    {...field}
                    type="datetime-local"
                    value={until}
                    onChange={(event) => setUntil(event.target.value)}
                  />
                )}
              </Field>
            </div>
          ) : null}
          <Text
            words={words}
            id="decide-reason"
            label="form.reason"
            value={reason}
            missing={missing}
            rows={4}
            onChange={setReason}
          />
          {isClerk ? <p>{w('decide.document.clerk')}</p> : null}
          <Attachments
            words={court}
            value={attachments}
            error={errorOf(words, missing, 'attachments')}
            onChange={setAttachments}
          />
          <p>
            <button type="button" className={buttons.strong} onClick={readOver}>
              {w('decide.read-over')}
            </button>
          </p>
        </div>
      )}
    </Section>
  );
}
