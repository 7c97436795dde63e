import { useState } from 'react';
import { todayOf, usePetition } from '../context.ts';
import type { PetitionEvent } from '../draft.ts';
import { TextField } from '../Fields.tsx';
import { Page } from '../Page.tsx';
import { eventProblems, type Problem } from '../problems.ts';
import { useQuestion } from '../use-question.ts';
import { putItem } from './put-item.ts';

const FIELDS = [
  ['what', 'event.what', 'event.what.line', 'long'],
  ['date', 'event.date', 'event.date.line', 'date'],
  ['about', 'event.about', 'event.about.line', 'text'],
  ['where', 'event.where', null, 'text'],
  ['evidence', 'event.evidence', 'event.evidence.line', 'long'],
  ['witnesses', 'event.witnesses', null, 'long'],
] as const;

/** One thing that happened; it is part of the draft from the first letter on, so that it is saved as the rest is. */
export function OneEvent({ id }: { id: string }) {
  const pages = usePetition();
  const q = useQuestion('events');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (q === null) return null;
  const { t, draft, set } = q;
  const fresh: PetitionEvent = { id, date: '', about: '', where: '', what: '', evidence: '', witnesses: '' };
  const event = draft.events.find((one) => one.id === id) ?? fresh;
  const submit = () => {
    const found = eventProblems(event, todayOf(pages));
    if (found.length > 0) return found;
    void pages.store.save();
    pages.back();
    return [];
  };
  return (
    <Page title={t('event.title')} submit={t('item.keep')} onSubmit={submit} problemsShown={setProblems}>
      {FIELDS.map(([field, label, line, form]) => (
        <TextField
          key={field}
          id={field}
          label={t(label)}
          line={line === null ? undefined : t(line)}
          form={form}
          value={event[field]}
          problems={problems}
          onChange={(value) => set({ events: putItem(draft.events, { ...event, [field]: value }) })}
        />
      ))}
    </Page>
  );
}
