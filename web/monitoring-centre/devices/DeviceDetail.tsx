import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DeskDetailJson, DeskJson } from '../../../src/devices/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import css from '../Detail.module.css';
import parts from '../parts.module.css';
import { useSecond } from '../use-live-snapshot.ts';
import { ActForm } from './ActForm.tsx';
import { actsOf, type Offer } from './acts-of.ts';
import { Battery } from './Battery.tsx';
import { Commands } from './Commands.tsx';
import { Duties } from './Duties.tsx';
import { History } from './History.tsx';
import { StateMark } from './StateMark.tsx';
import type { DeviceWords } from './use-device-words.ts';
import { useDeviceAct } from './use-devices.ts';

interface DeviceDetailProps {
  readonly words: DeviceWords;
  readonly detail: DeskDetailJson;
  readonly desk: DeskJson | null;
  readonly officerId: string | null;
  readonly keysOn: boolean;
  readonly offline: boolean;
  readonly onBack: () => void;
}

/** One device: how it does, its duties, what can be done, and all that happened to it. */
export function DeviceDetail({ words, detail, desk, officerId, keysOn, offline, onBack }: DeviceDetailProps) {
  const { t, moment } = words;
  const { device } = detail;
  const act = useDeviceAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const offers = actsOf(detail, officerId);
  const made = offers.find((one) => one.path === chosen && one.refused === null) ?? null;
  const away = words.away(device);
  const title = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The form is gone, done or cancelled: the keyboard goes back to what it was about.
    if (wasOpen.current && made === null) title.current?.focus();
    wasOpen.current = made !== null;
  }, [made]);
  const choose = (one: Offer) => {
    if (one.refused !== null || act.isPending || offline) return;
    act.reset();
    setChosen(one.path);
  };
  useKeys(Object.fromEntries(offers.map((one) => [one.key, () => choose(one)])), keysOn && made === null);
  const send = (path: string, body: Record<string, unknown>) => {
    if (!offline) act.mutate({ path, body }, { onSuccess: () => setChosen(null) });
  };
  return (
    <article className={css.detail} aria-label={words.name(device)}>
      <header className={css.head}>
        <button type="button" className={css.back} onClick={onBack}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('detail.back')}
        </button>
        <h2 ref={title} tabIndex={-1}>
          {device.ofKind === null ? words.name(device) : words.holder(device)}
        </h2>
        <p className={css.sub}>
          <StateMark state={device.state} words={words} />
          <span>{t('state.since', { time: moment(device.sinceMs) })}</span>
          {device.personId === null ? null : <span>{words.name(device)}</span>}
        </p>
        {away === null ? null : (
          <p className={css.mark} data-kind={away.kind}>
            {away.text}
          </p>
        )}
      </header>
      <Health words={words} detail={detail} />
      <Duties
        words={words}
        detail={detail}
        isSending={act.isPending || offline}
        onAcknowledge={(duty) => send(`/api/desk/devices/${device.deviceId}/duties`, { duty })}
      />
      {made === null ? (
        <Acts words={words} offers={offers} failed={act.error} busy={act.isPending || offline} onChoose={choose} />
      ) : (
        <ActForm
          key={made.path}
          words={words}
          made={made}
          desk={desk}
          deviceId={device.deviceId}
          isSending={act.isPending}
          failed={act.error}
          onSubmit={(body) => send(made.path, body)}
          onCancel={() => setChosen(null)}
        />
      )}
      <Commands words={words} deviceId={device.deviceId} />
      <History words={words} events={detail.events} desk={desk} officerId={officerId} />
    </article>
  );
}

function Health({ words, detail }: { words: DeviceWords; detail: DeskDetailJson }) {
  const { t, age } = words;
  const nowMs = useSecond();
  const { health } = detail.device;
  const facts = [
    ['col.contact', age(health.lastContactMs, nowMs)],
    ['col.position', age(health.lastPositionMs, nowMs)],
    ['col.strap', t(`strap.${health.strap ?? 'unknown'}`)],
    ['detail.satellites', health.satellites === null ? t('battery.unknown') : String(health.satellites)],
  ] as const;
  return (
    <section className={css.block}>
      <h3>{t('detail.health')}</h3>
      <dl className={css.facts}>
        <div>
          <dt>{t('col.battery')}</dt>
          <dd>
            <Battery health={health} nowMs={nowMs} words={words} />
          </dd>
        </div>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ActsProps {
  readonly words: DeviceWords;
  readonly offers: readonly Offer[];
  readonly failed: CallFailed | null;
  /** Something is being recorded, or cannot be. */
  readonly busy: boolean;
  readonly onChoose: (one: Offer) => void;
}

function Acts({ words, offers, failed, busy, onChoose }: ActsProps) {
  const { t } = words;
  const refused = offers.find((one) => one.refused !== null)?.refused ?? null;
  if (offers.length === 0) return null;
  return (
    <section className={css.block}>
      <h3>{t('detail.acts')}</h3>
      {failed === null ? null : (
        <p className={cx(parts.error, css.error)} role="alert">
          {words.error(failed)}
        </p>
      )}
      <div className={css.acts}>
        {offers.map((one) => (
          <button
            key={one.path + one.key}
            type="button"
            className={css.act}
            aria-keyshortcuts={one.key}
            aria-disabled={one.refused !== null || busy}
            onClick={() => onChoose(one)}
          >
            {t(one.label)} <KeyCap>{one.key.toUpperCase()}</KeyCap>
          </button>
        ))}
      </div>
      {refused === null ? null : <p className={css.note}>{t(refused)}</p>}
    </section>
  );
}
