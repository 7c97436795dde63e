import { Check, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DeskDetailJson } from '../../../src/devices/contract.ts';
import { cx } from '../../ui/cx.ts';
import shared from '../Detail.module.css';
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
  const list = useRef<HTMLUListElement>(null);
  const missing = detail.duties.filter((duty) => duty.acknowledgedAtMs === null).length;
  // Folded away where all was done before; not under the hand that does the last of it.
  const wasNeeded = useRef(false);
  if (missing > 0) wasNeeded.current = true;
  const before = useRef(missing);
  useEffect(() => {
    // The button that was pressed is gone: the next one takes its place under the keyboard.
    if (missing < before.current) list.current?.querySelector('button')?.focus();
    before.current = missing;
  }, [missing]);
  if (detail.duties.length === 0 || !['reserved', 'carried', 'fitted', 'removed'].includes(state)) return null;
  const isOpen = state === 'reserved' || state === 'carried';
  // After a swap they were acknowledged for the device that this one replaced: its history tells.
  if (!isOpen && detail.duties.every((duty) => duty.acknowledgedAtMs === null)) return null;
  return (
    <details className={cx(shared.block, css.duties)} open={wasNeeded.current}>
      <summary>
        <h3>
          {t('detail.duties')} · {detail.duties.length - missing}/{detail.duties.length}
        </h3>
      </summary>
      <ul ref={list}>
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
                className={shared.small}
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
      {state === 'carried' ? <p className={shared.note}>{t('detail.not-fitted')}</p> : null}
    </details>
  );
}
