import { TriangleAlert } from 'lucide-react';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentDetail, IncidentJson } from '../../src/incidents/contract.ts';
import type { CallFailed } from '../ui/call.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import { LevelBadge } from '../ui/parts/LevelBadge.tsx';
import { ageText } from '../ui/words/age.ts';
import { ActionBar, type Acts } from './ActionBar.tsx';
import { BasisList } from './BasisList.tsx';
import { closeReasonText } from './ClosedList.tsx';
import { CloseForm } from './CloseForm.tsx';
import { Deliveries } from './Deliveries.tsx';
import { clockText } from './numbers.ts';
import { Phones } from './Phones.tsx';
import { Reports } from './Reports.tsx';
import { rootScale } from './root-scale.ts';
import { StoryFacts } from './StoryFacts.tsx';
import css from './StoryPanel.module.css';
import { suppressedUntil } from './SuppressedList.tsx';
import { Timeline } from './Timeline.tsx';
import { urgencyLevel } from './urgency.ts';
import { useSecond } from './use-live-snapshot.ts';
import type { Words } from './words.ts';

interface StoryPanelProps {
  readonly words: Words;
  readonly incident: IncidentJson | null;
  readonly detail: IncidentDetail | null;
  readonly failed: CallFailed | null;
  readonly shelf: Shelf | null;
  readonly personId: string | null;
  readonly acts: Acts;
}

/** One case: how it stands, why, what happened, what may be shown and by which rule, and what can be done. */
export function StoryPanel(props: StoryPanelProps) {
  const { words, incident, detail, failed, shelf, acts } = props;
  const { t } = words;
  if (incident === null) {
    return (
      <section className={`${css.panel} ${css.nothing}`} aria-label={t('view.story')}>
        <h2>{t('story.none')}</h2>
        <p>{t('story.none.more')}</p>
      </section>
    );
  }
  const picture = shelf?.kind === 'picture' && !shelf.lapsed ? shelf.picture : null;
  const events = detail?.events ?? [];
  const why = causeOf(events);
  return (
    <section className={css.panel} aria-label={t('view.story')} data-level={shownLevel(incident)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={css.scroll} key={incident.incidentId} tabIndex={0}>
        <Head words={words} incident={incident} picture={picture} />
        <PictureNote words={words} incident={incident} shelf={shelf} />
        {incident.suppressed === null ? null : (
          <p className={css.apart}>
            {t('story.suppressed', {
              reason: t(`queue.suppressed.${incident.suppressed.reason}`),
              until: suppressedUntil(incident.suppressed.untilMs, words),
            })}
          </p>
        )}
        <SosMark words={words} incident={incident} picture={picture} />
        {incident.returnedAtMs === null || incident.kind === 'device:sos' ? null : (
          <p className={css.apart}>{t('row.returned')}</p>
        )}
        {shelf?.kind === 'withdrawn' ? null : (
          <StoryFacts words={words} incident={incident} picture={picture} why={why} />
        )}
        {picture === null ? null : <Reports words={words} picture={picture} />}
        {failed === null ? null : (
          <p className={css.error} role="alert">
            <TriangleAlert size="1.1em" aria-hidden="true" />
            <span>
              <b>{t('story.failed')}.</b> {words.error(failed)}
            </span>
          </p>
        )}
        {why === null ? null : (
          <div className={css.block}>
            <h3>{t('why.title')}</h3>
            <p className={css.why}>{words.explain(why)}</p>
          </div>
        )}
        <Deliveries words={words} incidentId={incident.incidentId} />
        <Phones key={`phones ${incident.incidentId}`} incidentId={incident.incidentId} offline={acts.offline} />
        <Timeline
          words={words}
          events={events}
          personId={props.personId}
          loading={detail === null && failed === null}
        />
        {picture === null ? null : <BasisList words={words} picture={picture} />}
      </div>
      {acts.closeOpen ? <CloseForm key={incident.incidentId} words={words} incident={incident} acts={acts} /> : null}
      {acts.closeOpen ? null : <ActionBar words={words} incident={incident} acts={acts} />}
    </section>
  );
}

/** What is suppressed by design is no alarm, and has no alarm's colour. */
function shownLevel(incident: IncidentJson) {
  return incident.suppressed === null ? urgencyLevel(incident) : 'clear';
}

const ABOUT_THE_ALARM: ReadonlySet<string> = new Set(['suppressed', 'unsuppressed', 'returned']);

/** The last reason of the case itself: that it was suppressed or has ended is told beside it, and does not take its place. */
function causeOf(events: IncidentDetail['events']): IncidentDetail['events'][number]['why'] {
  return events.findLast((event) => event.why !== null && !ABOUT_THE_ALARM.has(event.kind))?.why ?? null;
}

function Head({ words, incident, picture }: { words: Words; incident: IncidentJson; picture: Picture | null }) {
  const { t, common, language } = words;
  const nowMs = useSecond();
  const level = incident.level;
  const sinceMs = picture !== null && picture.level === level ? picture.levelSinceMs : incident.changedAtMs;
  return (
    <header className={css.head}>
      <div className={css.names}>
        <h2>{incident.label}</h2>
        <span className={css.kind}>{words.kind(incident)}</span>
        {incident.suppressed === null ? <LevelBadge level={urgencyLevel(incident)} sizePx={15 * rootScale()} /> : null}
      </div>
      <p className={css.since}>
        {incident.state === 'closed' && incident.closedAtMs !== null
          ? t('story.closed', {
              time: clockText(language, incident.closedAtMs),
              reason: closeReasonText(incident, words),
            })
          : level === null
            ? t('story.opened', { time: clockText(language, incident.openedAtMs) })
            : t('story.since', {
                level: common(`level.${level}`),
                time: clockText(language, sinceMs),
                age: ageText(common, nowMs - sinceMs),
              })}
      </p>
    </header>
  );
}

/** What officers must know of an SOS before anything else: forced to be cancelled, taken back, and whether the place is shared. */
function SosMark({ words, incident, picture }: { words: Words; incident: IncidentJson; picture: Picture | null }) {
  const { t } = words;
  const isShared = picture?.protected.basis.rule.endsWith('-protected-shared') === true;
  return (
    <>
      {incident.duress ? (
        <p className={css.error} role="alert">
          <TriangleAlert size="1.1em" aria-hidden="true" />
          <b>{t('event.duress')}</b>
        </p>
      ) : null}
      {incident.kind === 'device:sos' && incident.returnedAtMs !== null && !incident.duress ? (
        <p className={css.apart}>{t('story.cancelled')}</p>
      ) : null}
      {isShared ? <p className={css.apart}>{t('story.shared')}</p> : null}
    </>
  );
}

/** Why there is no picture, where there is none. */
function PictureNote({ words, incident, shelf }: { words: Words; incident: IncidentJson; shelf: Shelf | null }) {
  const { t, language } = words;
  if (incident.pairId === null || (shelf?.kind === 'picture' && !shelf.lapsed)) return null;
  if (incident.state === 'closed' && shelf === null) return null;
  const text =
    shelf === null
      ? t('story.waiting-picture')
      : shelf.kind === 'picture'
        ? t('story.lapsed', { time: clockText(language, shelf.picture.validUntilMs) })
        : t(shelf.statement === 'no-order' ? 'story.no-order' : 'story.refused');
  return <p className={css.note}>{text}</p>;
}
