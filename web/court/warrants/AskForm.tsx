import { useState } from 'react';
import type { WarrantListJson } from '../../../src/safeguards/warrants/contract.ts';
import { Attachments } from '../acts/Attachments.tsx';
import type { Attachment } from '../acts/values.ts';
import buttons from '../parts/Buttons.module.css';
import { Field, Group, Option } from '../parts/Field.tsx';
import type { Go } from '../use-route.ts';
import { type AskDraft, firstDraft, missingIn, requestOf } from './ask-draft.ts';
import { errorOf, Problems, Text } from './FormParts.tsx';
import { isSending, type Missing, sentIds } from './missing.ts';
import { useAsking } from './use-warrants.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface AskFormProps {
  readonly words: WarrantWords;
  readonly list: WarrantListJson;
  readonly rules: NonNullable<WarrantListJson['rules']>;
  readonly nowMs: number;
  readonly go: Go;
}

/** Asks the court, or records an emergency: one form, since an emergency is the same request in another order. */
export function AskForm({ words, list, rules, nowMs, go }: AskFormProps) {
  const { w, court } = words;
  const asking = useAsking();
  const [draft, setDraft] = useState(() => firstDraft(list, rules, nowMs, court.zone));
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const set = (next: Partial<AskDraft>) => setDraft({ ...draft, ...next });
  const order = list.orders.find(({ orderId }) => orderId === draft.orderId);
  const courtId = draft.courtId || order?.courtId || (list.courts.length === 1 ? list.courts[0]!.agencyId : '');
  const isEmergency = draft.kind === 'emergency';
  const submit = () => {
    const asked = { ...draft, courtId };
    const found = missingIn(asked, court.zone);
    setMissing(found);
    setAttempt(attempt + 1);
    const request = requestOf(asked, sentIds(attachments), court.zone);
    if (found.length > 0 || request === null || isSending(attachments) || asking.isPending) return;
    asking.mutate(request, {
      onSuccess: ({ warrant }) => go({ kind: 'warrant', id: warrant.warrantId }),
      onError: () => setAttempt((count) => count + 1),
    });
  };
  const part = { words, missing };
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1>{w('ask')}</h1>
      <Problems {...part} failed={asking.error} isWaiting={attempt > 0 && isSending(attachments)} attempt={attempt} />
      <How words={words} rules={rules} isEmergency={isEmergency} onChange={(kind) => set({ kind })} />
      {isEmergency ? (
        <Text
          {...part}
          id="urgency"
          label="form.urgency"
          value={draft.urgency}
          onChange={(urgency) => set({ urgency })}
        />
      ) : null}
      <Under {...part} list={list} rules={rules} draft={draft} set={set} />
      <Choice {...part} id="court" label="form.court" value={courtId} onChange={(value) => set({ courtId: value })}>
        {list.courts.map(({ agencyId, name }) => [agencyId, name])}
      </Choice>
      <Text
        {...part}
        id="reason"
        label="form.reason"
        value={draft.reason}
        rows={5}
        onChange={(reason) => set({ reason })}
      />
      <Text
        {...part}
        id="basis"
        label="form.basis"
        value={draft.legalBasis}
        rows={2}
        onChange={(legalBasis) => set({ legalBasis })}
      />
      <Attachments words={court} value={attachments} error={null} onChange={setAttachments} />
      <p className={buttons.row}>
        <button type="submit" className={buttons.strong} aria-disabled={asking.isPending}>
          {w(asking.isPending ? 'sending' : isEmergency ? 'form.send-emergency' : 'form.send')}
        </button>
        <button type="button" className={buttons.button} onClick={() => go({ kind: 'warrants' })}>
          {w('cancel')}
        </button>
      </p>
    </form>
  );
}

interface HowProps {
  readonly words: WarrantWords;
  readonly rules: AskFormProps['rules'];
  readonly isEmergency: boolean;
  readonly onChange: (kind: AskDraft['kind']) => void;
}

function How({ words: { w }, rules: { emergency }, isEmergency, onChange }: HowProps) {
  if (emergency === null) return null;
  return (
    <Group id="kind" legend={w('form.kind')} error={null}>
      <Option id="kind" type="radio" name="kind" checked={!isEmergency} onChange={() => onChange('permission')}>
        {w('form.permission')}
      </Option>
      <Option
        type="radio"
        name="kind"
        checked={isEmergency}
        onChange={() => onChange('emergency')}
        hint={w('form.emergency.hint', { hours: emergency.hours ?? 0, article: emergency.article })}
      >
        {w('form.emergency')}
      </Option>
    </Group>
  );
}

interface UnderProps {
  readonly words: WarrantWords;
  readonly missing: readonly Missing[];
  readonly list: WarrantListJson;
  readonly rules: AskFormProps['rules'];
  readonly draft: AskDraft;
  readonly set: (next: Partial<AskDraft>) => void;
}

/** Under which order, for which use, over which time. */
function Under({ words, missing, list, rules, draft, set }: UnderProps) {
  const { w, coded, court } = words;
  const part = { words, missing };
  return (
    <>
      <Choice {...part} id="order" label="form.order" value={draft.orderId} onChange={(orderId) => set({ orderId })}>
        {list.orders.map(({ orderId, label, proceeding, fromMs }) => [
          orderId,
          [label, ...(proceeding === null ? [] : [proceeding]), court.day(fromMs)].join(' · '),
        ])}
      </Choice>
      {list.orders.length === 0 ? <p>{w('form.order.none')}</p> : null}
      <Choice {...part} id="use" label="form.use" value={draft.use} onChange={(use) => set({ use })}>
        {rules.uses.map(({ id, article }) => [id, `${coded('use', id)} (${article})`])}
      </Choice>
      <div className={css.pair}>
        {(['from', 'until'] as const).map((name) => (
          <Field key={name} id={name} label={w(`form.${name}`)} error={errorOf(words, missing, name)}>
            {(field) => (
              <input
                {...field}
                type="datetime-local"
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className={css.intro}>
        {w('form.period.hint', { days: rules.periodDaysMax, minutes: rules.youngestMinutes })}
      </p>
    </>
  );
}

interface ChoiceProps {
  readonly words: WarrantWords;
  readonly id: string;
  readonly label: 'form.order' | 'form.use' | 'form.court';
  readonly value: string;
  readonly missing: readonly Missing[];
  readonly onChange: (value: string) => void;
  readonly children: readonly (readonly [value: string, text: string])[];
}

function Choice({ words, id, label, value, missing, onChange, children }: ChoiceProps) {
  return (
    <Field id={id} label={words.w(label)} error={errorOf(words, missing, id)}>
      {(field) => (
        <select {...field} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {children.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
