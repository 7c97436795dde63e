import { Phone } from 'lucide-react';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { Page } from '../Page.tsx';
import styles from '../petition.module.css';
import { useQuestion } from '../use-question.ts';

/** Before all else: whoever is in danger calls, and writes later. */
export function Danger() {
  const number = useEmergencyNumber();
  const q = useQuestion('danger');
  if (q === null) return null;
  const { t, progress, submit } = q;
  return (
    <Page title={t('danger.title')} hint={t('danger.line')} {...{ progress }} submit={t('danger.on')} onSubmit={submit}>
      <a className={styles.call} href={`tel:${number}`}>
        <span>
          <Phone size={22} aria-hidden="true" /> {t('danger.call', { number })}
        </span>
      </a>
      <p className={styles.hint}>{t('danger.exit')}</p>
    </Page>
  );
}
