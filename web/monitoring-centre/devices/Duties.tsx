import { Check, Square } from 'lucide-react';
import type { DeskDetailJson } from '../../../src/devices/contract.ts';
import css from './DeviceDetail.module.css';
import type { DeviceWords } from './use-device-words.ts';

interface DutiesProps {
  readonly words: DeviceWords;
  readonly detail: DeskDetailJson;
  readonly isSending: boolean;
  readonly onAcknowledge: (duty: string) => void;
}

/** Each duty in the wearer's presence, one by one: read out, acknowledged, and written down with its time. */
export function Duties({ words, detail, isSending, onAcknowledge }: DutiesProps) {
  const { t, coded, moment } = words;
  const { state } = detail.device;
  if (detail.duties.length === 0 || !['reserved', 'carried', 'fitted', 'removed'].includes(state)) return null;
  const isOpen = state === 'reserved' || state === 'carried';
  // After a swap they were acknowledged for the device that this one replaced: its history tells.
  if (!isOpen && detail.duties.every((duty) => duty.acknowledgedAtMs === null)) return null;
  return (
    <section className={css.block}>
      <h3>{t('detail.duties')}</h3>
      <ul className={css.duties}>
        {detail.duties.map(({ id, article, acknowledgedAtMs }) => (
          <li key={id}>
            {acknowledgedAtMs === null ? (
              <Square size="1.1em" aria-hidden="true" />
            ) : (
              <Check size="1.1em" aria-hidden="true" />
            )}
            <span>
              <b>{coded('duty', id)}</b>
              <small>
                {article}
                {acknowledgedAtMs === null ? '' : ` · ${t('detail.acknowledged', { time: moment(acknowledgedAtMs) })}`}
              </small>
            </span>
            {acknowledgedAtMs === null && isOpen ? (
              <button
                type="button"
                className={css.small}
                aria-disabled={isSending}
                aria-label={`${t('act.acknowledge')}: ${coded('duty', id)}`}
                onClick={() => (isSending ? undefined : onAcknowledge(id))}
              >
                {t('act.acknowledge')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {state === 'carried' ? <p className={css.note}>{t('detail.not-fitted')}</p> : null}
    </section>
  );
}
