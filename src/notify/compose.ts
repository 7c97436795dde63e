/** What goes out for an attempt. INVARIANT: a push message holds the person's own neutral text, opaque ids and how loud it is; nothing else. */
import type { Sealer } from '../safeguards/service.ts';
import type { Waiting } from './attempts.sql.ts';
import { loudnessOf, type PushPayload, type WarningPlan } from './contract.ts';
import type { Level } from './deps.ts';
import type { Phone } from './plans.ts';
import { proofOf, tagOf } from './proofs.ts';
import type { PushMessage } from './providers/provider.ts';
import { notificationOf } from './texts.ts';

export function composePush(
  sealer: Sealer,
  waiting: Waiting,
  phone: Phone,
  plan: WarningPlan | null,
  exercise: boolean,
): PushMessage {
  const { attempt, kind, incidentId } = waiting;
  const level = waiting.level as Level;
  const { language, ...to } = phone;
  const tag = tagOf(sealer, incidentId ?? attempt.warningId);
  const calm = plan?.calm ?? false;
  const payload: PushPayload = {
    v: 1,
    id: attempt.attemptId,
    key: proofOf(sealer, 'push-receipt', attempt.attemptId),
    ...notificationOf({ language, exercise, trial: kind === 'trial', notification: plan?.notification ?? null }),
    tag,
    loud: loudnessOf(level, { calm, quietHours: null }, 0),
    quiet:
      plan?.quietHours == null
        ? null
        : { loud: loudnessOf(level, { calm: true, quietHours: null }, 0), ...plan.quietHours },
  };
  return { channel: 'push', attemptId: attempt.attemptId, exercise, to, payload: JSON.stringify(payload), topic: tag };
}
