import { Check, CircleSlash, MapPin, MapPinOff } from 'lucide-react';
import type { OwnPositionJson } from '../../../src/people/contract.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type OwnKey, ownMessages } from '../../ui/messages/own/catalogue.ts';
import type { Translate } from '../../ui/messages/translate.ts';
import { ageText, timeText } from '../../ui/words/age.ts';
import { precisionText } from '../../ui/words/distance.ts';
import { ConsentPart } from './ConsentPart.tsx';
import styles from './OwnPosition.module.css';
import { PausePart } from './PausePart.tsx';
import { isKnownNow, lastPosition } from './position-notice.ts';
import { useOwnPosition } from './use-own-position.ts';
import { AppPart, PagePart } from './WaysPart.tsx';

/** One's own position: how it stands, what that protects, and everything that may be done about it. */
export function OwnPositionScreen() {
  const t = useMessages(ownMessages);
  const nowMs = useServerNowMs();
  const { state } = useOwnPosition();
  const { known, isUnanswered } = state;
  if (known === null) return <p role="status">{isUnanswered ? t('state.unanswered') : '…'}</p>;
  return (
    <div className={styles.sections}>
      {isUnanswered && <p role="alert">{t('state.unanswered')}</p>}
      <StateCard known={known} nowMs={nowMs} />
      <Protection known={known} nowMs={nowMs} />
      <Held known={known} nowMs={nowMs} />
      {known.isProtected && <ConsentPart />}
      {known.isProtected && <PagePart />}
      {known.isProtected && <AppPart nowMs={nowMs} />}
      <PausePart nowMs={nowMs} />
    </div>
  );
}

interface PartProps {
  readonly known: OwnPositionJson;
  readonly nowMs: number;
}

/** What an incident keeps longer than a day, and until when. */
function Held({ known, nowMs }: PartProps) {
  const t = useMessages(ownMessages);
  const { language } = useLanguage();
  if (known.held.length === 0) return null;
  const time = (atMs: number) => timeText(language, atMs, nowMs);
  return (
    <section>
      {known.held.map(({ fromMs, untilMs }) => (
        <p key={fromMs}>
          {untilMs === null
            ? t('kept.held.open', { from: time(fromMs) })
            : t('kept.held', { from: time(fromMs), until: time(untilMs) })}
        </p>
      ))}
    </section>
  );
}

function StateCard({ known, nowMs }: PartProps) {
  const t = useMessages(ownMessages);
  const { language } = useLanguage();
  // Shared, and nothing comes: that is not known either.
  const isOn = known.isProtected && isKnownNow(known, nowMs);
  return (
    <section className={styles.state} data-on={isOn}>
      {isOn ? <MapPin size={28} aria-hidden="true" /> : <MapPinOff size={28} aria-hidden="true" />}
      <h2>
        <span aria-live="polite">{stateText(known, t, (atMs) => timeText(language, atMs, nowMs))}</span>
      </h2>
      {known.sharing.kind === 'shared' && known.isProtected && <LastPosition known={known} nowMs={nowMs} />}
    </section>
  );
}

function stateText(
  { sharing, isProtected }: OwnPositionJson,
  t: Translate<OwnKey>,
  time: (atMs: number) => string,
): string {
  if (!isProtected) return t('state.no-order');
  if (sharing.kind !== 'paused') return t(`state.${sharing.kind}`);
  return sharing.untilMs === null ? t('state.paused.open') : t('state.paused.until', { time: time(sharing.untilMs) });
}

/** How exact it is comes with the picture that shows one's own point; without one its age is all that is known here. */
function LastPosition({ known, nowMs }: PartProps) {
  const t = useMessages(ownMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const { state } = useLive();
  const last = lastPosition(known);
  const points = [...state.pairs.values()].flatMap((shelf) =>
    shelf.kind === 'picture' && !shelf.lapsed && shelf.picture.protected.kind === 'point'
      ? [shelf.picture.protected.point]
      : [],
  );
  const newest = points.reduce<(typeof points)[number] | null>(
    (one, two) => (one === null || two.fixedAtMs > one.fixedAtMs ? two : one),
    null,
  );
  if (last === null && newest === null) return <p>{t('last.none')}</p>;
  const by = last === null ? '' : `, ${t(`last.by.${last.by}`)}`;
  if (newest === null)
    return <p>{t('last.position.plain', { age: ageText(common, nowMs - (last?.atMs ?? nowMs)) }) + by}</p>;
  const values = {
    age: ageText(common, nowMs - newest.fixedAtMs),
    precision: precisionText(common, language, newest.radiusM),
  };
  return <p>{t('last.position', values) + by}</p>;
}

/** Said as plainly when it is less: what is watched, and what is not. */
function Protection({ known, nowMs }: PartProps) {
  const t = useMessages(ownMessages);
  if (!known.isProtected) return null;
  const isNear = isKnownNow(known, nowMs);
  const hasPlaces = known.places > 0;
  return (
    <section>
      <h2>{t('now.title')}</h2>
      <ul className={styles.points}>
        <Point isOn={isNear} text={t(isNear ? 'now.near' : 'now.not-near')} />
        <Point isOn={hasPlaces} text={hasPlaces ? t('now.places', { count: known.places }) : t('now.places.none')} />
        <Point isOn text={t('now.sos')} />
      </ul>
    </section>
  );
}

function Point({ isOn, text }: { isOn: boolean; text: string }) {
  return (
    <li data-on={isOn}>
      {isOn ? <Check size={20} aria-hidden="true" /> : <CircleSlash size={20} aria-hidden="true" />}
      <span>{text}</span>
    </li>
  );
}
