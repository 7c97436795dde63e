/**
 * `npm run bench:detection`: how early, how surely and how quietly the engine warns, beside fixed radii, on cases made from seeds. A
 * Markdown table on standard output, progress on standard error. Exit 1 when a second run gives other bytes; 2 wrong usage.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAMILIES, familyOf } from './families/registry.ts';
import { MIXES, mixOf, SETS, type SeedSet } from './mixes.ts';
import { plotOf } from './plot.ts';
import { makeReport, type Wanted } from './report.ts';
import { tableOf } from './table.ts';

const USAGE = `usage: npm run bench:detection -- [--set dev|eval] [--mix <name>] [--family <name>] [--cases <n>] [--spread] [--json] [--write]

  --set      seeds to develop with (dev, default), or those kept apart (eval)
  --mix      only this mix: ${MIXES.map(({ name }) => name).join(', ')}
  --family   only this family, against every baseline
  --cases    how many cases of each, instead of the usual numbers
  --spread   four more blocks of seeds for each mix, and how far the figures differ
  --json     everything measured, as JSON, instead of the table
  --write    the table and a plot of each mix into bench/detection/results/ as well
`;
const RESULTS = join(import.meta.dirname, 'results');
const FAMILY_CASES = 20;
/** When a family is looked at alone. */
const SINGLE_FAMILY_CASES = 60;
const SPREAD_BLOCKS = 4;

interface Options {
  readonly wanted: Wanted;
  readonly isJson: boolean;
  readonly isWritten: boolean;
}

/** Throws, with what is wrong. */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      set: { type: 'string', default: 'dev' },
      mix: { type: 'string' },
      family: { type: 'string' },
      cases: { type: 'string' },
      spread: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  if (!(values.set in SETS)) throw new Error('--set is dev or eval');
  const cases = values.cases === undefined ? null : Number(values.cases);
  if (cases !== null && !(Number.isInteger(cases) && cases > 0))
    throw new Error('--cases is a whole number, at least 1');
  const isAll = values.mix === undefined && values.family === undefined;
  const wanted = {
    set: values.set as SeedSet,
    mixes: isAll ? MIXES : values.mix === undefined ? [] : [mixOf(values.mix)],
    families: isAll ? FAMILIES : values.family === undefined ? [] : [familyOf(values.family)],
    mixCases: cases,
    familyCases: cases ?? (isAll ? FAMILY_CASES : SINGLE_FAMILY_CASES),
    blocks: values.spread ? SPREAD_BLOCKS : 0,
  };
  return { wanted, isJson: values.json, isWritten: values.write };
}

function run({ wanted, isJson, isWritten }: Options): number {
  const report = makeReport(wanted, (line) => process.stderr.write(`${line}\n`));
  const table = tableOf(report);
  process.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : table);
  if (isWritten) {
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, 'table.md'), table);
    for (const section of report.mixes) writeFileSync(join(RESULTS, `${section.name}.svg`), plotOf(section));
  }
  return report.repeat.isSame ? 0 : 1;
}

function main(): number {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`bench:detection: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  return run(options);
}

process.exitCode = main();
