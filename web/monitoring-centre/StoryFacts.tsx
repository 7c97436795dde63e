import type { ReactNode } from 'react';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentEventJson, IncidentJson } from '../../src/incidents/contract.ts';
import { countdownText, speedText } from './numbers.ts';
import css from './StoryFacts.module.css';
import { type TimeLeft, timeLeft } from './time-left.ts';
import { useSecond } from './use-live-snapshot.ts';
import type { Words } from './words.ts';

interface StoryFactsProps {
  readonly words: Words;
  readonly incident: IncidentJson;
  readonly picture: Picture | null;
  /** The last finding's numbers: gap and closing speed stand only there. */
  readonly why: IncidentEventJson['why'];
}

/** The numbers of the case. What is not known says so; nothing is filled in. */
export function StoryFacts({ words, incident, picture, why }: StoryFactsProps) {
  const { t, common, language, distance } = words;
  const nowMs = useSecond();
  if (incident.pairId === null && incident.zoneId === null) return null;
  const left = timeLeft(incident, picture, nowMs);
  const shown = picture?.wearer;
  const moving = shown?.kind === 'point' || shown?.kind === 'band' ? shown : null;
  const gapM = numberOf(why, 'gapM');
  const closingMps = numberOf(why, 'closingMps');
  return (
    <dl className={css.facts}>
      {incident.state === 'closed' ? null : <TimeFact words={words} left={left} zone={incident.kind === 'zone'} />}
      <Fact title={t('fact.distance')}>{distanceFact(shown, incident, words) ?? t('fact.unknown')}</Fact>
      {moving === null ? null : (
        <>
          <Fact title={t('fact.trend')}>{common(`trend.${moving.trend}`)}</Fact>
          <Fact title={t('fact.direction')} note={moving.octant === null ? null : t('fact.direction.note')}>
            {moving.octant === null ? t('fact.unknown') : common(`octant.${moving.octant}`)}
          </Fact>
        </>
      )}
      {gapM === null || shown?.kind === 'unknown' ? null : (
        <Fact title={t('fact.gap')} note={t('fact.gap.note')}>
          {distance(gapM)}
        </Fact>
      )}
      {closingMps === null || shown?.kind === 'unknown' || closingMps <= 0 ? null : (
        <Fact title={t('fact.closing')}>{speedText(language, closingMps)}</Fact>
      )}
    </dl>
  );
}

function TimeFact({ words, left, zone }: { words: Words; left: TimeLeft; zone: boolean }) {
  const { t } = words;
  const title = left.kind === 'earliest' ? 'fact.earliest' : zone ? 'fact.time.zone' : 'fact.time';
  if (left.kind === 'none' || left.kind === 'not-closing') {
    const text = t(left.kind === 'none' ? 'time.none' : 'time.not-closing');
    return (
      <div className={`${css.fact} ${css.time}`}>
        <dt>{t(title)}</dt>
        <dd className={css.quiet}>{text}</dd>
      </div>
    );
  }
  return (
    <div className={`${css.fact} ${css.time}`}>
      <dt>{t(title)}</dt>
      <dd className={css.big}>{left.leftS < 1 ? t('time.now') : countdownText(left.leftS)}</dd>
    </div>
  );
}

function Fact({ title, note = null, children }: { title: string; note?: string | null; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{title}</dt>
      <dd>
        {children}
        {note === null ? null : <small>{note}</small>}
      </dd>
    </div>
  );
}

function distanceFact(shown: Picture['wearer'] | undefined, incident: IncidentJson, words: Words): string | null {
  if (shown?.kind === 'unknown') return null;
  if (shown?.kind === 'band') {
    return words.t('fact.between', { from: words.distance(shown.fromM), to: words.distance(shown.toM) });
  }
  const metres = shown?.kind === 'point' ? shown.distanceM : incident.distanceM;
  return metres === null ? null : words.distance(metres);
}

function numberOf(why: IncidentEventJson['why'], name: string): number | null {
  const value = why?.params[name];
  return typeof value === 'number' ? value : null;
}
