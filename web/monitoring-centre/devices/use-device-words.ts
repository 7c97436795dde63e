import { useMemo } from 'react';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { devicesMessages } from '../../ui/messages/devices/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ageText, timeText } from '../../ui/words/age.ts';
import { useServerClock } from '../use-live-snapshot.ts';
import { lookUp, type Words } from '../words.ts';

/** A device in words. What is not known says so. */
export function useDeviceWords({ common, language, shortSpan }: Words) {
  const t = useMessages(devicesMessages);
  const clock = useServerClock();
  return useMemo(() => {
    const moment = (atMs: number) => timeText(language, atMs, clock());
    /** With its year, always: for what is kept and printed. */
    const stamp = (atMs: number) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(atMs);
    /** A day as the jurisdiction counts it. */
    const day = (atMs: number, timeZone: string) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(atMs);
    const short = (atMs: number | null, nowMs: number) =>
      atMs === null ? common('age.never') : shortSpan(nowMs - atMs);
    const age = (atMs: number | null, nowMs: number) =>
      atMs === null ? common('age.never') : ageText(common, nowMs - atMs);
    const coded = (kind: 'reason' | 'duty' | 'life', code: string) => lookUp(t, `${kind}.${code}`) ?? code;
    const error = ({ code, message }: CallFailed) => lookUp(t, `error.${code}`) ?? t('error.other', { code, message });
    /** Its own name in the protocol; else the beginning of its id here. */
    const name = ({ protocol, externalId, deviceId }: Pick<DeskDeviceJson, 'protocol' | 'externalId' | 'deviceId'>) =>
      `${protocol} · ${externalId ?? deviceId.slice(0, 8)}`;
    /** Whose it is: the wearer's cases, or the protected side, whose cases are nobody's business here. */
    const holder = ({ ofKind, labels }: Pick<DeskDeviceJson, 'ofKind' | 'labels'>) =>
      ofKind === null ? '–' : ofKind === 'protected' ? t('case.protected') : cases(labels);
    const cases = (labels: readonly string[]) => (labels.length === 0 ? t('case.none') : labels.join(', '));
    return {
      t,
      language,
      moment,
      stamp,
      day,
      short,
      age,
      coded,
      error,
      name,
      cases,
      holder,
      away: (device: DeskDeviceJson) => away(device, t, moment),
    };
  }, [t, common, language, shortSpan, clock]);
}

export type DeviceWords = ReturnType<typeof useDeviceWords>;

/** Why it may be off, or that it should not be any more; null where nothing is to be said. */
function away(
  { removal, custody }: DeskDeviceJson,
  t: DeviceWords['t'],
  moment: (atMs: number) => string,
): { readonly text: string; readonly kind: 'overdue' | 'asked' | 'covered' } | null {
  if (removal?.isOverdue === true) {
    return { text: t('removal.overdue', { time: moment(removal.untilMs) }), kind: 'overdue' };
  }
  if (custody !== null) {
    const { untilMs } = custody;
    return { text: untilMs === null ? t('custody') : t('custody.until', { time: moment(untilMs) }), kind: 'covered' };
  }
  if (removal === null) return null;
  if (removal.decision === null) return { text: t('removal.pending'), kind: 'asked' };
  return { text: t('removal.until', { time: moment(removal.untilMs) }), kind: 'covered' };
}
