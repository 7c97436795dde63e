import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import css from './Events.module.css';

type Event = ProceedingDetailJson['events'][number];

/** Recorded later than it happened by more than this: both are said. */
const LATE_MS = 60_000;

/** All that happened, the latest first, with the words that go with it. */
export function Events({ words, detail }: { words: CourtWords; detail: ProceedingDetailJson }) {
  const { t } = words;
  return (
    <Section id="events" title={t('events.title')}>
      <ol className={css.events}>
        {detail.events.toReversed().map((event) => (
          <li key={event.number}>
            <time>{words.moment(event.atMs)}</time>
            <div>
              <p>
                <b>{t(`event.${event.kind}`)}</b>
                {event.by === null ? null : <> · {words.coded('role', event.by)}</>}
                {aboutOf(words, detail, event).map((part) => (
                  <span key={part}> · {part}</span>
                ))}
              </p>
              {event.text === null ? null : <blockquote>{event.text}</blockquote>}
              {event.recordedAtMs - event.atMs > LATE_MS ? (
                <p className={css.late}>{t('events.recorded', { time: words.moment(event.recordedAtMs) })}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What of the event's own facts a reader needs, in words. */
function aboutOf(words: CourtWords, detail: ProceedingDetailJson, { about, measureId, personId }: Event): string[] {
  const measure = detail.measures.find((one) => one.measureId === measureId);
  const person = detail.protected.find((one) => one.personId === personId);
  const parts: string[] = [];
  if (measure !== undefined) parts.push(words.measureIn(measure.measure));
  if (person !== undefined) parts.push(person.name);
  for (const [name, value] of Object.entries(about)) {
    if (value === null) continue;
    if (name === 'measures' && Array.isArray(value)) parts.push(words.list(value.map((id) => words.measureIn(id))));
    else if (name === 'reasons' && Array.isArray(value))
      parts.push(...value.map((code) => words.coded('reason', code)));
    else if (typeof value === 'string' && KINDS[name] !== undefined) parts.push(words.coded(KINDS[name], value));
    else if (name === 'untilMs' && typeof value === 'number') parts.push(words.t('left.by', { day: words.end(value) }));
  }
  return parts;
}

const KINDS: Readonly<Record<string, string>> = {
  result: 'result',
  of: 'role',
  what: 'change',
  how: 'ending',
  ground: 'ground',
  article: 'article',
};
