import type { DeskJson, LifeEventJson } from '../../../src/devices/contract.ts';
import shared from '../Detail.module.css';
import css from './DeviceDetail.module.css';
import type { DeviceWords } from './use-device-words.ts';

interface HistoryProps {
  readonly words: DeviceWords;
  readonly events: readonly LifeEventJson[];
  readonly desk: DeskJson | null;
  readonly officerId: string | null;
}

/** The record, newest first: what, when, by whom, why, and in whose words. */
export function History({ words, events, desk, officerId }: HistoryProps) {
  const { t, coded, stamp } = words;
  const labelsOf = (personId: string) => desk?.wearers.find((wearer) => wearer.personId === personId)?.labels ?? [];
  const by = (event: LifeEventJson) =>
    event.actorId === null ? t('life.by-command') : t(event.actorId === officerId ? 'life.by-you' : 'life.by-officer');
  return (
    <section className={shared.block}>
      <h3>{t('detail.history')}</h3>
      <ol className={css.history}>
        {[...events].reverse().map((event) => (
          <li key={event.number}>
            <time>{stamp(event.atMs)}</time>
            <span>
              <b>{coded('life', event.kind)}</b>
              <small>
                {[aboutOf(event, words), caseOf(event, labelsOf, words), by(event)].filter(Boolean).join(' · ')}
              </small>
              {event.words === null ? null : <q>{event.words}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function caseOf(event: LifeEventJson, labelsOf: (personId: string) => readonly string[], words: DeviceWords): string {
  if (event.personId === null || event.kind === 'duty-acknowledged') return '';
  return words.cases(labelsOf(event.personId));
}

function aboutOf({ kind, reason, fromMs, untilMs }: LifeEventJson, { coded, moment }: DeviceWords): string {
  const why = reason === null ? '' : coded(kind === 'duty-acknowledged' ? 'duty' : 'reason', reason);
  const when = fromMs === null ? '' : untilMs === null ? moment(fromMs) : `${moment(fromMs)} – ${moment(untilMs)}`;
  return [why, when].filter(Boolean).join(' · ');
}
