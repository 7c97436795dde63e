import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { Acts } from './Acts.tsx';
import { nowOf, usePetition } from './context.ts';
import line from './course.module.css';
import { courseOf, type Step, standingKey } from './course.ts';
import { Heading } from './Page.tsx';
import styles from './petition.module.css';
import { capital, dayOf, lastDayOf, lawName, measureText, roleText, type T } from './words.ts';

/** How one request stands, as a time line, and what may be done in it. */
export function OneProceeding({ proceedingId }: { proceedingId: string }) {
  const t = useMessages(petitionMessages);
  const { language } = useLanguage();
  const pages = usePetition();
  const { law } = pages;
  const one = pages.proceedings.find((each) => each.proceedingId === proceedingId);
  if (one === undefined) return null;
  const procedure = law.procedures.find(({ id }) => id === one.procedure);
  const role = one.stage === 'asked' && one.asked !== null ? one.asked.of : (procedure?.decidedBy ?? 'court');
  const steps = courseOf(one, nowOf(pages));
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <p className={styles.progress}>{t('own.number', { number: one.number })}</p>
        <Heading>{t(standingKey(one))}</Heading>
        {procedure !== undefined && (
          <p className={styles.small}>
            {t('path.law', { name: lawName(procedure, language, law.jurisdiction), article: procedure.article })}
          </p>
        )}
      </header>
      <ol className={line.course}>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is drawn whole and anew
          <li key={i} className={line.step} data-tone={step.tone}>
            <p>
              <StepText {...{ t, step }} timeZone={one.timeZone} />
            </p>
            {step.article !== null && <p className={styles.small}>{step.article}</p>}
          </li>
        ))}
      </ol>
      <Acts one={one} />
      {one.stage !== 'closed' && <p className={styles.hint}>{t('own.who', { role: roleText(t, role) })}</p>}
      <Button className={cx(styles.plain)} onPress={pages.back}>
        {t('back')}
      </Button>
    </section>
  );
}

function StepText({ t, step, timeZone }: { t: T; step: Step; timeZone: string }) {
  const { language } = useLanguage();
  const { law } = usePetition();
  const role = step.role === null ? '' : roleText(t, step.role);
  return t(step.key, {
    date: step.atMs === null ? '' : dayOf(language, step.atMs, timeZone),
    until: step.untilMs === null ? '' : lastDayOf(language, step.untilMs, timeZone),
    count: step.daysLeft ?? 0,
    role: step.key === 'course.declined' ? capital(role, language) : role,
    measure: measureText(t, law, step.measure),
  });
}
