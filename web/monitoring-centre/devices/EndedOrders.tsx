import type { DeskJson } from '../../../src/devices/contract.ts';
import type { DeskEndingJson } from '../../../src/orders/contract.ts';
import { cx } from '../../ui/cx.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import css from './DevicesView.module.css';
import { toDo } from './ended-orders.ts';
import type { DeviceWords } from './use-device-words.ts';
import { useEndings } from './use-devices.ts';

interface EndedOrdersProps {
  readonly words: DeviceWords;
  readonly desk: DeskJson | null;
  readonly onSelect: (deviceId: string) => void;
}

/** Orders that ended: a device that is still worn for none is to be taken back, and until when is kept what was recorded. */
export function EndedOrders({ words, desk, onSelect }: EndedOrdersProps) {
  const { t } = words;
  const { data, error } = useEndings();
  if (error !== null && data === undefined) {
    return (
      <p className={panes.error} role="alert">
        <b>{t('endings.failed')}</b> {words.error(error)}
      </p>
    );
  }
  if (data === undefined || desk === null || data.endings.length === 0) return null;
  return (
    <section className={cx(panes.card, parts.smalls, css.without)} aria-label={t('endings.title')}>
      <h3>{t('endings.title')}</h3>
      <ul className={css.endings}>
        {toDo(data.endings, desk).map(({ ending, deviceIds, without }) => (
          <li key={ending.orderId} data-due={deviceIds.length > 0}>
            <b>
              {t('endings.line', {
                label: ending.label,
                time: words.moment(ending.effectiveAtMs),
                how: t(`endings.how.${ending.how}`),
              })}
            </b>
            {without === 'stays' && <span>{t('endings.stays', { cases: words.cases(ending.otherLabels) })}</span>}
            {without === 'no-device' && <span>{t('endings.no-device')}</span>}
            {deviceIds.map((deviceId) => (
              <button key={deviceId} type="button" onClick={() => onSelect(deviceId)}>
                {t('endings.take-back')}
              </button>
            ))}
            <p>{keptText(ending, data.serverTimeMs, words)}</p>
          </li>
        ))}
      </ul>
      {data.isWhole ? null : <p>{t('endings.cut')}</p>}
    </section>
  );
}

/** The last whole day, by the clock of the jurisdiction: law counts days in it. */
function keptText(ending: DeskEndingJson, nowMs: number, { t, day }: DeviceWords): string {
  const { keptUntilMs, keptArticle, timeZone } = ending;
  if (keptUntilMs === null) return t('endings.kept.unknown');
  const article = keptArticle ?? '';
  if (keptUntilMs <= nowMs) return t('endings.kept.at-once', { article });
  return t('endings.kept', { date: day(keptUntilMs, timeZone), article });
}
