import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import css from './StoryPanel.module.css';
import type { Words } from './words.ts';

/** What disclosure allowed of each side, with its rule and article: the officer sees why they see it. */
export function BasisList({ words, picture }: { words: Words; picture: Picture }) {
  const { t } = words;
  const entry = (who: 'basis.wearer' | 'basis.protected', shown: Shown) => (
    <div className={css.basis}>
      <dt>
        {t(who)}: {t(`basis.${shown.kind}`)}
      </dt>
      <dd>
        {shown.basis.article}
        <small>{t('basis.rule', { rule: shown.basis.rule })}</small>
      </dd>
    </div>
  );
  return (
    <div className={css.block}>
      <h3>{t('basis.title')}</h3>
      <dl>
        {entry('basis.wearer', picture.wearer)}
        {entry('basis.protected', picture.protected)}
      </dl>
    </div>
  );
}
