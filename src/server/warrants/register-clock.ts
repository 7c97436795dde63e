/** How long what was written of a warrant is kept (kr: registers, three years): by the pack's rule, from when nothing more is written. */
import type { Pack } from '../../orders/contract.ts';
import { keepEndMs } from '../../orders/packs/calendar.ts';
import type { RetentionClock } from '../../safeguards/service.ts';

export function registerClockOf(pack: Pack): (endedAtMs: number) => RetentionClock {
  const rule = pack.retention.find(({ what }) => what === 'register');
  if (rule === undefined) throw new Error('a pack with warrants says how long registers are kept');
  return (endedAtMs) => ({
    what: 'register',
    because: 'written',
    startsAtMs: endedAtMs,
    destroyAtMs: keepEndMs(endedAtMs, rule.keep, pack.timeZone),
    article: rule.article,
    packVersion: pack.versionId,
  });
}
