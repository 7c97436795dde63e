/** SOS as the phone sends it and takes it back. No coordinate: where the person is goes nowhere through here. */
import { z } from 'zod';

/** Longest wait of a call on a phone without a network that is told to officers as it is, seconds. */
export const SOS_AGE_S_MAX = 7 * 86_400;

/**
 * An odd member never keeps an SOS from being taken: what cannot be read counts as not said. `sosId` is made by the phone, so that
 * the same call sent again is one; a page from before that has none, and each of its calls is a new one.
 */
export const sosRequestSchema = z
  .object({
    sosId: z.uuid().optional().catch(undefined),
    /** Seconds since the button was pressed, by the phone's own reckoning. */
    ageS: z.number().min(0).max(SOS_AGE_S_MAX).catch(0).default(0),
    /** Whose it is, where the phone knew: it may have waited until somebody else is signed in there. */
    personId: z.uuid().optional().catch(undefined),
    /** Whether the monitoring centre may see where the person is until the SOS is closed. */
    share: z.boolean().catch(false).default(false),
  })
  .nullish();

export const sosAnswerSchema = z.object({ sosId: z.uuid(), receivedAt: z.iso.datetime() });

export const sosCancelSchema = z.strictObject({ code: z.string().max(32) });

/**
 * taken: a code was right, and which one is not told; wrong; locked: too many wrong ones; none: the person has chosen no codes.
 */
export const sosCancelAnswerSchema = z.object({ answer: z.enum(['taken', 'wrong', 'locked', 'none']) });

export type SosCancelAnswer = z.infer<typeof sosCancelAnswerSchema>;
