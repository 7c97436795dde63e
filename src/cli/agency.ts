/** `magpie agency`: adds and lists agencies over the API. */
import type { CommandIo } from './command.ts';
import { present, runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie agency create --name <name> [--role monitoring] [--jurisdiction kr] [--phone <number>] [--url URL]
       magpie agency phone --agency <id> [--phone <number>] [--url URL]
       magpie agency list [--url URL]

Adds an agency (a probation office, a police force, a control centre) to the running server, or lists them.

  --name <name>            its name
  --role <role>            monitoring (a control centre, a probation office), police, prosecution, court or authority
  --jurisdiction <code>    whose law holds: a folder of jurisdictions/ (default kr)
  --agency <id>            whose number it is
  --phone <number>         the office's own number, which protected persons are offered to call; left out: none
  --url <url>              the server (default http://127.0.0.1:8420)

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: {
      name: { type: 'string' },
      role: { type: 'string' },
      jurisdiction: { type: 'string' },
      phone: { type: 'string' },
    },
    run: (api, given) => {
      const { jurisdiction, phone } = { jurisdiction: given.optional('jurisdiction'), phone: given.optional('phone') };
      const role = given.optional('role');
      return api.post('/api/agencies', present({ name: given.needed('name'), role, jurisdiction, phone }));
    },
  },
  phone: {
    options: { agency: { type: 'string' }, phone: { type: 'string' } },
    run: (api, given) =>
      api.post(`/api/agencies/${encodeURIComponent(given.needed('agency'))}/phone`, {
        phone: given.optional('phone') ?? null,
      }),
  },
  list: { options: {}, run: (api) => api.get('/api/agencies') },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('agency', VERBS, args, io);
}
