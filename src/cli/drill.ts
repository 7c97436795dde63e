/**
 * `magpie drill <scenario>`: simulated people walk, drive and ride through the made-up city, and their simulated phones
 * and trackers send real frames to a running server. Prints no position and no secret.
 */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { z } from 'zod';
import { systemClock } from '../core/clock.ts';
import { SECOND_MS, toIso } from '../core/time.ts';
import { createCity } from '../drills/city/city.ts';
import { cityGeoJson } from '../drills/city/geojson.ts';
import { DEMO_NAME } from '../drills/scenarios/demo.ts';
import { SCENARIOS } from '../drills/scenarios/registry.ts';
import { createDrillWorld, type DeviceAccess, type DrillProgress, startDrill } from '../drills/service.ts';
import { OperatorError } from '../server/operator-error.ts';
import { type CommandIo, EXIT_OK, EXIT_USAGE } from './command.ts';
import { NAMES, type Request, readArgs, SPEED_MAX, seedOf, USAGE } from './drill/request.ts';
import { writeLine } from './line-io.ts';

const REACH_MS = 5_000;
export const help = `${USAGE}

Plays a training scenario against a running server through its public device inputs. Everyone in it is made up.

  --list              the scenarios, each with what will happen and what is expected, as text
  --city              the made-up city as GeoJSON on standard output
  --devices <file>    the simulated devices and their secrets (drill.json in the data folder, written by the server)
  --url <url>         the phones' listener (default: the one named in the devices file, which names the trackers' ports as well)
  --speed <n>         people move n times as fast, 1 to ${SPEED_MAX} (default 1); devices still report every 5 s, so what is
                      faster than people can be is rightly found suspicious
  --language <l>      en or ko: the language of what is told on standard error (default en)
  --twin <device>     of that wearer's tracker two speak at once under one name, as if one were not it (w2-device)
  --seed <n>          another city and other chances; the server's orders and map stay those of its own seed

Scenarios: ${NAMES.join(', ')}.

The server's own demonstration uses the same devices: start the server with --no-drill first.

Standard output has one JSON line for each thing that happens: at, elapsedS, kind (step, delivering, failing, told, finished),
and says, or device and why or command. The same is told on standard error. Ctrl-C stops it.

exit: 0 played, or stopped by Ctrl-C; 1 the server was not there or refused a device; 2 wrong usage
`;

const devicesSchema = z.object({
  devices: z.array(
    z.object({
      castKey: z.string(),
      token: z.string().nullable(),
      externalId: z.string().nullish(),
      payloadKeyHex: z.string().nullish(),
      deviceUrl: z.string(),
    }),
  ),
});

export async function run(args: string[], io: CommandIo): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    return await runUntil(args, io, stop);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** As `run`, with the wish to stop passed in. */
export async function runUntil(args: string[], io: CommandIo, stop: AbortController): Promise<number> {
  const request = readArgs(args);
  if (request === 'list') return list(io);
  if (request === 'city') {
    await writeLine(io.stdout, JSON.stringify(cityGeoJson(createCity(seedOf(args)))));
    return EXIT_OK;
  }
  if (typeof request === 'string') {
    io.stderr.write(`magpie drill: ${request}\n${USAGE}\n`);
    return EXIT_USAGE;
  }
  const devices = await readDevices(request);
  const phone = devices.find(({ deviceUrl }) => /^https?:/.test(deviceUrl));
  const url = request.url ?? phone?.deviceUrl ?? devices[0]!.deviceUrl;
  await demandServer(url);
  return play(request, devices, io, stop);
}

