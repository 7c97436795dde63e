import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { supporterMessages } from '../ui/messages/supporter/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { callApi } from '../ui/session.ts';
import styles from './SupporterPage.module.css';

type Said = 'claim.wrong' | 'claim.already' | 'claim.digits' | 'no-connection' | 'failed' | 'claim.done';

/** The code that the person reads out. */
export function ClaimForm({ onClaimed }: { onClaimed: () => void }) {
  const t = useMessages(supporterMessages);
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<Said | null>(null);
  const claim = async (event: FormEvent) => {
    event.preventDefault();
    const digits = code.replaceAll(/\D/g, '');
    if (digits.length !== 8) return setSaid('claim.digits');
    const response = await callApi('/api/help/claim', { method: 'POST', body: JSON.stringify({ code: digits }) });
    setSaid(wordOf(response));
    if (response?.ok !== true) return;
    setCode('');
    onClaimed();
  };
  return (
    <form className={card.card} onSubmit={(event) => void claim(event)} autoComplete="off">
      <h2>{t('claim.title')}</h2>
      <label htmlFor="claim-code">{t('claim.label')}</label>
      <input
        id="claim-code"
        className={styles.code}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        value={code}
        aria-describedby="claim-said"
        onChange={(event) => setCode(event.target.value)}
      />
      <p id="claim-said" role="status">
        {said === null ? '' : t(said)}
      </p>
      <div className={card.row}>
        <Button type="submit" className={cx(card.button, card.strong)}>
          {t('claim.button')}
        </Button>
      </div>
    </form>
  );
}

function wordOf(response: Response | null): Said {
  if (response === null) return 'no-connection';
  if (response.ok) return 'claim.done';
  if (response.status === 404) return 'claim.wrong';
  return response.status === 409 ? 'claim.already' : 'failed';
}
