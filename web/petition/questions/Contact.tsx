import { useState } from 'react';
import { NEEDS, WAYS } from '../draft.ts';
import { Choice, Group, TextField } from '../Fields.tsx';
import { Page } from '../Page.tsx';
import type { Problem } from '../problems.ts';
import { useQuestion } from '../use-question.ts';

/** How the person can be reached without anybody else hearing of it, and what makes it harder for them. */
export function Contact() {
  const q = useQuestion('contact');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (q === null) return null;
  const { t, draft, progress, set, submit } = q;
  const { contact } = draft;
  const put = (change: Partial<typeof contact>) => set({ contact: { ...contact, ...change } });
  const toggled = <One extends string>(all: readonly One[], one: One, isOn: boolean): One[] =>
    isOn ? [...all, one] : all.filter((other) => other !== one);
  return (
    <Page
      title={t('contact.title')}
      hint={t('contact.line')}
      {...{ progress }}
      submit={t('continue')}
      onSubmit={submit}
      problemsShown={setProblems}
    >
      <Group id="ways" legend={t('contact.ways')} problems={problems}>
        {WAYS.map((way) => (
          <Choice
            key={way}
            type="checkbox"
            name="ways"
            label={t(`way.${way}`)}
            checked={contact.ways.includes(way)}
            onChange={(isOn) => put({ ways: toggled(contact.ways, way, isOn) })}
          />
        ))}
      </Group>
      <TextField
        id="how"
        label={t('contact.how')}
        value={contact.how}
        problems={problems}
        onChange={(how) => put({ how })}
      />
      <TextField
        id="times"
        label={t('contact.times')}
        line={t('contact.times.line')}
        value={contact.times}
        onChange={(times) => put({ times })}
      />
      <TextField
        id="language"
        label={t('contact.language')}
        value={contact.language}
        onChange={(language) => put({ language })}
      />
      <Group id="needs" legend={t('contact.needs')} line={t('contact.needs.plain')}>
        {NEEDS.map((need) => (
          <Choice
            key={need}
            type="checkbox"
            name="needs"
            label={t(`need.${need}`)}
            checked={contact.needs.includes(need)}
            onChange={(isOn) => put({ needs: toggled(contact.needs, need, isOn) })}
          />
        ))}
      </Group>
      <TextField
        id="help"
        label={t('contact.help')}
        line={t('contact.help.line')}
        form="long"
        value={contact.help}
        onChange={(help) => put({ help })}
      />
    </Page>
  );
}
