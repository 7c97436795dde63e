import { useState } from 'react';
import { Button } from 'react-aria-components';
import { linksAskedSchema, supportersSchema } from '../../../src/people/support/contract.ts';
import { type PhoneJson, phonesSchema } from '../../../src/server/sessions/phones/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import type { Viewer } from '../../ui/live/live-state.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { doneApi, useApi } from '../../ui/use-api.ts';
import { timeText } from '../../ui/words/age.ts';
import { phoneWords } from '../../ui/words/phone-words.ts';
import styles from './SafetyNotices.module.css';

const EVERY_MS = 60_000;

/** On the home screen: a sign-in, or a use without a phone's key, that may not be theirs, or a supporter who asks for a link: each wants an answer. */
export function SafetyNotices({ kind }: { kind: Viewer['kind'] | null }) {
  if (kind !== 'protected' && kind !== 'household') return null;
  return (
    <div className={styles.notices}>
      <PhonesAsked />
      {kind === 'protected' && <LinksAsked />}
    </div>
  );
}

function PhonesAsked() {
  const { loaded, reload } = useApi('/api/me/phones', phonesSchema, EVERY_MS);
  if (loaded.kind !== 'ready') return null;
  return loaded.data.phones
    .filter((phone) => phone.isNew || phone.unprovenAt !== null)
    .map((phone) => <PhoneAsked key={phone.phoneId} phone={phone} onAnswered={() => void reload()} />);
}

/** A sign-in that is both is asked of as a new one first. */
function PhoneAsked({ phone, onAnswered }: { phone: PhoneJson; onAnswered: () => void }) {
  const t = useMessages(safetyMessages);
  const { language } = useLanguage();
  const nowMs = useServerNowMs(60_000);
  const [failed, setFailed] = useState(false);
  const unprovenAt = phone.isNew ? null : phone.unprovenAt;
  const answer = async (mine: boolean) => {
    const done = await doneApi('POST', `/api/me/phones/${phone.phoneId}/answer`, { mine, unprovenAt });
    setFailed(!done);
    if (done) onAnswered();
  };
  return (
    <section className={cx(card.card, card.alert)} role="alert">
      <h2>
        {t(unprovenAt === null ? 'new-phone.title' : 'no-key.title', {
          time: timeText(language, Date.parse(unprovenAt ?? phone.signedInAt), nowMs),
        })}
      </h2>
      <p>{phoneWords(t, phone)}</p>
      {unprovenAt !== null && <p>{t('no-key.line')}</p>}
      {unprovenAt !== null && phone.isThis && <p>{t('no-key.this')}</p>}
      {failed && <p>{t('failed')}</p>}
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => void answer(true)}>
          {t(unprovenAt === null ? 'new-phone.mine' : 'no-key.mine')}
        </Button>
        <Button className={cx(card.button, card.strong)} onPress={() => void answer(false)}>
          {t(unprovenAt === null ? 'new-phone.not-mine' : 'no-key.not-mine')}
        </Button>
      </div>
    </section>
  );
}

/** Asked often, so without names: those are read only when there is something to answer. */
function LinksAsked() {
  const { loaded, reload } = useApi('/api/me/links', linksAskedSchema, EVERY_MS);
  if (loaded.kind !== 'ready' || loaded.data.links.length === 0) return null;
  return <LinksToAnswer onAnswered={reload} />;
}

function LinksToAnswer({ onAnswered }: { onAnswered: () => Promise<void> }) {
  const t = useMessages(safetyMessages);
  const { loaded } = useApi('/api/me/supporters', supportersSchema);
  const [failed, setFailed] = useState(false);
  if (loaded.kind !== 'ready') return null;
  const { supporters, links } = loaded.data;
  const answer = async (requestId: string, confirm: boolean) => {
    setFailed(!(await doneApi('POST', `/api/me/links/${requestId}`, { confirm })));
    await onAnswered();
  };
  return links.map(({ requestId, supportId, number }) => (
    <section key={requestId} className={cx(card.card, card.alert)} role="alert">
      <h2>{t('link.title', { name: supporters.find((one) => one.supportId === supportId)?.name ?? '' })}</h2>
      <p className={card.number}>{number}</p>
      <p>{t('link.line')}</p>
      {failed && <p>{t('failed')}</p>}
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => void answer(requestId, false)}>
          {t('link.refuse')}
        </Button>
        <Button className={cx(card.button, card.strong)} onPress={() => void answer(requestId, true)}>
          {t('link.confirm')}
        </Button>
      </div>
    </section>
  ));
}
