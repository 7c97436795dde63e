import { useState } from 'react';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts';
import type { WarrantListJson } from '../../../src/safeguards/warrants/contract.ts';
import { Attachments } from '../acts/Attachments.tsx';
import type { Attachment } from '../acts/values.ts';
import buttons from '../parts/Buttons.module.css';
import { Field, Group, Option } from '../parts/Field.tsx';
import type { Go } from '../use-route.ts';
import { momentField, momentMs } from '../zone-time.ts';
import { errorOf, isSending, type Missing, missingOf, Problems, sentIds, Text } from './form-parts.tsx';
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
  const { w, coded, court } = words;
  const asking = useAsking();
  const youngestMs = nowMs - (rules.youngestMinutes + 1) * MINUTE_MS;
  const [draft, setDraft] = useState(() => ({
    ...{
      kind: 'permission' as 'permission' | 'emergency',
      orderId: list.orders.length === 1 ? list.orders[0]!.orderId : '',
    },
    ...{ courtId: '', use: '', reason: '', legalBasis: rules.article, urgency: '' },
    from: momentField(Math.max(youngestMs - DAY_MS, list.orders[0]?.fromMs ?? 0), court.zone),
    until: momentField(Math.max(youngestMs, (list.orders[0]?.fromMs ?? 0) + HOUR_MS), court.zone),
  }));
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [attempt, setAttempt] = useState(0);
  const set = (next: Partial<typeof draft>) => setDraft({ ...draft, ...next });
  const order = list.orders.find(({ orderId }) => orderId === draft.orderId);
  const courtId = draft.courtId || order?.courtId || (list.courts.length === 1 ? list.courts[0]!.agencyId : '');
  const isEmergency = draft.kind === 'emergency';
  const submit = () => {
    const [from, until] = [momentMs(draft.from, court.zone), momentMs(draft.until, court.zone)];
    const found = missingOf([
      ['order', 'form.order', draft.orderId],
      ['court', 'form.court', courtId],
      ['use', 'form.use', draft.use],
      ['from', 'form.from', from === null ? '' : 'given'],
      ['until', 'form.until', until === null ? '' : 'given'],
      ['reason', 'form.reason', draft.reason],
      ['basis', 'form.basis', draft.legalBasis],
      ['urgency', 'form.urgency', isEmergency ? draft.urgency : 'not asked'],
    ]);
    setMissing(found);
    setAttempt(attempt + 1);
    if (found.length > 0 || from === null || until === null || isSending(attachments) || asking.isPending) return;
    const { kind, orderId, use, reason, legalBasis, urgency } = draft;
    const period = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
    const request = { kind, orderId, courtId, use, ...period, reason, legalBasis, documents: sentIds(attachments) };
    asking.mutate(
      { ...request, urgency: isEmergency ? urgency : null },
      {
        onSuccess: ({ warrant }) => go({ kind: 'warrant', id: warrant.warrantId }),
        onError: () => setAttempt((count) => count + 1),
      },
    );
  };
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
      <Problems
        words={words}
        missing={missing}
        failed={asking.error}
        isWaiting={attempt > 0 && isSending(attachments)}
        attempt={attempt}
      />
      {rules.emergency === null ? null : (
        <Group id="kind" legend={w('form.kind')} error={null}>
          <Option
            id="kind"
            type="radio"
            name="kind"
            checked={!isEmergency}
            onChange={() => set({ kind: 'permission' })}
          >
            {w('form.permission')}
          </Option>
          <Option
            type="radio"
            name="kind"
            checked={isEmergency}
            onChange={() => set({ kind: 'emergency' })}
            hint={w('form.emergency.hint', { hours: rules.emergency.hours ?? 0, article: rules.emergency.article })}
          >
            {w('form.emergency')}
          </Option>
        </Group>
      )}
      {isEmergency ? (
        <Text
          words={words}
          id="urgency"
          label="form.urgency"
          value={draft.urgency}
          missing={missing}
          onChange={(urgency) => set({ urgency })}
        />
      ) : null}
      <Choice
        words={words}
        id="order"
        label="form.order"
        value={draft.orderId}
        missing={missing}
        onChange={(orderId) => set({ orderId })}
      >
        {list.orders.map(({ orderId, label, proceeding, fromMs }) => [
          orderId,
          `${label}${proceeding === null ? '' : ` · ${proceeding}`} · ${court.day(fromMs)}`,
        ])}
      </Choice>
      {list.orders.length === 0 ? <p>{w('form.order.none')}</p> : null}
      <Choice
        words={words}
        id="use"
        label="form.use"
        value={draft.use}
        missing={missing}
        onChange={(use) => set({ use })}
      >
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
      <Choice
        words={words}
        id="court"
        label="form.court"
        value={courtId}
        missing={missing}
        onChange={(value) => set({ courtId: value })}
      >
        {list.courts.map(({ agencyId, name }) => [agencyId, name])}
      </Choice>
      <Text
        words={words}
        id="reason"
        label="form.reason"
        value={draft.reason}
        missing={missing}
        rows={5}
        onChange={(reason) => set({ reason })}
      />
      <Text
        words={words}
        id="basis"
        label="form.basis"
        value={draft.legalBasis}
        missing={missing}
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
