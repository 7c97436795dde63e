import { BatteryCharging, BatteryFull, BatteryLow, BatteryMedium, BatteryWarning } from 'lucide-react';
import { HOUR_MS } from '../../../src/core/time.ts';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import css from './DeviceList.module.css';
import type { DeviceWords } from './use-device-words.ts';

type Health = DeskDeviceJson['health'];
const LOW_PCT = 20;
const SOON_MS = 2 * HOUR_MS;

/** The last word on it, and when it will be empty; unknown is said, never drawn as empty or as full. */
export function Battery({ health, nowMs, words }: { health: Health; nowMs: number; words: DeviceWords }) {
  const { t, moment } = words;
  const { batteryPct: pct, charging, emptyAtMs } = health;
  if (pct === null && charging !== true) return <span className={css.unknown}>{t('battery.unknown')}</span>;
  const isSoon = emptyAtMs !== null && emptyAtMs - nowMs < SOON_MS;
  const more =
    charging === true
      ? t('battery.charging')
      : emptyAtMs === null
        ? null
        : t('battery.empty-at', { time: moment(emptyAtMs) });
  return (
    <span className={css.battery} data-low={isSoon || (pct !== null && pct <= LOW_PCT && charging !== true)}>
      <Sign pct={pct} charging={charging === true} />
      <span>
        <b>{pct === null ? '' : t('battery.pct', { pct: Math.round(pct) })}</b>
        {more === null ? null : <small>{more}</small>}
      </span>
    </span>
  );
}

function Sign({ pct, charging }: { pct: number | null; charging: boolean }) {
  const Mark = charging
    ? BatteryCharging
    : pct === null
      ? BatteryWarning
      : pct <= LOW_PCT
        ? BatteryLow
        : pct <= 70
          ? BatteryMedium
          : BatteryFull;
  return <Mark size="1.2em" aria-hidden="true" />;
}
