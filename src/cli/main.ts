/** `magpie <command>`: finds the command, gives it its streams, and ends with its exit code. */
import type { Writable } from 'node:stream';
import { operatorLine } from '../server/operator-error.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';

interface Command {
  readonly help: string;
  run(args: string[], io: CommandIo): Promise<number>;
}

/** The registry: what each is for in a line, and where it is. Loaded only when it is asked for. */
const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
  start: { about: 'run the server, its database and the drill', load: () => import('./start.ts') },
  decode: { about: 'what captured device frames say', load: () => import('./decode.ts') },
  replay: { about: 'findings of the engine over recorded fixes', load: () => import('./replay.ts') },
  play: { about: 'send a recorded track through the real device input', load: () => import('./play.ts') },
  drill: { about: 'run a training scenario against a running server', load: () => import('./drill.ts') },
  agency: { about: 'add and list agencies', load: () => import('./agency.ts') },
  places: { about: 'import places with people, which protected persons are shown', load: () => import('./places.ts') },
  'sign-in': { about: "let an agency's staff sign in through the agency", load: () => import('./sign-in.ts') },
  person: { about: 'add and list people', load: () => import('./person.ts') },
  device: { about: 'add, assign and list devices', load: () => import('./device.ts') },
  quarantine: { about: 'what devices sent and could not be taken', load: () => import('./quarantine.ts') },
  retention: { about: 'what is to be erased, and what was', load: () => import('./retention.ts') },
  keys: { about: 'change the keys of the key store', load: () => import('./keys.ts') },
  notify: { about: 'what would have gone to telephones in an exercise', load: () => import('./notify.ts') },
  traccar: { about: 'what goes into a Traccar server that forwards here', load: () => import('./traccar.ts') },
  exchange: { about: "connect other agencies' systems", load: () => import('./exchange.ts') },
  assignment: { about: 'say who works on which case', load: () => import('./assignment.ts') },
  order: { about: 'add, end and list court orders', load: () => import('./order.ts') },
  pack: { about: 'check the pack of a jurisdiction', load: () => import('./pack.ts') },
  'verify-log': { about: 'check the public log of disclosures and changes', load: () => import('./verify-log.ts') },
  'compare-log': { about: "hold the database's rows against the public log", load: () => import('./compare-log.ts') },
  'study-report': { about: 'compare rules of disclosure in simulated lives', load: () => import('./study-report.ts') },
};

function usage(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  return [
    'usage: magpie <command> [arguments]',
    '',
    ...lines,
    '',
    '"magpie <command> --help" documents each.',
    '',
  ].join('\n');
}

/** Runs one command line; the exit code. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.stderr : io.stdout).write(usage());
    return name === undefined ? EXIT_USAGE : EXIT_OK;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    io.stderr.write(`magpie: there is no command "${name}"\n${usage()}`);
    return EXIT_USAGE;
  }
  const command = await entry.load();
  const own = rest.indexOf('--') === -1 ? rest : rest.slice(0, rest.indexOf('--'));
  if (own.includes('--help') || own.includes('-h')) {
    io.stdout.write(`${command.help.trimEnd()}\n`);
    return EXIT_OK;
  }
  return await command.run(rest, io);
}

const FLUSH_MS = 5_000;

/** Waits until what was written has left the process, or its reader has; not for a reader that neither reads nor goes. */
function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, FLUSH_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    stream.once('close', done);
    stream.write('', done);
  });
}

if (import.meta.main) {
  const io: CommandIo = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const code = await main(process.argv.slice(2), io).catch((error: unknown) => {
    process.stderr.write(`magpie: ${operatorLine(error)}\n`);
    return EXIT_BAD_INPUT;
  });
  await flush(process.stdout);
  // Standard input may still be open: nobody waits for it.
  process.exit(code);
}
