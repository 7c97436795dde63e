import { Switch } from 'react-aria-components';
import type { Reach, WarningPlan } from '../../../src/notify/contract.ts';
import { cx } from '../../ui/cx.ts';
import { type DeliveryKey, deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import styles from './Warnings.module.css';

interface PlanWaysProps {
  readonly plan: WarningPlan;
  readonly reach: Reach;
  readonly exercise: boolean;
  onChange(plan: WarningPlan): void;
}

const NIGHT = { fromMinute: 22 * 60, toMinute: 7 * 60 };

/** By which ways, and how loud where it is not danger. */
export function PlanWays({ plan, reach, exercise, onChange }: PlanWaysProps) {
  const t = useMessages(deliveryMessages);
  const { channels, calm, quietHours } = plan;
  const way = (channel: keyof typeof channels) => (on: boolean) =>
    onChange({ ...plan, channels: { ...channels, [channel]: on } });
  const ofPhone = (reaches: boolean): DeliveryKey => {
    if (exercise) return 'ways.exercise';
    if (!reach.hasNumber) return 'ways.no-number';
    return reaches ? 'ways.number' : 'ways.no-provider';
  };
  return (
    <>
      <section>
        <h2>{t('ways.title')}</h2>
        <p>{t('ways.order')}</p>
        <Row
          label={t('ways.push')}
          note={t('ways.push.count', { count: reach.phones })}
          on={channels.push}
          onChange={way('push')}
        />
        <Row label={t('ways.sms')} note={t(ofPhone(reach.sms))} on={channels.sms} onChange={way('sms')} />
        <Row label={t('ways.call')} note={t(ofPhone(reach.call))} on={channels.call} onChange={way('call')} />
        <p>{t('ways.note')}</p>
      </section>
      <section>
        <h2>{t('calm.title')}</h2>
        <Row label={t('calm')} note={t('calm.note')} on={calm} onChange={(on) => onChange({ ...plan, calm: on })} />
        <Row
          label={t('quiet')}
          note={t('quiet.note')}
          on={quietHours !== null}
          onChange={(on) => onChange({ ...plan, quietHours: on ? NIGHT : null })}
        />
        {quietHours !== null && (
          <div className={styles.hours}>
            <Hour
              label={t('quiet.from')}
              minute={quietHours.fromMinute}
              onChange={(fromMinute) => onChange({ ...plan, quietHours: { ...quietHours, fromMinute } })}
            />
            <Hour
              label={t('quiet.to')}
              minute={quietHours.toMinute}
              onChange={(toMinute) => onChange({ ...plan, quietHours: { ...quietHours, toMinute } })}
            />
          </div>
        )}
      </section>
    </>
  );
}

function Row({ label, note, on, onChange }: { label: string; note: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <div className={styles.row}>
      <Switch className={cx(styles.switch)} isSelected={on} onChange={onChange}>
        <span>{label}</span>
        <span className={styles.track} />
      </Switch>
      <p>{note}</p>
    </div>
  );
}

/** The phone's own way to choose a time. */
function Hour({ label, minute, onChange }: { label: string; minute: number; onChange(minute: number): void }) {
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <label className={styles.hour}>
      {label}
      <input
        type="time"
        value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
        onChange={(event) => {
          const [hours, minutes] = event.currentTarget.value.split(':').map(Number);
          if (hours !== undefined && minutes !== undefined) onChange(hours * 60 + minutes);
        }}
      />
    </label>
  );
}
