import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import type { WarningPlan } from '../../../src/notify/contract.ts';
import { cx } from '../../ui/cx.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import styles from './Warnings.module.css';

interface PlanWordsProps {
  readonly plan: WarningPlan;
  readonly exercise: boolean;
  onChange(plan: WarningPlan): void;
}

const TITLE_MAX = 40;
const BODY_MAX = 120;

/** The person's own neutral words, and how they will look on the locked phone. */
export function PlanWords({ plan, exercise, onChange }: PlanWordsProps) {
  const t = useMessages(deliveryMessages);
  const common = useMessages(commonMessages);
  const [title, setTitle] = useState(plan.notification.title);
  const [body, setBody] = useState(plan.notification.body);
  const isChanged = title !== plan.notification.title || body !== plan.notification.body;
  const shown = exercise ? `${common('exercise')} · ${title}` : title;
  return (
    <section>
      <h2>{t('words.title')}</h2>
      <p>{t('words.note')}</p>
      <TextField className={cx(styles.field)} value={title} onChange={setTitle} maxLength={TITLE_MAX} isRequired>
        <Label>{t('words.heading')}</Label>
        <Input />
      </TextField>
      <TextField className={cx(styles.field)} value={body} onChange={setBody} maxLength={BODY_MAX}>
        <Label>{t('words.text')}</Label>
        <Input />
      </TextField>
      <figure className={styles.preview}>
        <figcaption>{t('words.preview')}</figcaption>
        <div className={styles.notification}>
          <img src="/app/icon-192.png" alt="" width={36} height={36} />
          <div>
            <b>{shown}</b>
            <span>{body}</span>
          </div>
          <time>{t('words.now')}</time>
        </div>
      </figure>
      <Button
        className={cx(styles.button)}
        isDisabled={!isChanged || title.trim() === ''}
        onPress={() => onChange({ ...plan, notification: { title: title.trim(), body: body.trim() } })}
      >
        {t('words.save')}
      </Button>
    </section>
  );
}
