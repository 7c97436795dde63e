import { useState } from 'react';
import { Button } from 'react-aria-components';
import { householdSchema, type MemberJson } from '../../../src/people/household/contract.ts';
import { cx } from '../../ui/cx.ts';
import { householdMessages } from '../../ui/messages/household/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import card from '../../ui/parts/Card.module.css';
import { sendApi, useApi } from '../../ui/use-api.ts';
import { dayText } from '../../ui/words/day.ts';
import { NotReady } from '../safety/NotReady.tsx';

type Act = 'consent-as-guardian' | 'end' | 'invite-again';

/** Who of the household takes part. Shown to the protected person alone. */
export function HouseholdScreen() {
  const t = useMessages(householdMessages);
  const { loaded, set, reload } = useApi('/api/me/household', householdSchema);
  const [failed, setFailed] = useState(false);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const act = async (personId: string, what: Act) => {
    const answer = await sendApi('POST', `/api/me/household/${personId}`, { act: what }, householdSchema);
    setFailed(answer.kind !== 'ready');
    if (answer.kind === 'ready') set(answer);
  };
  return (
    <div className={card.stack}>
      <p>{t('household.why')}</p>
      {failed && <p role="alert">{t('failed')}</p>}
      {loaded.data.members.length === 0 && <p className={card.small}>{t('household.none')}</p>}
      <ul className={card.list}>
        {loaded.data.members.map((member) => (
          <MemberCard key={member.personId} member={member} onAct={(what) => void act(member.personId, what)} />
        ))}
      </ul>
      <p className={card.small}>{t('household.consent')}</p>
    </div>
  );
}

function MemberCard({ member, onAct }: { member: MemberJson; onAct: (what: Act) => void }) {
  const t = useMessages(householdMessages);
  const { language } = useLanguage();
  const { state, minor, since } = member;
  return (
    <li className={card.card}>
      <h3>{member.name}</h3>
      <p>
        {t(`state.${state}`)}
        {since !== null && ` · ${dayText(language, since)}`}
        {minor && ` · ${t('household.child')}`}
      </p>
      <div className={card.row}>
        {minor && (state === 'invited' || state === 'withdrawn') && (
          <Button className={cx(card.button, card.strong)} onPress={() => onAct('consent-as-guardian')}>
            {t('household.guardian')}
          </Button>
        )}
        {state === 'ended' ? (
          <Button className={cx(card.button)} onPress={() => onAct('invite-again')}>
            {t('household.invite-again')}
          </Button>
        ) : (
          <Button className={cx(card.button)} onPress={() => onAct('end')}>
            {t('household.end')}
          </Button>
        )}
      </div>
    </li>
  );
}