async function play(
  request: Request,
  devices: readonly DeviceAccess[],
  io: CommandIo,
  stop: AbortController,
): Promise<number> {
  const world = createDrillWorld(request.seed);
  const plan = world.plan(request.scenario)!;
  const missing = world.cast.devices.filter(
    (device) => plan.actors.has(device.person) && !devices.some((d) => d.castKey === device.key),
  );
  if (missing.length > 0) throw unknownDevice(missing[0]!.key, request);
  const say = (line: string): void => void io.stderr.write(`magpie drill: ${line}\n`);
  say(`${plan.title[request.language]} - EXERCISE, with ${plan.actors.size} simulated people`);
  let refused: string | null = null;
  const drill = await startDrill({
    devices,
    ...(request.url === null ? {} : { baseUrl: request.url }),
    ...(request.twin === null ? {} : { twins: new Set([request.twin]) }),
    clock: systemClock,
    play: { plan, cast: world.cast },
    speed: request.speed,
    signal: stop.signal,
    onProgress: (progress) => {
      void writeLine(io.stdout, JSON.stringify(lineOf(progress)));
      const told = tell(progress, request.language);
      if (told !== null) say(told);
      if (progress.kind === 'failing' && /^4(?!29)\d\d$/.test(progress.why)) {
        refused = progress.device;
        stop.abort();
      }
    },
  });
  await drill.done;
  say(`${drill.delivered} reports delivered`);
  if (refused !== null) throw unknownDevice(refused, request);
  return EXIT_OK;
}

function lineOf({ elapsedMs, ...rest }: DrillProgress): object {
  return { at: toIso(systemClock.nowMs()), elapsedS: Math.round(elapsedMs / SECOND_MS), ...rest };
}

function tell(progress: DrillProgress, language: 'en' | 'ko'): string | null {
  const seconds = Math.round(progress.elapsedMs / SECOND_MS);
  const at = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  switch (progress.kind) {
    case 'step':
      return `${at} ${progress.says[language]}`;
    case 'failing':
      return `${at} ${progress.device}: the server does not take its reports (${progress.why}); it tries again`;
    case 'finished':
      return `${at} the scenario is over`;
    case 'told':
      return `${at} ${progress.device}: the server tells it ${progress.command}, and it obeys`;
    case 'delivering':
      return null;
  }
}

async function readDevices(request: Request): Promise<readonly DeviceAccess[]> {
  const text = await readFile(request.devicesPath, 'utf8').catch(() => null);
  if (text === null) {
    throw new OperatorError(
      'The file of simulated devices cannot be read.',
      'Start the server once with its drill (npm start), or name the file with --devices.',
    );
  }
  const parsed = devicesSchema.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data.devices.length === 0) {
    throw new OperatorError(
      'The file of simulated devices is not one.',
      'Name the drill.json that the server wrote with --devices.',
    );
  }
  return parsed.data.devices.map(({ payloadKeyHex = null, ...rest }) => ({ ...rest, payloadKeyHex }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A connection and no request: nothing of the server's is touched before the drill begins. */
async function demandServer(url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
    socket.setTimeout(REACH_MS, () => socket.destroy(new Error('no answer')));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
  if (!reached) {
    throw new OperatorError(
      `No server answers at ${new URL(url).origin}.`,
      'Start it with "npm start -- --no-drill", or give its device address with --url.',
    );
  }
}

function unknownDevice(device: string, request: Request): OperatorError {
  const known = request.url === null ? '--devices' : '--devices and --url';
  return new OperatorError(
    `The server does not know the simulated device ${device}.`,
    `The devices file is another server's: check ${known}.`,
  );
}

function list(io: CommandIo): number {
  for (const scenario of SCENARIOS) {
    io.stdout.write(`${scenario.name}\n  ${scenario.title.en} / ${scenario.title.ko}\n`);
    io.stdout.write(`  ${scenario.briefing.en}\n  ${scenario.briefing.ko}\n`);
    for (const { says } of scenario.expectations) io.stdout.write(`  - ${says.en} / ${says.ko}\n`);
  }
  io.stdout.write(
    `${DEMO_NAME}\n  The whole cast at once, scenario after scenario, until stopped: what npm start plays.\n`,
  );
  return EXIT_OK;
}
