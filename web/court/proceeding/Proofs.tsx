import { FileDown } from 'lucide-react';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { rightsMessages } from '../../ui/messages/rights/catalogue.ts';
import { Section } from '../parts/Section.tsx';
import css from './Documents.module.css';

/** That what was done in the proceeding stands in the public log, as a file that anybody checks. */
export function Proofs({ proceedingId }: { proceedingId: string }) {
  const t = useMessages(rightsMessages);
  return (
    <Section id="proofs" title={t('proofs.title')}>
      <p className={css.facts}>{t('proofs.intro')}</p>
      <p data-screen-only>
        <a className={css.save} href={`/api/proceedings/${proceedingId}/proofs`} download>
          <FileDown size="1.1em" aria-hidden="true" /> {t('proofs.get')}
        </a>{' '}
        <a className={css.save} href="/log/">
          {t('proofs.how')}
        </a>
      </p>
    </Section>
  );
}
