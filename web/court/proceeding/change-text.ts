import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import type { CourtWords } from '../words.ts';

type Change = ProceedingDetailJson['versions'][number]['changes'][number];

/** One difference between two versions in words. What cannot be read is shown as it is. */
export function changeText(words: CourtWords, detail: ProceedingDetailJson, { what, from, to }: Change): string {
  const { t } = words;
  const [kind = '', name = '', part] = what.split(':');
  const fromTo = (text: (value: string) => string) =>
    from === null
      ? t('diff.new', { to: text(to ?? '') })
      : to === null
        ? t('diff.gone', { from: text(from) })
        : t('diff.from-to', { from: text(from), to: text(to) });
  if (kind === 'zone') return t(to === null ? 'diff.zone.gone' : 'diff.zone.new');
  if (kind === 'distance') {
    const [, ring] = name === 'ring' ? [name, part ?? ''] : [];
    const label = ring === undefined ? words.coded('distance', name) : t('diff.ring', { name: ring });
    const unit = name.endsWith('S') ? 'unit.seconds' : 'unit.metres';
    return `${label}: ${fromTo((value) => t(unit, { count: Number(value) }))}`;
  }
  if (kind !== 'measure') return `${what}: ${from ?? '–'} → ${to ?? '–'}`;
  const measure = detail.measures.find(({ measureId }) => measureId === name);
  const label = words.measureIn(measure?.measure ?? to ?? from ?? name);
  if (part === undefined) return t(to === null ? 'diff.measure.gone' : 'diff.measure.new', { measure: label });
  const value =
    part === 'ended' ? (code: string) => words.coded('ending', code) : (ms: string) => dayOf(words, part, Number(ms));
  return t('diff.measure.part', { measure: label, part: words.coded('diff', part), change: fromTo(value) });
}

function dayOf(words: CourtWords, part: string, ms: number): string {
  return part === 'until' ? words.end(ms) : words.day(ms);
}
