/**
 * The monitoring centre: queue left, map in the middle, one case's story right. Fails toward saying so: without a stream all is dimmed
 * and dated, and acts stay pending until the server's truth was read again.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentEventJson, IncidentJson } from '../../src/incidents/contract.ts';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import type { Session } from '../ui/session.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useSwitch } from '../ui/use-setting.ts';
import type { Acts } from './ActionBar.tsx';
import { Announcer } from './Announcer.tsx';
import { Banners } from './Banners.tsx';
import css from './Centre.module.css';
import { CentreMap } from './CentreMap.tsx';
import { ConductView } from './conduct/ConductView.tsx';
import { DevicesView } from './devices/DevicesView.tsx';
import { ExchangeView } from './exchange/ExchangeView.tsx';
import { LinkingView } from './linking/LinkingView.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { RetentionView } from './retention/RetentionView.tsx';
import { RightsView } from './rights/RightsView.tsx';
import { StoryPanel } from './StoryPanel.tsx';
import { TopBar } from './TopBar.tsx';
import { urgencyLevel } from './urgency.ts';
import { useAlarm } from './use-alarm.ts';
import { useFilter } from './use-filter.ts';
import { useHeldQueue } from './use-held-queue.ts';
import { useActs, useCity, useDetail, useQueue } from './use-incidents.ts';
import { useLiveSnapshot } from './use-live-snapshot.ts';
import { type Section, useSection, useSectionKeys } from './use-section.ts';
import { useSelection } from './use-selection.ts';
import { useWords, type Words } from './words.ts';

const NONE: readonly IncidentJson[] = [];
const NO_EVENTS: readonly IncidentEventJson[] = [];
type View = 'queue' | 'map' | 'story';

export function Centre({ session }: { session: Session }) {
  const words = useWords();
  const live = useLiveSnapshot();
  const queue = useQueue(live.queueVersion);
  const city = useCity();
  const open = queue.data?.open ?? NONE;
  const closed = queue.data?.closed ?? NONE;
  const suppressed = queue.data?.suppressed ?? NONE;
  const [section, setSection] = useSection();
  const filter = useFilter();
  const [arrangement, hand] = useHeldQueue(open);
  const incidents = useKnown(open, suppressed, closed);
  const visibleIds = arrangement.shownIds.filter((id) => filter.matches(incidents.get(id)));
  const [selectedId, select, step] = useSelection(visibleIds);
  const [view, setView] = useState<View>('queue');
  const detail = useDetail(selectedId);
  const selected = detail.data?.incident ?? incidents.get(selectedId ?? '') ?? null;
  const choose = (incidentId: string) => {
    select(incidentId);
    setView('story');
  };
  const acts = useCaseActs(selected, live.connection.kind !== 'live', step);
  const sound = useAlarm(queue.data === undefined ? null : open);
  const [keysOn, setKeysOn] = useSwitch('centre-keys', true);
  const filterField = useRef<HTMLInputElement>(null);
  const openIds = useMemo(() => new Set(open.map((incident) => incident.incidentId)), [open]);
  useTitle(open, words);
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      a: () => acts.acknowledge(),
      c: () => acts.setCloseOpen(true),
      n: hand.show,
      u: filter.toggleWaiting,
      s: sound.toggle,
      '/': () => filterField.current?.focus(),
      Escape: () => leave(acts, filterField.current),
    },
    keysOn && section === 'cases',
  );
  useSectionKeys(section, setSection, keysOn);
  const pictureOf = (incident: IncidentJson): Picture | null => {
    const shelf = incident.pairId === null ? undefined : live.pairs.get(incident.pairId);
    return shelf?.kind === 'picture' && !shelf.lapsed ? shelf.picture : null;
  };
  const selectPair = (pairId: string) => {
    const id = [...arrangement.shownIds, ...arrangement.waitingIds].find(
      (one) => incidents.get(one)?.pairId === pairId,
    );
    if (id !== undefined) choose(id);
  };
  return (
    <div className={css.page} data-view={view} data-stale={live.connection.kind !== 'live'}>
      {session.exercise || live.exercise ? <ExerciseBand /> : null}
      <TopBar
        words={words}
        open={open}
        connection={live.connection}
        sound={sound}
        keys={{ on: keysOn, toggle: () => setKeysOn(!keysOn) }}
        section={section}
        onSection={setSection}
      />
      <Banners live={live} words={words} />
      <Beside
        {...{ section, words, keysOn }}
        officerId={session.personId}
        offline={live.connection.kind !== 'live'}
        onSection={setSection}
      />
      <main className={css.main} hidden={section !== 'cases'}>
        <div className={css.queue}>
          <QueuePanel
            words={words}
            incidents={incidents}
            openIds={openIds}
            arrangement={arrangement}
            hand={hand}
            closed={closed}
            suppressed={suppressed}
            pictureOf={pictureOf}
            selectedId={selectedId}
            onSelect={choose}
            step={step}
            filter={filter}
            filterField={filterField}
            status={queue.error !== null ? 'failed' : queue.data === undefined ? 'loading' : 'ready'}
            error={queue.error}
            readAtMs={queue.data?.serverTimeMs ?? null}
            isLive={live.connection.kind === 'live'}
          />
        </div>
        <div className={css.map}>
          <CentreMap
            words={words}
            live={live}
            open={open}
            selected={selected}
            events={detail.data?.events ?? NO_EVENTS}
            city={city.data ?? null}
            onSelectPair={selectPair}
          />
        </div>
        <div className={css.story}>
          <StoryPanel
            words={words}
            incident={selected}
            detail={detail.data ?? null}
            failed={detail.error}
            shelf={selected?.pairId == null ? null : (live.pairs.get(selected.pairId) ?? null)}
            personId={session.personId}
            acts={acts}
          />
        </div>
      </main>
      <nav className={css.views} hidden={section !== 'cases'} aria-label={words.t('title')}>
        {(['queue', 'map', 'story'] as const).map((one) => (
          <button key={one} type="button" aria-current={view === one} onClick={() => setView(one)}>
            {words.t(`view.${one}`)}
            {one === 'queue' && arrangement.waitingIds.length > 0 ? ` +${arrangement.waitingIds.length}` : ''}
          </button>
        ))}
      </nav>
      <Announcer words={words} open={queue.data === undefined ? null : open} />
    </div>
  );
}

function leave(acts: Acts, filterField: HTMLInputElement | null): void {
  if (acts.closeOpen) acts.setCloseOpen(false);
  else if (document.activeElement === filterField) filterField?.blur();
}

/** Every case read so far, so that a row held in its place can still be drawn after its case was closed elsewhere. */
function useKnown(
  open: readonly IncidentJson[],
  suppressed: readonly IncidentJson[],
  closed: readonly IncidentJson[],
): ReadonlyMap<string, IncidentJson> {
  const known = useRef(new Map<string, IncidentJson>());
  return useMemo(() => {
    const now = new Map([...closed, ...suppressed, ...open].map((incident) => [incident.incidentId, incident]));
    const next = new Map(now);
    for (const [id, incident] of known.current) if (!next.has(id)) next.set(id, incident);
    known.current = now;
    return next;
  }, [open, suppressed, closed]);
}

