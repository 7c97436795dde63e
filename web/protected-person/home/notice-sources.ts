/** Every feature that has a hint for the home screen adds its hook here. The list never changes while the page lives. */
import { useQuestionNotice } from '../learn/use-question-notice.ts';
import { useSetUpNotice } from '../onboarding/use-set-up-notice.ts';
import { useOrderNotice } from '../order/use-order-notice.ts';
import { useOwnPositionNotice } from '../own-position/use-own-position-notice.ts';
import { useClosedPhoneNotice } from '../warnings/use-closed-phone-notice.ts';
import type { NoticeSource } from './notice.ts';
import { useSoundNotice } from './use-sound-notice.ts';

export const NOTICE_SOURCES: readonly NoticeSource[] = [
  useSoundNotice,
  useClosedPhoneNotice,
  useOwnPositionNotice,
  useOrderNotice,
  useSetUpNotice,
  useQuestionNotice,
];
