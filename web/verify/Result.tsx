import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import type { VerifyAnswer } from '../../src/orders/documents/contract.ts';
import { cx } from '../ui/cx.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { verifyMessages } from '../ui/messages/verify/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import leaf from '../ui/parts/Leaf.module.css';
import styles from './VerifyPage.module.css';
import type { Checked } from './verify.ts';

type Genuine = Extract<VerifyAnswer, { genuine: true }>;

/** What came of it: word and shape, never colour alone. */
export function Result({ checked }: { checked: Checked }) {
  const t = useMessages(verifyMessages);
  if (checked.kind !== 'answered') {
    return (
      <p className={cx(card.card, leaf.line, styles.line)}>
        <CircleHelp aria-hidden="true" /> {t(checked.kind)}
      </p>
    );
  }
  const { answer } = checked;
  const title = titleOf(answer);
  return (
    <section className={cx(card.card, styles.result)}>
      <h2 className={cx(leaf.line, styles.line)}>
        {title === 'genuine.title' ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
        {t(title)}
      </h2>
      {answer.genuine && <Facts answer={answer} />}
      <p>{t(answer.genuine ? 'genuine.words' : 'not.words')}</p>
    </section>
  );
}

/** What a hurried reader takes away: a genuine paper that no longer holds is not called genuine alone. */
function titleOf(answer: VerifyAnswer) {
  if (!answer.genuine) return 'not.title';
  if (answer.standing === 'ended') return 'ended.title';
  if (!answer.isNewest) return 'older.title';
  return answer.standing === 'not-yet' ? 'early.title' : 'genuine.title';
}

function Facts({ answer }: { answer: Genuine }) {
  const t = useMessages(verifyMessages);
  const { language } = useLanguage();
  const { version, isNewest, standing, jurisdiction, issuedOn } = answer;
  return (
    <dl className={cx(leaf.facts, styles.facts)}>
      <dt>{t('standing')}</dt>
      <dd>{t(`standing.${standing}`)}</dd>
      <dt>{t('version')}</dt>
      <dd>{t(isNewest ? 'version.newest' : 'version.older', { version })}</dd>
      <dt>{t('jurisdiction')}</dt>
      <dd>{regionName(jurisdiction, language)}</dd>
      <dt>{t('issued')}</dt>
      <dd>{new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(issuedOn))}</dd>
    </dl>
  );
}

/** Jurisdictions are called by the code of their country; a made-up one has none. */
function regionName(jurisdiction: string, language: string): string {
  if (!/^[a-z]{2}$/.test(jurisdiction)) return jurisdiction;
  return new Intl.DisplayNames([language], { type: 'region' }).of(jurisdiction.toUpperCase()) ?? jurisdiction;
}
