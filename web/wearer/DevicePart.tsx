import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { localTimeMs } from '../../src/core/local-time.ts';
import type { OverviewJson, OwnDeviceJson } from '../../src/server/wearer/contract.ts';
import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import { doneApi } from '../ui/use-api.ts';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

interface DevicePartProps {
  readonly words: Words;
  readonly query: string;
  readonly overview: OverviewJson;
  readonly onChanged: () => void;
}

/** The device, its duties, and asking for it to be off for a while. */
export function DevicePart({ words, query, overview, onChanged }: DevicePartProps) {
  const { t } = words;
  const { devices, timeZone } = overview;
  if (devices.length === 0) return <p>{t('device.none')}</p>;
  return (
    <>
      <h2>{t('nav.device')}</h2>
      {devices.map((device) => (
        <div key={device.deviceId} className={css.cols}>
          <div className={card.stack}>
            <Facts words={words} device={device} />
            <Duties words={words} device={device} />
          </div>
          <div className={card.stack}>
            {device.appointment !== null && (
              <section className={card.card}>
                <h3>{t('appointment.title')}</h3>
                <p>
                  {words.moment(device.appointment.atMs)} {device.appointment.place}
                </p>
              </section>
            )}
            <Removal words={words} query={query} device={device} timeZone={timeZone} onChanged={onChanged} />
          </div>
        </div>
      ))}
    </>
  );
}

function Facts({ words, device }: { words: Words; device: OwnDeviceJson }) {
  const { t, moment, coded } = words;
  const { batteryPct, charging, strap, lastContactMs, lastPositionMs } = device;
  const time = (atMs: number | null) => (atMs === null ? t('unknown') : moment(atMs));
  const charge = charging === null ? '' : ` · ${t(charging ? 'device.charging.yes' : 'device.charging.no')}`;
  return (
    <section className={card.card}>
      <h3>{coded('state', device.state)}</h3>
      <dl className={css.facts}>
        <dt>{t('device.battery')}</dt>
        <dd>
          {batteryPct === null ? t('unknown') : `${Math.round(batteryPct)} %`}
          {charge}
        </dd>
        <dt>{t('device.strap')}</dt>
        <dd>{strap === null ? t('unknown') : t(`strap.${strap}`)}</dd>
        <dt>{t('device.contact')}</dt>
        <dd>{time(lastContactMs)}</dd>
        <dt>{t('device.position')}</dt>
        <dd>{time(lastPositionMs)}</dd>
      </dl>
    </section>
  );
}

function Duties({ words, device }: { words: Words; device: OwnDeviceJson }) {
  const { t, day, coded } = words;
  return (
    <section className={card.card}>
      <h3>{t('duties.title')}</h3>
      <ul className={css.plain}>
        {device.duties.map(({ id, article, readAtMs }) => (
          <li key={id}>
            {coded('duty', id)} <small>({article})</small>
            <br />
            <small>{readAtMs === null ? t('duty.unread') : t('duty.read', { day: day(readAtMs) })}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const REASONS = ['treatment', 'device-swap', 'court', 'other'] as const;

interface RemovalProps {
  readonly words: Words;
  readonly query: string;
  readonly device: OwnDeviceJson;
  readonly timeZone: string;
  readonly onChanged: () => void;
}

function Removal({ words, query, device, timeZone, onChanged }: RemovalProps) {
  const { t, moment } = words;
  const [said, setSaid] = useState<'removal.sent' | 'removal.wrong' | null>(null);
  const { removal } = device;
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const from = instantOf(text('from'), timeZone);
    const until = instantOf(text('until'), timeZone);
    const words = text('words').trim();
    if (from === null || until === null || until <= from || (text('reason') === 'other' && words === ''))
      return setSaid('removal.wrong');
    const body = { deviceId: device.deviceId, reason: text('reason'), from, until, words: words === '' ? null : words };
    const done = await doneApi('POST', `/api/wearer/removals${query}`, body);
    setSaid(done ? 'removal.sent' : 'removal.wrong');
    if (done) onChanged();
  };
  return (
    <section className={card.card}>
      <h3>{t('removal.title')}</h3>
      <p>{t('removal.intro')}</p>
      {removal !== null && (
        <p className={css.strong}>
          {t('removal.standing', {
            from: moment(removal.fromMs),
            until: moment(removal.untilMs),
            state: t(`removal.state.${removal.decision ?? 'asked'}`),
          })}
        </p>
      )}
      {removal === null && (device.state === 'fitted' || device.state === 'carried') && (
        <form className={css.form} onSubmit={(event) => void send(event)}>
          <label>
            {t('removal.reason')}
            <select name="reason">
              {REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`removal.reason.${reason}`)}
                </option>
              ))}
            </select>
          </label>
          <div className={css.two}>
            <label>
              {t('removal.from')}
              <input name="from" type="datetime-local" />
            </label>
            <label>
              {t('removal.until')}
              <input name="until" type="datetime-local" />
            </label>
          </div>
          <label>
            {t('removal.words')}
            <textarea name="words" maxLength={500} />
          </label>
          <Button type="submit" className={cx(card.button)}>
            {t('removal.send')}
          </Button>
        </form>
      )}
      <p role="status">{said === null ? '' : t(said)}</p>
    </section>
  );
}

/** `2026-11-10T15:00` of the law's own clock, whatever the reader's is; null: nothing was entered. */
function instantOf(text: string, timeZone: string): string | null {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number);
  if (year === undefined || month === undefined || day === undefined || hour === undefined) return null;
  return new Date(localTimeMs({ year, month, day }, hour, timeZone, minute ?? 0)).toISOString();
}
