/**
 * The answers as the readable text that is sent: headings and lines in the person's own language, nothing added and nothing left out. How
 * the person can be reached stands last, under its own heading, for the office alone. Pure.
 */
import type { PetitionKey } from '../ui/messages/petition/catalogue.ts';
import type { Translate } from '../ui/messages/translate.ts';
import { type Draft, type PetitionEvent, WHO_FIELDS } from './draft.ts';
import { type Path, wantedOf } from './paths.ts';

type T = Translate<PetitionKey>;

export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

export function statementOf(t: T, path: Path, draft: Draft, dayText: (iso: string) => string): string {
  return sectionsOf(t, path, draft, dayText)
    .map(({ heading, lines }) => [heading, ...lines].join('\n'))
    .join('\n\n');
}

export function sectionsOf(t: T, path: Path, draft: Draft, dayText: (iso: string) => string): Section[] {
  return [
    { heading: t('said.wants'), lines: wantsLines(t, path, draft) },
    { heading: t('said.who'), lines: orNothing(t, whoLines(t, draft)) },
    ...draft.events.map((event, i) => ({
      heading: t('said.event', { number: i + 1, when: whenText(t, event, dayText) }),
      lines: eventLines(t, event),
    })),
    { heading: t('said.places'), lines: orNothing(t, placeLines(t, draft)) },
    { heading: t('said.contact'), lines: orNothing(t, contactLines(t, draft)) },
    ...(draft.documents.length === 0
      ? []
      : [{ heading: t('said.documents'), lines: draft.documents.map(({ name }) => `- ${name}`) }]),
  ];
}

function orNothing(t: T, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [t('said.nothing')] : lines;
}

function wantsLines(t: T, path: Path, draft: Draft): string[] {
  const any = draft.anyMeasure ? [t('said.any')] : [];
  const named = wantedOf(path, draft).map(({ demands, name, article }) => {
    return `- ${demands.map((demand) => t(`demand.${demand}`)).join('; ')} (${name}, ${article})`;
  });
  return [...any, ...named];
}

function whoLines(t: T, { who }: Draft): string[] {
  return WHO_FIELDS.flatMap((field) => line(t(`who.${field}`), who[field]));
}

export function whenText(t: T, event: PetitionEvent, dayText: (iso: string) => string): string {
  const parts = [event.date.trim() === '' ? '' : dayText(event.date), event.about.trim()].filter((part) => part !== '');
  return parts.length === 0 ? t('event.no-date') : parts.join(', ');
}

function eventLines(t: T, event: PetitionEvent): string[] {
  return [
    event.what.trim(),
    ...line(t('event.where'), event.where),
    ...line(t('event.evidence'), event.evidence),
    ...line(t('event.witnesses'), event.witnesses),
  ];
}

function placeLines(t: T, { places, household }: Draft): string[] {
  return [
    ...places.map(({ kind, address, note }) => {
      const more = note.trim() === '' ? '' : ` (${note.trim()})`;
      return `- ${t(`place.${kind}`)}: ${address.trim()}${more}`;
    }),
    ...line(t('household.label'), household),
  ];
}

function contactLines(t: T, { contact }: Draft): string[] {
  const { ways, how, times, language, needs, help } = contact;
  return [
    ...ways.map((way) => `- ${t(`way.${way}`)}`),
    ...line(t('contact.how'), how),
    ...line(t('contact.times'), times),
    ...line(t('contact.language'), language),
    ...needs.map((need) => `- ${t(`need.${need}`)}`),
    ...line(t('contact.help'), help),
  ];
}

function line(label: string, value: string): string[] {
  if (value.trim() === '') return [];
  // A label that asks needs no colon.
  return [`${label}${/[?？]$/.test(label) ? '' : ':'} ${value.trim()}`];
}
