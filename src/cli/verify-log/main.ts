/**
 * `magpie verify-log`, and `node src/cli/verify-log/main.ts` for whoever copies this folder and nothing else: it imports Node's own modules only.
 */
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { verifyProofs } from './proof.ts';
import { openSource } from './source.ts';
import { verifyLog } from './verify.ts';

const USAGE = `usage: magpie verify-log <dir|url> [--key <vkey>] [--since <checkpoint>]
       magpie verify-log --proof <file> --key <vkey>`;

export const help = `${USAGE}

Checks a log from its public files (C2SP tlog-tiles): the checkpoint's signature, every entry and hash, the root, and what witnesses and an
earlier checkpoint saw. Shares no code with the server, and needs neither it nor a database. Prints one line:

  {"ok":true,"size":1024,"root":"<base64>","keyId":"<8 hex digits>","reason":null}

reason begins with what it is: missing, wrong, unsigned, truncated, forked, unreadable.

  <dir|url>          a folder with checkpoint, tile/ and key, or the address that serves them (https://<name>/log/)
  --key <vkey>       the log's key, as you know it from elsewhere; without it the log's own is taken, and a warning is said
  --since <file>     a checkpoint of before, or a witness's copy: finds that the log was cut short or forked since
  --proof <file>     checks inclusion proofs instead, a file of one or of several, and prints a line for each with what its entry says

exit: 0 it verifies; 1 it does not; 2 wrong usage
`;

export interface VerifyIo {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

export async function run(args: string[], io: VerifyIo): Promise<number> {
  const given = argumentsOf(args);
  const files = given === null ? null : await filesOf(given, io);
  if (given === null || files === null) {
    io.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { where, key } = given;
  const note = (line: string) => io.stderr.write(`verify-log: ${line}\n`);
  const verdicts =
    files.proof === null
      ? [await verifyLog({ source: openSource(where), key, since: files.since, note })]
      : verifyProofs(files.proof.toString('utf8'), key ?? '');
  for (const verdict of verdicts) io.stdout.write(`${JSON.stringify(verdict)}\n`);
  return verdicts.every(({ ok }) => ok) ? 0 : 1;
}

interface Given {
  readonly where: string;
  readonly key: string | null;
  readonly since: string | null;
  readonly proof: string | null;
}

function argumentsOf(args: string[]): Given | null {
  try {
    const options = { key: { type: 'string' }, since: { type: 'string' }, proof: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const { key = null, since = null, proof = null } = values;
    const [where = ''] = positionals;
    const isProof = proof !== null && positionals.length === 0 && key !== null && since === null;
    return isProof || (proof === null && positionals.length === 1 && where !== '')
      ? { where, key, since, proof }
      : null;
  } catch {
    return null;
  }
}

/** Null: one of them cannot be read. */
async function filesOf(
  { since, proof }: Given,
  io: VerifyIo,
): Promise<{ since: Buffer | null; proof: Buffer | null } | null> {
  const read = async (path: string | null): Promise<Buffer | null> => (path === null ? null : await readFile(path));
  try {
    return { since: await read(since), proof: await read(proof) };
  } catch (error) {
    io.stderr.write(`verify-log: a file cannot be read (${(error as NodeJS.ErrnoException).code})\n`);
    return null;
  }
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), process);
