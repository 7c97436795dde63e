import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addDays, dateOf, localTimeMs } from '../../../src/core/local-time.ts';
import { type DelayListJson, delayListSchema } from '../../../src/people/rights/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { rightsMessages } from '../../ui/messages/rights/catalogue.ts';
import buttons from '../parts/Buttons.module.css';
import { Field } from '../parts/Field.tsx';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import css from './Documents.module.css';

interface DelaysProps {
  readonly words: CourtWords;
  readonly wearerId: string;
  readonly timeZone: string;
}

/** Looks of police and prosecution that the investigation keeps from the wearer: what stands, and keeping back until a day. */
export function Delays({ words, wearerId, timeZone }: DelaysProps) {
  const t = useMessages(rightsMessages);
  const path = `/api/rights/wearers/${wearerId}/delays`;
  const client = useQueryClient();
  const queryKey = ['delays', wearerId];
  const found = useQuery<DelayListJson, CallFailed>({
    queryKey,
    queryFn: () => call(path, delayListSchema),
    refetchOnWindowFocus: false,
  });
  const keep = useMutation<unknown, CallFailed, { until: string; article: string }>({
    mutationFn: (body) => call(path, null, { method: 'POST', body: JSON.stringify(body) }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const [isWrong, setWrong] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim();
    const [day, article] = [text('until'), text('article')];
    setWrong(day === '' || article === '');
    if (day === '' || article === '') return;
    // The whole of that day is kept back.
    const until = new Date(localTimeMs(addDays(dateOf(day), 1), 0, timeZone)).toISOString();
    keep.mutate({ until, article }, { onSuccess: () => form.reset() });
  };
  const { delays = [], serverTimeMs = 0 } = found.data ?? {};
  const error = isWrong || keep.error?.code === 'out-of-bounds' ? t('delays.wrong') : null;
  return (
    <Section id="delays" title={t('delays.title')}>
      <p className={css.facts}>{t('delays.intro')}</p>
      {found.error !== null && <p role="alert">{t('failed')}</p>}
      {found.data !== undefined && delays.length === 0 && <p>{t('delays.none')}</p>}
      <ul className={css.documents}>
        {delays.map(({ untilMs, article, recordedAtMs }) => (
          <li key={`${untilMs} ${recordedAtMs}`}>
            {untilMs > serverTimeMs
              ? t('delays.stands', { day: words.end(untilMs), article })
              : t('delays.over', { day: words.day(untilMs), article })}
          </li>
        ))}
      </ul>
      <form className={css.paper} onSubmit={send} data-screen-only>
        <Field id="delay-until" label={t('delays.until')} error={error}>
          {(field) => <input {...field} type="date" name="until" />}
        </Field>
        <Field id="delay-article" label={t('delays.article')} error={null}>
          {(field) => <input {...field} type="text" name="article" maxLength={200} />}
        </Field>
        {keep.error !== null && error === null && (
          <p className={css.refused} role="alert">
            {words.error(keep.error).said}
          </p>
        )}
        <button type="submit" className={buttons.button} disabled={keep.isPending}>
          {t('delays.send')}
        </button>
      </form>
    </Section>
  );
}
