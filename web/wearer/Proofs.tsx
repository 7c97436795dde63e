import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import type { Words } from './words.ts';

/** Proofs to take away, and where it stands how anybody checks them. */
export function Proofs({ words: { t }, query }: { words: Words; query: string }) {
  return (
    <section className={card.card}>
      <h3>{t('proofs.title')}</h3>
      <p>{t('proofs.intro')}</p>
      <p>{t('proofs.limit')}</p>
      <div className={card.row}>
        <a className={cx(card.button)} href={`/api/wearer/proofs${query}`} download>
          {t('proofs.get')}
        </a>
        <a className={cx(card.button)} href="/log/">
          {t('proofs.how')}
        </a>
      </div>
    </section>
  );
}
