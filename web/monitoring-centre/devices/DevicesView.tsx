/**
 * The agency's devices: who has which, how they do, and what can be done with them. Fails toward saying so: without an answer it shows
 * what it had and as of when, and without a connection nothing can be done.
 */
import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import type { Words } from '../words.ts';
import { DeviceDetail } from './DeviceDetail.tsx';
import { DeviceList } from './DeviceList.tsx';
import css from './DevicesView.module.css';
import { EndedOrders } from './EndedOrders.tsx';
import { compareDevices, GROUPS, type Group, groupOf, isWanted } from './filter.ts';
import { Register } from './Register.tsx';
import { type DeviceWords, useDeviceWords } from './use-device-words.ts';
import { useDesk, useDeviceDetail } from './use-devices.ts';
import { WearersWithout } from './WearersWithout.tsx';

interface DevicesViewProps {
  readonly words: Words;
  readonly officerId: string | null;
  readonly keysOn: boolean;
  readonly offline: boolean;
}

const NONE: readonly DeskDeviceJson[] = [];

export function DevicesView({ words: centre, officerId, keysOn, offline }: DevicesViewProps) {
  const words = useDeviceWords(centre);
  const { t } = words;
  const desk = useDesk();
  const [group, setGroup] = useState<Group>('all');
  const [text, setText] = useState('');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [isRegister, setRegister] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const detail = useDeviceDetail(selectedId);
  const all = desk.data?.devices ?? NONE;
  const shown = all.filter((device) => isWanted(device, group, text)).sort(compareDevices);
  const step = (by: 1 | -1) => {
    const at = shown.findIndex((device) => device.deviceId === selectedId);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next !== undefined) setSelectedId(next.deviceId);
  };
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      g: () => setRegister(!isRegister),
      '/': () => search.current?.focus(),
    },
    keysOn,
  );
  if (isRegister) return <Register words={words} onBack={() => setRegister(false)} />;
  const isChosen = selectedId !== null;
  return (
    <main className={panes.view} data-chosen={isChosen}>
      <section className={panes.list} aria-label={t('title')}>
        <Head {...{ words, all, group, setGroup, text, setText, search }} onRegister={() => setRegister(true)} />
        {desk.error === null ? null : (
          <p className={panes.error} role="alert">
            <b>{t('list.failed')}.</b> {words.error(desk.error)}{' '}
            {desk.data === undefined ? null : t('list.old', { time: words.moment(desk.data.serverTimeMs) })}
          </p>
        )}
        {desk.data?.isWhole === false ? (
          <p className={panes.error} role="alert">
            {t('list.cut')}
          </p>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <div className={panes.scroll} tabIndex={0}>
          {shown.length > 0 ? (
            <DeviceList words={words} devices={shown} selectedId={selectedId} onSelect={setSelectedId} />
          ) : (
            <Empty
              words={words}
              isLoading={desk.data === undefined && desk.error === null}
              isFiltered={all.length > 0}
            />
          )}
          <EndedOrders words={words} desk={desk.data ?? null} onSelect={setSelectedId} />
          <WearersWithout words={words} desk={desk.data ?? null} offline={offline} />
          <div className={panes.foot}>
            <LanguageSwitch />
          </div>
        </div>
      </section>
      <aside className={panes.side}>
        {detail.data === undefined ? (
          <div className={panes.nothing}>
            <h2>{detail.error !== null ? words.error(detail.error) : t(isChosen ? 'list.loading' : 'detail.none')}</h2>
            {isChosen ? null : <p>{t('detail.none.more')}</p>}
          </div>
        ) : (
          <DeviceDetail
            key={detail.data.device.deviceId}
            words={words}
            detail={detail.data}
            desk={desk.data ?? null}
            officerId={officerId}
            keysOn={keysOn}
            offline={offline}
            onBack={() => setSelectedId(null)}
          />
        )}
      </aside>
    </main>
  );
}

interface HeadProps {
  readonly words: DeviceWords;
  readonly all: readonly DeskDeviceJson[];
  readonly group: Group;
  readonly setGroup: (group: Group) => void;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly search: React.RefObject<HTMLInputElement | null>;
  readonly onRegister: () => void;
}

function Head({ words, all, group, setGroup, text, setText, search, onRegister }: HeadProps) {
  const { t } = words;
  const count = (one: Group) => (one === 'all' ? all.length : all.filter((device) => groupOf(device) === one).length);
  return (
    <header className={panes.head}>
      <h2>
        {t('title')} <span className="visually-hidden">{t('list.count', { count: all.length })}</span>
      </h2>
      <fieldset className={cx(panes.groups, parts.smalls)}>
        <legend className="visually-hidden">{t('col.state')}</legend>
        {GROUPS.map((one) => (
          <button key={one} type="button" aria-pressed={group === one} onClick={() => setGroup(one)}>
            {t(`filter.${one}`)} <span>{count(one)}</span>
          </button>
        ))}
      </fieldset>
      <label className={cx(parts.search, css.search)}>
        <Search size="1em" aria-hidden="true" />
        <input
          ref={search}
          type="search"
          value={text}
          placeholder={t('filter.search')}
          aria-label={t('filter.search')}
          aria-keyshortcuts="/"
          onChange={(event) => setText(event.target.value)}
        />
        <KeyCap>/</KeyCap>
      </label>
      <button type="button" className={cx(parts.small, css.register)} aria-keyshortcuts="g" onClick={onRegister}>
        {t('register.open')} <KeyCap>G</KeyCap>
      </button>
    </header>
  );
}

function Empty({
  words: { t },
  isLoading,
  isFiltered,
}: {
  words: DeviceWords;
  isLoading: boolean;
  isFiltered: boolean;
}) {
  return (
    <p className={panes.empty} aria-busy={isLoading}>
      <b>{t(isLoading ? 'list.loading' : isFiltered ? 'list.no-match' : 'list.empty')}</b>
      {isLoading || isFiltered ? null : t('list.empty.more')}
    </p>
  );
}
