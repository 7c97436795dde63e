import { useId, useState } from 'react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import type { HoldListJson } from '../../../src/server/retention/contract.ts';
import { erasingMessages } from '../../ui/messages/erasing/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import buttons from '../parts/Buttons.module.css';
import { Field } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';
import { dayEndMs } from '../zone-time.ts';
import css from './Documents.module.css';

interface HoldFormProps {
  readonly words: CourtWords;
  readonly detail: ProceedingDetailJson;
  readonly list: HoldListJson;
  readonly onAsk: (body: object) => void;
}

/** Which order, by which article, until when and by which decision. Only what there is no choice of is chosen beforehand. */
export function HoldForm({ words, detail, list: { rules, orders }, onAsk }: HoldFormProps) {
  const t = useMessages(erasingMessages);
  const id = useId();
  const documents = detail.documents.filter(({ state }) => state !== 'erased');
  const [orderId, setOrder] = useState(orders.length === 1 ? orders[0]!.orderId : '');
  const [article, setArticle] = useState(rules.length === 1 ? rules[0]!.article : '');
  const [documentId, setDocument] = useState('');
  const [day, setDay] = useState('');
  const untilMs = dayEndMs(day, words.zone);
  const isReady = orderId !== '' && article !== '' && documentId !== '' && untilMs !== null;
  if (documents.length === 0) return <p className={css.facts}>{t('hold.no-document')}</p>;
  const choice = (
    name: 'order' | 'article' | 'document',
    value: string,
    set: (value: string) => void,
    options: readonly (readonly [value: string, label: string])[],
  ) => (
    <Field id={`${id}-${name}`} label={t(`hold.${name}`)} error={null}>
      {(described) => (
        <select {...described} value={value} onChange={(event) => set(event.target.value)}>
          <option value="" />
          {options.map(([one, label]) => (
            <option key={one} value={one}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAsk({ orderId, article, documentId, until: new Date(untilMs).toISOString() });
      }}
    >
      {choice(
        'order',
        orderId,
        setOrder,
        orders.map((one) => [one.orderId, one.label]),
      )}
      {choice(
        'article',
        article,
        setArticle,
        rules.map((one) => [one.article, t('hold.most', { article: one.article, days: one.mostDays })]),
      )}
      <Field id={`${id}-until`} label={t('hold.until')} error={null}>
        {(described) => (
          <input {...described} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        )}
      </Field>
      {choice(
        'document',
        documentId,
        setDocument,
        documents.map((one) => [one.documentId, one.name ?? one.documentId]),
      )}
      <p className={buttons.row}>
        <button type="submit" className={buttons.strong} aria-disabled={!isReady}>
          {t('hold.ask')}
        </button>
      </p>
    </form>
  );
}
