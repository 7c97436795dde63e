/** `magpie traccar`: the lines of traccar.xml by which a Traccar server forwards to this one, with the secret. */
import { parseArgs } from 'node:util';
import { dataFolder } from '../server/folders.ts';
import { OperatorError } from '../server/operator-error.ts';
import { readTraccarSecret } from '../server/traccar-secret.ts';
import { type CommandIo, EXIT_OK, EXIT_USAGE } from './command.ts';

const DEFAULT_DEVICE_URL = 'http://127.0.0.1:5055';
const USAGE = 'usage: magpie traccar [--device-url URL] [--secret]';

export const help = `${USAGE}

Prints what goes into a Traccar server's traccar.xml so that it forwards to this Magpie: its addresses, and the secret by which
it proves itself. Whoever has the secret can report for every device of protocol traccar: keep the output to yourself.

  --device-url <url>   where that server reaches the device listener (default ${DEFAULT_DEVICE_URL})
  --secret             print the secret alone

MAGPIE_DATA names the data folder, MAGPIE_TRACCAR_SECRET a secret of your own: the same as for the server.

exit: 0 done; 1 there is no secret yet, or it cannot be used; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const given = parseOptions(args);
  const deviceUrl = given?.['device-url'] ?? DEFAULT_DEVICE_URL;
  if (given === null || !URL.canParse(deviceUrl)) {
    io.stderr.write(`${USAGE}\n`);
    return EXIT_USAGE;
  }
  const secret = await readTraccarSecret(dataFolder(env), env);
  if (secret === null) {
    throw new OperatorError(
      'There is no secret for Traccar yet.',
      'Start Magpie once with this data folder: it makes one.',
    );
  }
  io.stdout.write(given.secret === true ? `${secret}\n` : entries(deviceUrl, secret));
  return EXIT_OK;
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({ args, options: { 'device-url': { type: 'string' }, secret: { type: 'boolean' } } }).values;
  } catch {
    return null;
  }
}

/** Traccar reads the event type's default, json, as we need it. */
function entries(deviceUrl: string, secret: string): string {
  const header = `Authorization: Bearer ${secret}`;
  const settings = [
    ['forward.url', new URL('/traccar', deviceUrl).href],
    ['forward.type', 'json'],
    ['forward.header', header],
    ['forward.retry.enable', 'true'],
    ['event.forward.url', new URL('/traccar/events', deviceUrl).href],
    ['event.forward.header', header],
  ];
  return settings.map(([key, value]) => `<entry key='${key}'>${escaped(value!)}</entry>\n`).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
