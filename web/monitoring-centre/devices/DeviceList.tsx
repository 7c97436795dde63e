import { MINUTE_MS } from '../../../src/core/time.ts';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import { cx } from '../../ui/cx.ts';
import table from '../Table.module.css';
import { useSecond } from '../use-live-snapshot.ts';
import { Battery } from './Battery.tsx';
import css from './DeviceList.module.css';
import { StateMark } from './StateMark.tsx';
import type { DeviceWords } from './use-device-words.ts';

interface DeviceListProps {
  readonly words: DeviceWords;
  readonly devices: readonly DeskDeviceJson[];
  readonly selectedId: string | null;
  readonly onSelect: (deviceId: string) => void;
}

/** One row a device. On a phone the same cells stand below one another, each with its own name. */
export function DeviceList({ words, devices, selectedId, onSelect }: DeviceListProps) {
  const { t } = words;
  const nowMs = useSecond();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          {(['case', 'state', 'device', 'battery', 'contact', 'position', 'strap'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`col.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <Row
            key={device.deviceId}
            device={device}
            words={words}
            nowMs={nowMs}
            isSelected={device.deviceId === selectedId}
            onSelect={onSelect}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly device: DeskDeviceJson;
  readonly words: DeviceWords;
  readonly nowMs: number;
  readonly isSelected: boolean;
  readonly onSelect: (deviceId: string) => void;
}

function Row({ device, words, nowMs, isSelected, onSelect }: RowProps) {
  const { t, short } = words;
  const { health, deviceId } = device;
  const away = words.away(device);
  const inUse = device.state === 'carried' || device.state === 'fitted' || device.state === 'removed';
  return (
    <tr
      className={cx(table.row, css.row)}
      data-selected={isSelected}
      data-quiet={!inUse}
      onClick={() => onSelect(deviceId)}
    >
      <th scope="row">
        <button
          type="button"
          className={cx(table.open, css.open)}
          aria-current={isSelected}
          onClick={(event) => {
            event.stopPropagation();
            onSelect(deviceId);
          }}
        >
          {words.holder(device)}
        </button>
      </th>
      <td>
        <StateMark state={device.state} words={words} />
        {away === null ? null : (
          <span className={css.away} data-kind={away.kind}>
            {away.text}
          </span>
        )}
      </td>
      <td className={css.name}>{words.name(device)}</td>
      <td>
        <Battery health={health} nowMs={nowMs} words={words} />
      </td>
      <td data-name={t('col.contact')} data-old={inUse && isOld(health.lastContactMs, nowMs)}>
        {short(health.lastContactMs, nowMs)}
      </td>
      <td data-name={t('col.position')} data-old={inUse && isOld(health.lastPositionMs, nowMs)}>
        {short(health.lastPositionMs, nowMs)}
      </td>
      <td data-name={t('col.strap')} className={health.strap === null ? css.unknown : undefined}>
        <span className={css.strap} data-strap={health.strap ?? 'unknown'}>
          {t(`strap.${health.strap ?? 'unknown'}`)}
        </span>
      </td>
    </tr>
  );
}

/** Longer than the shortest silence that is an alarm. */
function isOld(atMs: number | null, nowMs: number): boolean {
  return atMs !== null && nowMs - atMs > 4 * MINUTE_MS;
}
