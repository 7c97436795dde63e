import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type PhoneJson, phonesSchema } from '../../../src/server/sessions/phones/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { doneApi, useApi } from '../../ui/use-api.ts';
import { timeText } from '../../ui/words/age.ts';
import { phoneWords } from '../../ui/words/phone-words.ts';
import { NotReady } from './NotReady.tsx';

/** Phones that are signed in; each can be signed out, and all others at once. */
export function PhonesScreen() {
  const t = useMessages(safetyMessages);
  const { loaded, reload } = useApi('/api/me/phones', phonesSchema);
  const [failed, setFailed] = useState(false);
  const end = async (path: string) => {
    setFailed(!(await doneApi('DELETE', path)));
    await reload();
  };
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const others = loaded.data.phones.filter((phone) => !phone.isThis);
  return (
    <div className={card.stack}>
      <p>{t('phones.why')}</p>
      {failed && <p role="alert">{t('failed')}</p>}
      <ul className={card.list}>
        {loaded.data.phones.map((phone) => (
          <PhoneCard key={phone.phoneId} phone={phone} onEnd={() => void end(`/api/me/phones/${phone.phoneId}`)} />
        ))}
      </ul>
      {others.length === 0 ? (
        <p className={card.small}>{t('phones.none')}</p>
      ) : (
        <Button className={cx(card.button)} onPress={() => void end('/api/me/phones')}>
          {t('phones.end-others')}
        </Button>
      )}
      <section className={card.card}>
        <h2>{t('phones.lost')}</h2>
        <p>{t('phones.lost.line')}</p>
      </section>
    </div>
  );
}

function PhoneCard({ phone, onEnd }: { phone: PhoneJson; onEnd: () => void }) {
  const t = useMessages(safetyMessages);
  const { language } = useLanguage();
  const nowMs = useServerNowMs(60_000);
  const time = (iso: string) => timeText(language, Date.parse(iso), nowMs);
  return (
    <li className={cx(card.card)}>
      <h3>
        <Smartphone size={18} aria-hidden="true" /> {phoneWords(t, phone)}
      </h3>
      <p>{t('phones.since', { time: time(phone.signedInAt) })}</p>
      <p>{phone.isThis ? t('phones.this') : t('phones.seen', { time: time(phone.lastSeenAt) })}</p>
      {phone.unprovenAt !== null && <p>{t('phones.no-key', { time: time(phone.unprovenAt) })}</p>}
      {!phone.isThis && (
        <div className={card.row}>
          <Button className={cx(card.button)} onPress={onEnd}>
            {t('phones.end')}
          </Button>
        </div>
      )}
    </li>
  );
}
