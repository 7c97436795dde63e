/** The month in figures: looks, refused tries, questions and disclosures. Counts only; whose they are is asked for each actor and not told. */
import type { z } from 'zod';
import { localTimeMs } from '../../core/local-time.ts';
import { type Counted, countPart, countQuestions } from '../../safeguards/service.ts';
import type { Report, reportQuerySchema } from './contract.ts';
import { type Overseer, type OversightDeps, record, shownTo } from './overseer.ts';

export async function monthReport(
  deps: OversightDeps,
  overseer: Overseer,
  { month }: z.infer<typeof reportQuerySchema>,
  action: 'oversight.read' | 'oversight.export',
): Promise<Report> {
  const { database } = deps;
  await record(deps, database, overseer, action, { what: 'report', month });
  const [year, number] = month.split('-').map(Number) as [number, number];
  const [fromMs = 0, untilMs = 0] = [number, number + 1].map((one) =>
    localTimeMs({ year, month: one, day: 1 }, 0, overseer.timeZone),
  );
  const sums = async (part: 'looks' | 'refused' | 'disclosures') => {
    const rows = await countPart(database, part, [fromMs, untilMs]);
    return summed(
      rows,
      await shownTo(
        database,
        overseer,
        rows.map((row) => row.of),
      ),
    );
  };
  const questions = (await countQuestions(database, [fromMs, untilMs], overseer)) as Report['questions'];
  return {
    ...{ month, timeZone: overseer.timeZone, questions },
    ...{ looks: await sums('looks'), refused: await sums('refused'), disclosures: await sums('disclosures') },
  };
}

function summed(rows: readonly Counted[], isShown: (of: string) => boolean) {
  const sums = new Map<string, number>();
  for (const { what, of, count } of rows) if (isShown(of)) sums.set(what, (sums.get(what) ?? 0) + count);
  return [...sums]
    .map(([what, count]) => ({ what, count }))
    .sort((a, b) => b.count - a.count || a.what.localeCompare(b.what));
}

/** RFC 4180. */
export function reportCsv({ month, looks, refused, questions, disclosures }: Report): string {
  const rows = [
    ...looks.map(({ what, count }) => ['looks', what, '', count]),
    ...refused.map(({ what, count }) => ['refused', what, '', count]),
    ...questions.map(({ kind, outcome, count }) => ['questions', kind, outcome, count]),
    ...disclosures.map(({ what, count }) => ['disclosures', what, '', count]),
  ];
  const lines = [['month', 'part', 'what', 'outcome', 'count'], ...rows.map((row) => [month, ...row])];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins so for a formula. */
function cell(value: string | number): string {
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
