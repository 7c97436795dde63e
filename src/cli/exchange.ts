/** `magpie exchange`: other agencies' systems over the API, and the check of a signed file. Secrets are printed once, when they are made. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { faultOf } from '../orders/exchange/signing.ts';
import { OperatorError, operatorLine } from '../server/operator-error.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';
import { DEFAULT_URL } from './registry/api.ts';
import { present, runVerb, UsageError, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie exchange endpoint create --agency <id> --webhook <url>|--folder --exercise|--real
                                [--network public|private|loopback] [--tell <code>|'*'…] [--accept <kind>…]
                                [--no-receipts] [--signing hmac|ed25519] [--their-key <key>] [--url URL]
       magpie exchange endpoint rotate --endpoint <id> [--direction out|in|both] [--their-key <key>] [--url URL]
       magpie exchange endpoint stop --endpoint <id> [--url URL]
       magpie exchange endpoint list [--url URL]
       magpie exchange addressee --order <id> --agency <id> [--url URL]
       magpie exchange verify --file <file.json> --key <whsec_…|whpk_…>

Connects another agency's system, gives it new secrets, stops it, or lists all; names the office that is told under an
order; checks a file and its .sig with a key. docs/exchange.md is for the engineer on the other side.

  --webhook <url>          where notices are posted; https, or plain http to this machine
  --folder                 files in a folder of the server instead; list says where
  --exercise, --real       of whom it is told: one of the two must be said, and they never mix
  --network <which>        where its address may lie (default public); private: an agencies' own network
  --tell <code>            which notices go there, '*' for all; may be repeated (default: all)
  --accept <kind>          court-decision, protected-details, receipt, non-indictment, acquittal; may be repeated
                           (default: receipt)
  --no-receipts            that system sends no receipts: what it took counts as received by it
  --signing <how>          hmac: one secret, known to both (default); ed25519: they get a public key
  --their-key <key>        what they sign with, whpk_… or whsec_…; left out: a secret is made for them
  --direction <which>      out: what we sign with; in: what they sign with (default both). The old ones are good for a
                           day more
  --url <url>              the server (default ${DEFAULT_URL})

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer, or the file does not verify; 2 wrong usage
`;

const THEIR_KEY = { 'their-key': { type: 'string' } } as const;

const ENDPOINT_VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: {
      ...{
        agency: { type: 'string' },
        webhook: { type: 'string' },
        folder: { type: 'boolean' },
        network: { type: 'string' },
      },
      ...{ exercise: { type: 'boolean' }, real: { type: 'boolean' }, signing: { type: 'string' }, ...THEIR_KEY },
      ...{ tell: { type: 'string', multiple: true }, accept: { type: 'string', multiple: true } },
      'no-receipts': { type: 'boolean' },
    },
    run: (api, given) => {
      const [exercise, real] = [given.flag('exercise'), given.flag('real')];
      if (exercise === real) throw new UsageError('say one of --exercise and --real');
      const url = given.optional('webhook');
      if ((url === undefined) !== given.flag('folder')) throw new UsageError('say one of --webhook and --folder');
      const [tells, accepts] = [given.every('tell'), given.every('accept')];
      const body = {
        ...{ agencyId: given.needed('agency'), kind: url === undefined ? 'folder' : 'webhook', url, exercise },
        ...{ tells: tells.length === 0 ? ['*'] : tells, accepts: accepts.length === 0 ? ['receipt'] : accepts },
        ...{
          network: given.optional('network'),
          signing: given.optional('signing'),
          theirKey: given.optional('their-key'),
        },
        expectsReceipt: !given.flag('no-receipts'),
      };
      return api.post('/api/exchange/endpoints', present(body));
    },
  },
  rotate: {
    options: { endpoint: { type: 'string' }, direction: { type: 'string' }, ...THEIR_KEY },
    run: (api, given) =>
      api.post(
        `/api/exchange/endpoints/${encodeURIComponent(given.needed('endpoint'))}/rotate`,
        present({ direction: given.optional('direction'), theirKey: given.optional('their-key') }),
      ),
  },
  stop: {
    options: { endpoint: { type: 'string' } },
    run: (api, given) => api.post(`/api/exchange/endpoints/${encodeURIComponent(given.needed('endpoint'))}/stop`, {}),
  },
  list: { options: {}, run: (api) => api.get('/api/exchange/endpoints') },
};

const VERBS: Readonly<Record<string, Verb>> = {
  addressee: {
    options: { order: { type: 'string' }, agency: { type: 'string' } },
    run: (api, given) =>
      api.post('/api/exchange/addressees', { orderId: given.needed('order'), agencyId: given.needed('agency') }),
  },
};

/** When it was signed says nothing of whether it still is what was signed: its age is told, and not judged. */
async function verify(file: string, key: string): Promise<Record<string, unknown>> {
  const [body, headers] = await read(file);
  const signedAtS = Number(headers['webhook-timestamp']);
  const fault = faultOf([key], headers, body, signedAtS * 1_000, 0);
  if (fault !== null)
    throw new OperatorError(`${file} does not verify: ${fault}.`, 'Ask whoever sent it to send it again.');
  return { ok: true, id: headers['webhook-id'], signedAt: new Date(signedAtS * 1_000).toISOString() };
}

async function read(file: string): Promise<[Buffer, Record<string, string>]> {
  try {
    return [await readFile(file), JSON.parse(await readFile(`${file}.sig`, 'utf8')) as Record<string, string>];
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'its signature is no JSON' : ((error as NodeJS.ErrnoException).code ?? 'unknown');
    throw new OperatorError(
      `${file} or ${file}.sig cannot be read (${why}).`,
      'A file and its signature lie side by side.',
    );
  }
}

/** Asks no server, and needs no data folder: it runs where the file is. */
async function runVerify(args: string[], io: CommandIo): Promise<number> {
  try {
    const options = { file: { type: 'string' }, key: { type: 'string' } } as const;
    const { file, key } = parseArgs({ args, options, strict: true, allowPositionals: false }).values;
    if (file === undefined || key === undefined) throw new UsageError('--file and --key are needed');
    io.stdout.write(`${JSON.stringify(await verify(file, key))}\n`);
    return EXIT_OK;
  } catch (error) {
    const isBad = error instanceof OperatorError;
    const line = isBad ? operatorLine(error) : `${(error as Error).message} See: magpie exchange --help`;
    io.stderr.write(`magpie exchange verify: ${line}\n`);
    return isBad ? EXIT_BAD_INPUT : EXIT_USAGE;
  }
}

export function run(args: string[], io: CommandIo): Promise<number> {
  const [noun, ...rest] = args;
  if (noun === 'endpoint') return runVerb('exchange endpoint', ENDPOINT_VERBS, rest, io);
  return noun === 'verify' ? runVerify(rest, io) : runVerb('exchange', VERBS, args, io);
}
