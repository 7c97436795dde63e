/** `magpie pack`: whether a pack of a jurisdiction holds together, with the line of everything that is wrong in it. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PackError, problemLine } from '../orders/packs/located.ts';
import { readPack } from '../orders/packs/read.ts';
import { OperatorError } from '../server/operator-error.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';

const USAGE = 'usage: magpie pack check <file>…';

export const help = `${USAGE}

Reads files of jurisdictions/<code>/, with the version that each rests on beside it, and prints everything that is wrong, a line each:

  jurisdictions/kr/2026.10.02-6.json:252: measures.0.article: a rule without a source: …

For one that holds together it prints the name of its version: kr@2026.10.02-6+95bcc3941dfb. docs/jurisdictions.md tells how to write one.
Needs neither server nor database.

exit: 0 all hold together; 1 something is wrong, or a file is not there; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const files = filesOf(args);
  if (files === null) {
    io.stderr.write(`${USAGE}\n`);
    return EXIT_USAGE;
  }
  let code: number = EXIT_OK;
  for (const file of files) {
    if (!existsSync(file)) throw new OperatorError(`There is no ${file}.`, 'Name the file of a pack.');
    const lines = check(file);
    io.stdout.write(`${lines.text.join('\n')}\n`);
    if (!lines.isGood) code = EXIT_BAD_INPUT;
  }
  return code;
}

function filesOf(args: string[]): readonly string[] | null {
  try {
    const [verb, ...files] = parseArgs({ args, options: {}, allowPositionals: true }).positionals;
    return verb === 'check' && files.length > 0 ? files : null;
  } catch {
    return null;
  }
}

function check(file: string): { readonly isGood: boolean; readonly text: readonly string[] } {
  try {
    return { isGood: true, text: [readPack(file, file).versionId] };
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return { isGood: false, text: error.problems.map(problemLine) };
  }
}