function useCaseActs(selected: IncidentJson | null, offline: boolean, step: Acts['step']): Acts {
  const { acknowledging, closing } = useActs();
  const [closeFor, setCloseFor] = useState<string | null>(null);
  const id = selected?.incidentId ?? null;
  const isOpen = selected !== null && selected.state !== 'closed';
  return {
    acknowledging: acknowledging.isPending && acknowledging.variables === id,
    closing: closing.isPending && closing.variables.incidentId === id,
    acknowledgeError: acknowledging.variables === id ? acknowledging.error : null,
    closeError: closing.variables?.incidentId === id ? closing.error : null,
    closeOpen: isOpen && closeFor === id,
    offline,
    acknowledge: () => {
      if (selected?.state === 'unacknowledged' && !acknowledging.isPending && !offline) {
        acknowledging.mutate(selected.incidentId);
      }
    },
    setCloseOpen: (open) => {
      if (open && (!isOpen || offline)) return;
      closing.reset();
      setCloseFor(open ? id : null);
    },
    close: (reason, text) => {
      if (id === null || closing.isPending || offline) return;
      closing.mutate({ incidentId: id, reason, text }, { onSuccess: () => setCloseFor(null) });
    },
    step,
  };
}

/** The browser's tab tells how many wait, so that a buried window is seen too. */
function useTitle(open: readonly IncidentJson[], { t }: ReturnType<typeof useWords>): void {
  const waiting = open.filter((incident) => incident.state === 'unacknowledged');
  const danger = waiting.filter((incident) => urgencyLevel(incident) === 'danger').length;
  const title = t('title.counts', { danger, waiting: waiting.length });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

interface BesideProps {
  readonly section: Section;
  readonly words: Words;
  readonly officerId: string;
  readonly keysOn: boolean;
  readonly offline: boolean;
  readonly onSection: (section: Section) => void;
}

/** The section that is open beside the cases; none: the cases. */
function Beside({ section, officerId, onSection, ...rest }: BesideProps) {
  switch (section) {
    case 'devices':
      return <DevicesView {...rest} officerId={officerId} />;
    case 'notices':
      return <ExchangeView {...rest} />;
    case 'linking':
      return <LinkingView {...rest} />;
    case 'conduct':
      return <ConductView words={rest.words} offline={rest.offline} />;
    case 'rights':
      return <RightsView words={rest.words} offline={rest.offline} onSection={onSection} />;
    case 'retention':
      return <RetentionView words={rest.words} offline={rest.offline} />;
    case 'cases':
      return null;
  }
}
