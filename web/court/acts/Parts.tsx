import { REASONS } from '../../../src/orders/process/contract.ts';
import { Field, Group, Option } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';
import { dayField, momentField } from '../zone-time.ts';
import type { ActGround, ActValues } from './values.ts';

export interface PartProps {
  readonly words: CourtWords;
  readonly ground: ActGround;
  readonly values: ActValues;
  readonly set: (next: Partial<ActValues>) => void;
  readonly errorOf: (field: string) => string | null;
}

/** By which words an act's choices are called. */
const CHOICE_WORDS: Readonly<Record<string, string>> = {
  ask: 'role',
  'appoint-assistant': 'ground',
  'answer-offer': 'offer',
  'ask-change': 'change',
  end: 'ending',
};

export function choiceText(words: CourtWords, act: string, choice: string): string {
  return words.coded(CHOICE_WORDS[act] ?? 'choice', choice);
}

export function Choice({ words, ground: { task }, values, set, errorOf }: PartProps) {
  return (
    <Group id="choice" legend={words.coded('ask', task.act)} error={errorOf('choice')}>
      {task.choices.map((choice, i) => (
        <Option
          key={choice}
          id={i === 0 ? 'choice' : undefined}
          type="radio"
          name="choice"
          checked={values.choice === choice}
          onChange={() => set({ choice })}
        >
          {choiceText(words, task.act, choice)}
        </Option>
      ))}
    </Group>
  );
}

export function Result({ words, ground: { task }, values, set, errorOf }: PartProps) {
  const results = task.act === 'decide-appeal' ? ['allowed', 'dismissed'] : ['granted', 'refused'];
  return (
    <Group id="result" legend={words.t('ask.result')} error={errorOf('result')}>
      {results.map((result, i) => (
        <Option
          key={result}
          id={i === 0 ? 'result' : undefined}
          type="radio"
          name="result"
          checked={values.result === result}
          onChange={() => set({ result })}
        >
          {words.coded(task.act === 'decide-appeal' ? 'appeal' : 'result', result)}
        </Option>
      ))}
    </Group>
  );
}

/** An extension's last day; left empty, it is the longest. */
export function Until({ words, ground: { task, detail, law }, values, set, errorOf }: PartProps) {
  const { t } = words;
  const measure = detail.measures.find(({ measureId }) => measureId === task.measureId);
  const latestMs = measure?.extendableUntilMs ?? null;
  const hint =
    measure?.endMs == null || latestMs === null
      ? t('until.hint')
      : t('until.extension.hint', { from: words.end(measure.endMs), until: words.end(latestMs) });
  return (
    <Field id="until" label={t('until')} isOptional={t('optional')} hint={hint} error={errorOf('until')}>
      {(field) => (
        <input
          {...field}
          type="date"
          value={values.until}
          min={measure?.endMs == null ? undefined : dayField(measure.endMs, law.timeZone)}
          max={latestMs === null ? undefined : dayField(latestMs - 1, law.timeZone)}
          onChange={(event) => set({ until: event.target.value })}
        />
      )}
    </Field>
  );
}

export function Reasons({ words, values, set, errorOf }: PartProps) {
  const { t } = words;
  return (
    <Group id="reasons" legend={t('reasons')} hint={t('reasons.hint')} error={errorOf('reasons')}>
      {REASONS.map((reason, i) => (
        <Option
          key={reason}
          id={i === 0 ? 'reasons' : undefined}
          type="checkbox"
          name="reasons"
          checked={values.reasons.includes(reason)}
          onChange={(isGiven) => {
            const others = values.reasons.filter((one) => one !== reason);
            set({ reasons: isGiven ? [...others, reason] : others });
          }}
        >
          {words.coded('reason', reason)}
        </Option>
      ))}
    </Group>
  );
}

/** In words; kept sealed, shown to those who take part. */
export function Words({ words, ground: { task }, values, set, errorOf }: PartProps) {
  const { t } = words;
  const isRuling = task.act === 'decide' || task.act === 'decline';
  const label = isRuling ? 'text.reasons' : task.act === 'file' || task.act === 'impose' ? 'text.facts' : 'text';
  return (
    <Field id="text" label={t(label)} isOptional={t('optional')} hint={t('text.hint')} error={errorOf('text')}>
      {(field) => (
        <textarea
          {...field}
          rows={5}
          maxLength={20_000}
          value={values.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      )}
    </Field>
  );
}

export function At({ words, ground: { law, nowMs }, values, set, errorOf }: PartProps) {
  const { t } = words;
  return (
    <Field
      id="at"
      label={t('at')}
      isOptional={t('optional')}
      hint={t('at.hint', { zone: words.zoneName(nowMs) })}
      error={errorOf('at')}
    >
      {(field) => (
        <input
          {...field}
          type="datetime-local"
          value={values.at}
          max={momentField(nowMs, law.timeZone)}
          onChange={(event) => set({ at: event.target.value })}
        />
      )}
    </Field>
  );
}
