/** What the command line of `magpie drill` asks for. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CITY_SEED } from '../../drills/city/city.ts';
import { DEMO_NAME } from '../../drills/scenarios/demo.ts';
import { SCENARIOS } from '../../drills/scenarios/registry.ts';
import { dataFolder } from '../../server/folders.ts';

export const SPEED_MAX = 20;
export const USAGE =
  'usage: magpie drill <scenario> [--url URL] [--devices data/drill.json] [--speed 1] [--seed N] | --list | --city';
export const NAMES = [...SCENARIOS.map((s) => s.name), DEMO_NAME];

export interface Request {
  readonly scenario: string;
  readonly url: string | null;
  readonly devicesPath: string;
  readonly speed: number;
  readonly language: 'en' | 'ko';
  readonly seed: number;
  /** Key of a tracker of which two speak at once under one name; null: none. */
  readonly twin: string | null;
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        list: flag,
        city: flag,
        url: text,
        devices: text,
        speed: text,
        language: text,
        seed: text,
        twin: text,
      },
    });
  } catch {
    return null;
  }
}

export function seedOf(args: string[]): number {
  return Number(parse(args)?.values.seed ?? CITY_SEED);
}

/** `list`, `city`, a request, or what is wrong with the arguments. */
export function readArgs(args: string[]): Request | string {
  const parsed = parse(args);
  if (parsed === null) return 'unknown option';
  const { values, positionals } = parsed;
  const seed = seedOf(args);
  if (!Number.isInteger(seed) || seed < 0) return '--seed: a whole number from 0';
  if (values.list) return 'list';
  if (values.city) return 'city';
  const [scenario, ...more] = positionals;
  if (scenario === undefined || more.length > 0) return `name one scenario: ${NAMES.join(', ')}`;
  if (!NAMES.includes(scenario)) return `there is no scenario "${scenario}"; there are ${NAMES.join(', ')}`;
  const speed = Number(values.speed ?? 1);
  if (!(speed >= 1 && speed <= SPEED_MAX)) return `--speed: 1 to ${SPEED_MAX}`;
  const { language = 'en', url = null, twin = null } = values;
  if (twin !== null && !/^w\d+-device$/.test(twin)) return "--twin: a wearer's device, like w2-device";
  if (language !== 'en' && language !== 'ko') return '--language: en or ko';
  if (url !== null && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
    return '--url: http:// or https://';
  const devicesPath = values.devices ?? join(dataFolder(process.env), 'drill.json');
  return { scenario, url, devicesPath, speed, language, seed, twin };
}
