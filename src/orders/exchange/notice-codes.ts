/** What a notice of a proceeding is called on the wire and on screens, by the event that it tells of. */
import type { ProceedingEventKind } from '../packs/procedure.ts';

export const EVENT_CODES: Readonly<Record<ProceedingEventKind, string>> = {
  asked: 'request-made',
  declined: 'request-refused',
  filed: 'application-filed',
  withdrawn: 'application-withdrawn',
  imposed: 'measure-imposed',
  'approval-asked': 'approval-asked',
  heard: 'opinions-heard',
  'assistant-appointed': 'assistant-appointed',
  'interim-ordered': 'interim-ordered',
  decided: 'order-decided',
  served: 'order-served',
  appealed: 'order-appealed',
  'appeal-decided': 'appeal-decided',
  fitted: 'device-fitted',
  'not-fitted': 'device-not-fitted',
  offered: 'protected-offered',
  'offer-accepted': 'protected-accepted',
  'offer-declined': 'protected-declined',
  'offer-unreachable': 'protected-unreachable',
  'offer-withdrawn': 'protected-withdrawn',
  'extension-asked': 'extension-asked',
  extended: 'order-extended',
  'extension-refused': 'extension-refused',
  'change-asked': 'change-asked',
  changed: 'order-changed',
  'change-refused': 'change-refused',
  ended: 'order-ended',
  expired: 'order-expired',
};

/** Of one that tells who is protected, whatever gave rise to it. */
export const DETAILS_CODE = 'protected-details';
