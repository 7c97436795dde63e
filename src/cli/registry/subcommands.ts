/** `magpie <noun> <verb> --options`: the verbs of one noun, their options, and how their errors end. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorError, operatorLine } from '../../server/operator-error.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from '../command.ts';
import { type Api, DEFAULT_URL, type Json, openApi } from './api.ts';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** Option values as given. */
export class Given {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  needed(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new UsageError(`--${name} is missing`);
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  every(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  wholeNumber(name: string): number | undefined {
    const value = this.optional(name);
    return value === undefined ? undefined : wholeNumber(value, `--${name}`);
  }
}

export interface Verb {
  /** Besides --url, which all have. */
  readonly options: ParseArgsOptionsConfig;
  /** The JSON to print; a list is a line each. */
  readonly run: (api: Api, given: Given) => Promise<Json | readonly Json[]>;
}

export async function runVerb(
  noun: string,
  verbs: Readonly<Record<string, Verb>>,
  args: readonly string[],
  io: CommandIo,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  try {
    const [name, ...rest] = args;
    const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb === undefined) throw new UsageError(`say one of: ${Object.keys(verbs).join(', ')}`);
    const given = parse(verb, rest);
    const api = await openApi(given.optional('url') ?? DEFAULT_URL, env);
    for (const line of [await verb.run(api, given)].flat()) io.stdout.write(`${JSON.stringify(line)}\n`);
    return EXIT_OK;
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`magpie ${noun}: ${error.message}. See: magpie ${noun} --help\n`);
      return EXIT_USAGE;
    }
    if (!(error instanceof OperatorError)) throw error;
    io.stderr.write(`magpie ${noun}: ${operatorLine(error)}\n`);
    return EXIT_BAD_INPUT;
  }
}

function parse(verb: Verb, args: string[]): Given {
  try {
    const options = { ...verb.options, url: { type: 'string' } } as const;
    return new Given(parseArgs({ args, options, strict: true, allowPositionals: false }).values);
  } catch (error) {
    // parseArgs says which option is wrong in its first sentence.
    throw new UsageError((error as Error).message.split(/\.(?:\s|$)/)[0]!);
  }
}

export function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name} is a whole number`);
  return Number(text);
}

/** Leaves out what was not given, so that the server's defaults hold. */
export function present(body: Record<string, unknown>): Json {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
