import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { usePetition } from './context.ts';
import { Heading } from './Page.tsx';
import styles from './petition.module.css';
import { capital, roleText } from './words.ts';

/** The number, what happens next, whom to ask. */
export function Sent({ proceedingId }: { proceedingId: string }) {
  const t = useMessages(petitionMessages);
  const { language } = useLanguage();
  const number = useEmergencyNumber();
  const { proceedings, law, open, home } = usePetition();
  const one = proceedings.find((each) => each.proceedingId === proceedingId);
  if (one === undefined) return null;
  const decidedBy = law.procedures.find(({ id }) => id === one.procedure)?.decidedBy ?? 'court';
  const role = one.asked === null ? decidedBy : one.asked.of;
  const values = { role: capital(roleText(t, role), language), decider: roleText(t, decidedBy) };
  const decider = one.asked === null ? capital(values.decider, language) : values.decider;
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <Heading>{t('sent.title')}</Heading>
        <p className={styles.number}>{one.number}</p>
        <p>{t('sent.number', { number: one.number })}</p>
      </header>
      <section className={styles.part}>
        <h3>{t('check.next')}</h3>
        <p>{t(one.asked === null ? 'check.next.file' : 'check.next.ask', { ...values, decider })}</p>
        <p>{t('check.next.heard')}</p>
        <p>{t('own.who', { role: roleText(t, role) })}</p>
        <p className={styles.note}>{t('check.next.danger', { number })}</p>
        <p className={styles.hint}>{t('sent.deleted')}</p>
      </section>
      <Button className={cx(styles.wide)} onPress={() => open({ at: 'own', proceedingId })}>
        {t('sent.see')}
      </Button>
      <Button className={cx(styles.plain)} onPress={home}>
        {t('start.title')}
      </Button>
    </section>
  );
}
