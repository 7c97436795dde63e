/** `magpie agency`: adds and lists agencies over the API. */
import type { CommandIo } from './command.ts';
import { present, runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie agency create --name <name> [--jurisdiction kr] [--url URL]
       magpie agency list [--url URL]

Adds an agency (a probation office, a police force, a control centre) to the running server, or lists them.

  --name <name>            its name
  --jurisdiction <code>    whose law holds: a folder of jurisdictions/ (default kr)
  --url <url>              the server (default http://127.0.0.1:8420)

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: { name: { type: 'string' }, jurisdiction: { type: 'string' } },
    run: (api, given) =>
      api.post('/api/agencies', present({ name: given.needed('name'), jurisdiction: given.optional('jurisdiction') })),
  },
  list: { options: {}, run: (api) => api.get('/api/agencies') },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('agency', VERBS, args, io);
}
