import { KeyRound, LogOut, Volume2, VolumeX } from 'lucide-react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { cx } from '../ui/cx.ts';
import type { Connection } from '../ui/live/live-state.ts';
import { conductMessages } from '../ui/messages/conduct/catalogue.ts';
import { devicesMessages } from '../ui/messages/devices/catalogue.ts';
import { erasingMessages } from '../ui/messages/erasing/catalogue.ts';
import { exchangeMessages } from '../ui/messages/exchange/catalogue.ts';
import { linkingMessages } from '../ui/messages/linking/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { rightsMessages } from '../ui/messages/rights/catalogue.ts';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import { LevelShape } from '../ui/parts/LevelShape.tsx';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { useConduct } from './conduct/use-conduct.ts';
import { useTakeBackCount } from './devices/use-devices.ts';
import { useExchange } from './exchange/use-exchange.ts';
import { useLinkingDesk } from './linking/use-linking.ts';
import { clockText } from './numbers.ts';
import parts from './parts.module.css';
import { useContests } from './rights/use-rights.ts';
import css from './TopBar.module.css';
import { urgencyLevel } from './urgency.ts';
import { useSecond } from './use-live-snapshot.ts';
import { ORDERS_KEY, SECTION_KEYS, SECTIONS, type Section } from './use-section.ts';
import type { Words } from './words.ts';

const COUNTED = ['danger', 'warning', 'unknown', 'notice'] as const;

interface TopBarProps {
  readonly words: Words;
  readonly open: readonly IncidentJson[];
  readonly connection: Connection;
  readonly sound: { readonly on: boolean; toggle(): void };
  readonly keys: { readonly on: boolean; toggle(): void };
  readonly section: Section;
  readonly onSection: (section: Section) => void;
}

export function TopBar({ words, open, connection, sound, keys, section, onSection }: TopBarProps) {
  const { t, common, language } = words;
  const device = useMessages(devicesMessages);
  const exchange = useMessages(exchangeMessages);
  // Seen from everywhere: whoever works on a case must not miss that the police were not told.
  const overdue = useExchange().data?.overdue ?? 0;
  const linking = useMessages(linkingMessages);
  const rights = useMessages(rightsMessages);
  const waiting = useContests().data?.contests.filter(({ answer }) => answer === null).length ?? 0;
  const signIn = useMessages(signInMessages);
  const erasing = useMessages(erasingMessages);
  const desk = useLinkingDesk().data;
  const toLookAt =
    (desk?.reviews.length ?? 0) + (desk?.notices.filter(({ seenAtMs }) => seenAtMs === null).length ?? 0);
  const conduct = useMessages(conductMessages);
  const toDecide =
    useConduct().data?.reviews.filter(({ state }) => state === 'open' || state === 'contested').length ?? 0;
  const nameOf = (one: Section) => {
    if (one === 'notices') return exchange('nav');
    if (one === 'conduct') return conduct('nav');
    if (one === 'rights') return rights('nav');
    if (one === 'retention') return erasing('nav');
    return one === 'linking' ? linking('nav.linking') : device(`nav.${one}`);
  };
  const nowMs = useSecond();
  const takeBack = useTakeBackCount();
  return (
    <header className={css.bar}>
      <h1 className={css.title}>
        <span className={css.brand}>Magpie</span> <span className={css.place}>{t('title')}</span>
      </h1>
      <nav className={css.sections} aria-label={t('title')}>
        {SECTIONS.filter((one) => one !== 'retention' || one === section).map((one) => {
          const key = keyTo(one, section);
          return (
            <button
              key={one}
              type="button"
              aria-current={section === one ? 'page' : undefined}
              aria-keyshortcuts={key ?? undefined}
              onClick={() => onSection(one)}
            >
              {nameOf(one)}{' '}
              {one === 'devices' && takeBack > 0 ? (
                <b className={css.due}>
                  <span aria-hidden="true">{takeBack}</span>
                  <span className="visually-hidden">{device('endings.count', { count: takeBack })}</span>
                </b>
              ) : null}
              {one === 'notices' && overdue > 0 ? (
                <b className={css.overdue}>{exchange('nav.overdue', { count: overdue })}</b>
              ) : null}
              {one === 'conduct' && toDecide > 0 ? (
                <span className={css.open}>
                  <span aria-hidden="true">{toDecide}</span>
                  <span className="visually-hidden">{conduct('nav.count', { count: toDecide })}</span>
                </span>
              ) : null}
              {one === 'linking' && toLookAt > 0 ? (
                <span className={css.open}>
                  <span aria-hidden="true">{toLookAt}</span>
                  <span className="visually-hidden">{linking('nav.count', { count: toLookAt })}</span>
                </span>
              ) : null}
              {one === 'rights' && waiting > 0 ? (
                <span className={css.open}>
                  <span aria-hidden="true">{waiting}</span>
                  <span className="visually-hidden">{rights('nav.count', { count: waiting })}</span>
                </span>
              ) : null}
              {key === null ? null : <KeyCap>{key.toUpperCase()}</KeyCap>}
            </button>
          );
        })}
        <a href="/court/" aria-keyshortcuts={ORDERS_KEY}>
          {device('nav.orders')} <KeyCap>{ORDERS_KEY.toUpperCase()}</KeyCap>
        </a>
      </nav>
      <ul className={css.counts}>
        {COUNTED.map((level) => {
          const count = open.filter((incident) => urgencyLevel(incident) === level).length;
          return (
            <li key={level} className={css.count} data-level={level} data-none={count === 0}>
              <LevelShape level={level} sizePx={15} />
              <b>{count}</b> {common(`level.${level}`)}
            </li>
          );
        })}
      </ul>
      <span className={css.state} data-kind={connection.kind}>
        {connection.kind === 'live' ? common('connection.live') : null}
        {connection.kind === 'connecting' ? common('connection.connecting') : null}
      </span>
      <time className={css.clock}>{clockText(language, nowMs)}</time>
      <button
        type="button"
        className={cx(parts.small, css.switch)}
        aria-pressed={sound.on}
        aria-keyshortcuts="s"
        onClick={() => sound.toggle()}
      >
        {sound.on ? <Volume2 size="1.1em" aria-hidden="true" /> : <VolumeX size="1.1em" aria-hidden="true" />}
        <span className={css.wide}>{t(sound.on ? 'sound.on' : 'sound.off')}</span>
        <KeyCap>S</KeyCap>
      </button>
      <button
        type="button"
        className={cx(parts.small, css.switch, css.keys)}
        aria-pressed={keys.on}
        onClick={() => keys.toggle()}
      >
        {t(keys.on ? 'keys.on' : 'keys.off')}
      </button>
      <a
        className={cx(parts.small, css.switch)}
        href="/enter#mine"
        aria-label={signIn('mine.title')}
        title={signIn('mine.title')}
      >
        <KeyRound size="1.1em" aria-hidden="true" />
      </a>
      <SignOut kind="officer" className={cx(parts.small, css.switch)}>
        <LogOut size="1.1em" aria-hidden="true" />
      </SignOut>
    </header>
  );
}

/** The key of the section that is shown leads back to the cases. */
function keyTo(one: Section, section: Section): string | null {
  if (one === section) return null;
  return SECTION_KEYS[one === 'cases' ? section : one];
}
