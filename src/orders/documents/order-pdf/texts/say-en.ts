import type { SayTexts } from './say.ts';

export const en: SayTexts = {
  detained: 'Is held in a place of detention for the period.',
  leaveHome: 'Must leave the home that they share with the protected person, and stay out of it.',
  stayIn: 'Must stay, at the hours named for it, within the place that this order sets and that is served apart.',
  noticedAt: (distance) => `Coming within ${distance} of the protected person is told to whoever monitors the device.`,
  warnedAt: (distance) => `Coming within ${distance} of the protected person is told to the protected person.`,
  toldAt: (distance) => `Coming within ${distance} of the protected person is told to the police.`,
  duties: {
    charge: 'Charge the device every day.',
    carry: 'Carry the device at all times.',
    'report-faults': 'Report faults and the loss of the device at once.',
    'follow-instructions': 'Follow the instructions of those in charge of the device.',
  },
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  dayRange: (from, to) => (to === null ? from : `${from} to ${to}`),
  listOf: (items) => items.join(', '),
  hours: (days, from, until, nextDay) => `${days}, ${from}-${until}${nextDay ? ' of the next day' : ''}`,
  period: ({ count, unit }) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`,
  appeal: (period, article, suspends) =>
    `Whoever is entitled to it by law may appeal within ${period} from the day on which the decision was made known to them (${article}). ${
      suspends ? 'The appeal suspends the order.' : 'The appeal does not suspend the order.'
    }`,
  added: (measure) => `${measure} is ordered.`,
  begins: (measure, date) => `${measure} begins on ${date}.`,
  lasts: (measure, was, is) =>
    was === null ? `${measure} lasts to the end of ${is}.` : `${measure} lasts to the end of ${is}, not of ${was}.`,
  ended: (measure, how) => `${measure} has ended: ${how}.`,
  endings: {
    cancelled: 'cancelled',
    'non-indictment': 'no indictment',
    acquitted: 'acquittal',
    dismissed: 'dismissal',
    'matter-ended': 'the matter ended',
    'not-approved': 'not approved',
    replaced: 'replaced by another measure',
  },
  names: {
    restraintM: 'Distance to keep',
    warnM: 'Distance at which the protected person is told',
    noticeM: 'Distance at which whoever monitors is told',
    ring: 'Distance at which the police are told',
    wearerIntervalS: 'Interval of the reports of the device',
    protectedIntervalS: "Interval of the reports of the protected person's device",
  },
  seconds: (count) => `${count} s`,
  changed: (name, was, is) => `${name}: ${is ?? 'as the law has it'}, before: ${was ?? 'as the law has it'}.`,
  placeAdded: 'A place is named that was not named before, or is drawn anew.',
  placeRemoved: 'A place that was named before is not named any more.',
  documents: {
    'petition-attachment': 'Sent in by the protected person',
    'request-attachment': 'Sent in by an office with its request',
    'opinion-attachment': 'From the hearing of opinions',
    decision: 'With the decision',
    'order-pdf': 'Paper of an earlier version',
    notice: 'Notice',
    'service-record': 'Record of service',
  },
};
