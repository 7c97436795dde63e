import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type SupporterJson, supportCodeSchema, supportersSchema } from '../../../src/people/support/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { householdMessages } from '../../ui/messages/household/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import card from '../../ui/parts/Card.module.css';
import { sendApi, useApi } from '../../ui/use-api.ts';
import { timeText } from '../../ui/words/age.ts';
import { dayText } from '../../ui/words/day.ts';
import { NotReady } from '../safety/NotReady.tsx';

type Act = 'end' | 'prolong' | 'show-age' | 'hide-age';

/** Who helps to set up, until when, and what they see; a code for a new one. */
export function SupportersScreen() {
  const t = useMessages(householdMessages);
  const { loaded, set, reload } = useApi('/api/me/supporters', supportersSchema);
  const [failed, setFailed] = useState(false);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const act = async (supportId: string, what: Act) => {
    const answer = await sendApi('POST', `/api/me/supporters/${supportId}`, { act: what }, supportersSchema);
    setFailed(answer.kind !== 'ready');
    if (answer.kind === 'ready') set(answer);
  };
  return (
    <div className={card.stack}>
      <p>{t('supporters.why')}</p>
      <section className={card.card}>
        <h2>{t('supporters.see')}</h2>
        <p>{t('supporters.see.line')}</p>
        <p>{t('supporters.see-not')}</p>
      </section>
      {failed && <p role="alert">{t('failed')}</p>}
      {loaded.data.supporters.length === 0 && <p className={card.small}>{t('supporters.none')}</p>}
      <ul className={card.list}>
        {loaded.data.supporters.map((one) => (
          <SupporterCard key={one.supportId} supporter={one} onAct={(what) => void act(one.supportId, what)} />
        ))}
      </ul>
      <NewCode />
    </div>
  );
}

function SupporterCard({ supporter, onAct }: { supporter: SupporterJson; onAct: (what: Act) => void }) {
  const t = useMessages(householdMessages);
  const { language } = useLanguage();
  return (
    <li className={card.card}>
      <h3>{supporter.name}</h3>
      <p>{t('supporters.until', { day: dayText(language, supporter.until) })}</p>
      <label className={card.option}>
        <input
          type="checkbox"
          checked={supporter.showsAge}
          onChange={(event) => onAct(event.target.checked ? 'show-age' : 'hide-age')}
        />
        <span>{t('supporters.age')}</span>
      </label>
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => onAct('prolong')}>
          {t('supporters.prolong')}
        </Button>
        <Button className={cx(card.button)} onPress={() => onAct('end')}>
          {t('supporters.end')}
        </Button>
      </div>
    </li>
  );
}

function NewCode() {
  const t = useMessages(householdMessages);
  const { language } = useLanguage();
  const nowMs = useServerNowMs();
  const [made, setMade] = useState<{ code: string; expiresAt: string } | 'failed' | null>(null);
  const make = async () => {
    const answer = await sendApi('POST', '/api/me/supporters/code', {}, supportCodeSchema);
    setMade(answer.kind === 'ready' ? answer.data : 'failed');
  };
  const stands = made !== null && made !== 'failed' && Date.parse(made.expiresAt) > nowMs;
  return (
    <section className={card.card}>
      <h2>{t('supporters.new')}</h2>
      {stands ? (
        <>
          <p className={card.number}>{`${made.code.slice(0, 4)} ${made.code.slice(4)}`}</p>
          <p>{t('supporters.read-out', { time: timeText(language, Date.parse(made.expiresAt), nowMs) })}</p>
        </>
      ) : (
        <>
          <p>{t('supporters.new.line')}</p>
          {made === 'failed' && <p role="alert">{t('failed')}</p>}
          <div className={card.row}>
            <Button className={cx(card.button, card.strong)} onPress={() => void make()}>
              {t('supporters.make-code')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
