/** `magpie start` (`npm start`): builds the pages, runs the server until Ctrl-C, and ends only when everything has stopped. */
import { parseArgs } from 'node:util';
import { systemClock } from '../core/clock.ts';
import { dataFolder } from '../server/folders.ts';
import { type Running, start } from '../server/main.ts';
import { OperatorError } from '../server/operator-error.ts';
import { parsePort } from '../server/ports.ts';
import { buildWeb, WEB_DIST } from './build-web.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';

const USAGE = 'usage: magpie start [--port <n>] [--device-port <n>] [--mqtt-port <n>] [--lan] [--drill | --no-drill]';

export const help = `${USAGE}

Runs everything in one process: the pages, the device input, the embedded PostgreSQL, and a drill in a made-up city. Prints a
one-time sign-in link for each role; "Magpie is ready" is the last line. Ctrl-C stops it all; what was stored stays.

  --port <n>          the pages' port (8420, or MAGPIE_PORT); when it is taken, the next free one, which is said
  --device-port <n>   the device input's port (5055, or MAGPIE_DEVICE_PORT); likewise
  --mqtt-port <n>     the MQTT broker's port for OwnTracks (1883, or MAGPIE_MQTT_PORT); likewise
  --lan               open to the local network, with TLS, so that a real phone can take part
  --drill             seed and play the drill also where the database already holds other data
  --no-drill          play no drill

environment:
  MAGPIE_DATA         folder for secrets and database (data in the checkout)
  DATABASE_URL        a PostgreSQL of your own, 15 or later, instead of the embedded one
  DATABASE_OWNER_URL  who migrates it, when that is another role
  MAGPIE_PUBLIC_URL   by which people reach the pages: https://<name>/; passkeys belong to that name (docs/operate/sign-in.md)
  MAGPIE_REAL_PERSONS yes: real persons may be entered, and the server starts only where docs/operate/real-persons.md says it may
  MAGPIE_KEY_IN_DATA_FOLDER   yes: with real persons, that the key store lies in the data folder is accepted
  MAGPIE_TRUSTED_PROXIES  addresses or networks of your own proxies, which are believed about where a request comes from; none when unset
  MAGPIE_TRACKERS     all, none, or protocols with or without a port (gt06, watch:6093); all when unset
  MAGPIE_DEVICE_ALLOW networks whose trackers may connect (10.20.0.0/16, 192.0.2.7); any when unset
  MAGPIE_DEVICE_TLS   offered (where data/tls has a certificate), required or off
  MAGPIE_PHONE_URL    where phones that people set up themselves report to, when a proxy stands before the device input: https://host/
  MAGPIE_MQTT_URL     an MQTT broker of your own to which OwnTracks reports, besides the embedded one: mqtts://user:password@host
  MAGPIE_MQTT_CLIENT_ID   under which that broker keeps our session (magpie): another for each Magpie
  MAGPIE_TRACCAR_SECRET   what a Traccar that forwards to us proves itself by (made in the data folder; see magpie traccar)`;

const PORT = '8420';
const DEVICE_PORT = '5055';
const MQTT_PORT = '1883';
/** One Ctrl-C may arrive several times: from the terminal and from each program above this one. */
const SAME_MS = 1_000;
const STOP_MS = 45_000;

interface Flags {
  readonly port: number;
  readonly devicePort: number;
  readonly mqttPort: number;
  readonly lan: boolean;
  readonly drill: 'auto' | 'yes' | 'no';
}

function parseFlags(args: string[], env: NodeJS.ProcessEnv): Flags | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'device-port': { type: 'string' },
        'mqtt-port': { type: 'string' },
        lan: { type: 'boolean' },
        drill: { type: 'boolean' },
        'no-drill': { type: 'boolean' },
      },
    });
    if (values.drill === true && values['no-drill'] === true) return null;
    return {
      port: parsePort(values.port ?? env.MAGPIE_PORT ?? PORT, values.port === undefined ? 'MAGPIE_PORT' : '--port'),
      devicePort: parsePort(
        values['device-port'] ?? env.MAGPIE_DEVICE_PORT ?? DEVICE_PORT,
        values['device-port'] === undefined ? 'MAGPIE_DEVICE_PORT' : '--device-port',
      ),
      mqttPort: parsePort(
        values['mqtt-port'] ?? env.MAGPIE_MQTT_PORT ?? MQTT_PORT,
        values['mqtt-port'] === undefined ? 'MAGPIE_MQTT_PORT' : '--mqtt-port',
      ),
      lan: values.lan === true,
      drill: values.drill === true ? 'yes' : values['no-drill'] === true ? 'no' : 'auto',
    };
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    return null;
  }
}

/** Resolves at the first signal. A second one, later than any echo of the first, ends the process at once. */
function firstSignal(): { readonly came: Promise<void>; readonly aborted: AbortSignal; hasCome(): boolean } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const controller = new AbortController();
  let atMs: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (atMs !== null && performance.now() - atMs > SAME_MS) process.exit(130);
      atMs ??= performance.now();
      controller.abort();
      resolve();
    });
  }
  return { came: promise, aborted: controller.signal, hasCome: () => atMs !== null };
}

async function stopWithin(running: Running): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), STOP_MS);
  });
  const stopped = await Promise.race([running.stop().then(() => true as const), late]);
  clearTimeout(timer);
  return stopped;
}

export async function run(args: string[], io: CommandIo): Promise<number> {
  const say = (line: string): void => void io.stderr.write(`magpie: ${line}\n`);
  const print = (line: string): void => void io.stdout.write(`${line}\n`);
  const flags = parseFlags(args, process.env);
  if (flags === null) {
    io.stderr.write(`${USAGE}\n`);
    return EXIT_USAGE;
  }
  const signal = firstSignal();
  let running: Running;
  try {
    running = await start({
      ...flags,
      dataFolder: dataFolder(process.env),
      pagesRoot: WEB_DIST,
      prepare: () => buildWeb(say, signal.aborted),
      env: process.env,
      clock: systemClock,
      say,
      print,
    });
  } catch (error) {
    // Ctrl-C reaches the programs that a start runs, too: what they then say is no failure.
    if (!signal.hasCome()) throw error;
    print('Magpie has stopped');
    return EXIT_OK;
  }
  await signal.came;
  say('stopping');
  if (!(await stopWithin(running))) {
    say(`not everything stopped within ${STOP_MS / 1000} s; the next start clears up`);
    return EXIT_BAD_INPUT;
  }
  print('Magpie has stopped');
  return EXIT_OK;
}
