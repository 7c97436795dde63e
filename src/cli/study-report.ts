/** `magpie study-report`: compares alternative rules of disclosure in simulated lives, for those who make the law. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../core/clock.ts';
import { renderCsv, renderHtml } from '../insight/study/render.ts';
import { type Study, studySchema } from '../insight/study/study.ts';
import { STUDY_LANGUAGES } from '../insight/study/words.ts';
import { readLaw } from '../server/law.ts';
import { OperatorError } from '../server/operator-error.ts';
import { type CommandIo, EXIT_OK, EXIT_USAGE } from './command.ts';
import { runStudy } from './study/run.ts';

const USAGE = 'usage: magpie study-report <jurisdiction> [--study <file>] [--out <folder>]';

export const help = `${USAGE}

Plays simulated lives in made-up cities through the production engine, asks each alternative rule every 5 s what it shows to whom, and
writes what came of it: minutes of warning gained against hours tracked, places shown and people affected, by role.

  <jurisdiction>   whose study: jp
  --study <file>   what is compared and played (default jurisdictions/<jurisdiction>/study.json)
  --out <folder>   where study.json, study.csv and a page to print in each language go (default: study.json to standard output)

Nobody real is in it. The same study gives the same figures. Needs neither server nor database; takes about half a minute.

exit: 0 done; 1 the study cannot be read; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const given = parse(args);
  if (given === null) {
    io.stderr.write(`${USAGE}\n`);
    return EXIT_USAGE;
  }
  const study = await readStudy(given.jurisdiction, given.study);
  const report = runStudy(study, readLaw(), systemClock.nowMs(), (line) => io.stderr.write(`${line}\n`));
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (given.out === undefined) {
    io.stdout.write(json);
    return EXIT_OK;
  }
  await mkdir(given.out, { recursive: true });
  const files: [string, string][] = [
    ['study.json', json],
    ['study.csv', renderCsv(report)],
    ...STUDY_LANGUAGES.map((language): [string, string] => [`study.${language}.html`, renderHtml(report, language)]),
  ];
  for (const [name, text] of files) {
    await writeFile(join(given.out, name), text);
    io.stdout.write(`${join(given.out, name)}\n`);
  }
  return EXIT_OK;
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({ args, options: { study: text, out: text }, allowPositionals: true });
    const [jurisdiction, ...more] = positionals;
    return jurisdiction === undefined || more.length > 0 ? null : { jurisdiction, ...values };
  } catch {
    return null;
  }
}

async function readStudy(jurisdiction: string, given: string | undefined): Promise<Study> {
  if (!/^[a-z]+$/.test(jurisdiction)) throw new OperatorError('That is no jurisdiction.', 'Name one like jp.');
  const file = given ?? fileURLToPath(new URL(`../../jurisdictions/${jurisdiction}/study.json`, import.meta.url));
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new OperatorError(`There is no ${file}.`, 'Write one like jurisdictions/jp/study.json.');
  const parsed = studySchema.safeParse(json(text, file));
  if (parsed.success && parsed.data.jurisdiction === jurisdiction) return parsed.data;
  const what = parsed.success
    ? `jurisdiction: is '${parsed.data.jurisdiction}'`
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new OperatorError(`${file} is no study of ${jurisdiction}: ${what}.`, 'Mend it.');
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OperatorError(`${file} is not JSON.`, 'Mend it.');
  }
}
