import { useState } from 'react';
import { usePetition } from '../context.ts';
import { Choice, Group } from '../Fields.tsx';
import { Page } from '../Page.tsx';
import type { Measure } from '../paths.ts';
import styles from '../petition.module.css';
import type { Problem } from '../problems.ts';
import { useQuestion } from '../use-question.ts';
import { capital, durationText, lawName, roleText, type T } from '../words.ts';

/** The measures that this way can bring, by what they demand of the other person and what they mean for this one. */
export function Wants() {
  const q = useQuestion('wants');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (q === null) return null;
  const { t, draft, path, language, progress, set, submit } = q;
  const choose = (id: string, chosen: boolean) => {
    const others = draft.measures.filter((one) => one !== id);
    set({ measures: chosen ? [...others, id] : others, anyMeasure: false });
  };
  return (
    <Page
      title={t('wants.title')}
      hint={t('wants.line', { role: capital(roleText(t, path.procedure.decidedBy), language) })}
      {...{ progress }}
      submit={t('continue')}
      onSubmit={submit}
      problemsShown={setProblems}
    >
      <Group id="wants" legend={t('wants.title')} isHidden problems={problems}>
        {path.measures.map((measure) => (
          <Choice
            key={measure.id}
            type="checkbox"
            name="wants"
            label={measure.demands.map((demand) => t(`demand.${demand}`)).join('; ')}
            checked={draft.measures.includes(measure.id)}
            onChange={(chosen) => choose(measure.id, chosen)}
          >
            <Meaning {...{ t, measure, language }} />
          </Choice>
        ))}
        <Choice
          type="checkbox"
          name="wants"
          label={t('wants.any')}
          checked={draft.anyMeasure}
          onChange={(anyMeasure) => set({ anyMeasure, measures: anyMeasure ? [] : draft.measures })}
        />
      </Group>
      <p className={styles.note}>{t('wants.always')}</p>
    </Page>
  );
}

function Meaning({ t, measure, language }: { t: T; measure: Measure; language: string }) {
  const { law } = usePetition();
  const lasts = durationText(t, measure);
  return (
    <>
      {measure.demands.map((demand) => (
        <span key={demand}>{t(`demand.${demand}.line`)}</span>
      ))}
      {lasts !== null && <span>{lasts}</span>}
      <small>{t('path.law', { name: lawName(measure, language, law.jurisdiction), article: measure.article })}</small>
    </>
  );
}
