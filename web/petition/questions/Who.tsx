import { useState } from 'react';
import { WHO_FIELDS, type WhoField } from '../draft.ts';
import { TextField } from '../Fields.tsx';
import { Page } from '../Page.tsx';
import type { Problem } from '../problems.ts';
import { useQuestion } from '../use-question.ts';

const FORM: Readonly<Partial<Record<WhoField, 'tel' | 'long'>>> = { phone: 'tel', more: 'long' };

/** Everything may be left empty: to find out who somebody is, is not the protected person's work. */
export function Who() {
  const q = useQuestion('who');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (q === null) return null;
  const { t, draft, progress, set, submit } = q;
  return (
    <Page
      title={t('who.title')}
      hint={t('who.line')}
      {...{ progress }}
      submit={t('continue')}
      onSubmit={submit}
      problemsShown={setProblems}
    >
      {WHO_FIELDS.map((field) => (
        <TextField
          key={field}
          id={field}
          label={t(`who.${field}`)}
          line={field === 'birth' ? t('who.birth.line') : undefined}
          form={FORM[field] ?? 'text'}
          value={draft.who[field]}
          problems={problems}
          onChange={(value) => set({ who: { ...draft.who, [field]: value } })}
        />
      ))}
    </Page>
  );
}
