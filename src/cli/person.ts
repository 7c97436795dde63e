/** `magpie person`: adds and lists people, and makes one-time sign-in links, over the API. */
import type { CommandIo } from './command.ts';
import { DEFAULT_URL } from './registry/api.ts';
import { present, runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie person create --kind <kind> --agency <id> --name <name> [--phone <number>] [--language en]
                            [--household-of <id>] [--birth-date <date>] [--identifier <number>] [--real] [--url URL]
       magpie person complete --person <id> [--birth-date <date>] [--identifier <number>] [--url URL]
       magpie person link --person <id> [--url URL]
       magpie person sign-out --person <id> [--end-sign-in] [--url URL]
       magpie person consent --person <id> [--withdraw] [--url URL]
       magpie person list [--url URL]

Adds a person to the running server, makes a one-time sign-in link for one, ends their sessions, records that one agreed on paper to share their
position (without it nothing of a protected person's position is kept), adds what is known now of a wearer, or lists them
(without names).

  --kind <kind>           protected, household, wearer, officer or supporter; police, prosecutor, judge or clerk, for whom
                          the agency has that role
  --agency <id>           the agency that looks after them
  --name <name>           kept sealed; never listed
  --phone <number>        kept sealed; never listed
  --language <code>       en, ko, ja or ms (default en)
  --household-of <id>     household members: the protected person they live with
  --birth-date <date>     wearers: like 1985-01-31; kept sealed, and used to find the same person under another record
  --identifier <number>   wearers: a national or case-system number; likewise
  --real                  a real person instead of an exercise one; only on a server of real persons (docs/operate/real-persons.md)
  --person <id>           whose link, which signs in once, within 24 hours; or who agreed
  --end-sign-in           they leave: passkeys and their agency's word for them end too
  --withdraw              they no longer agree
  --url <url>             the server (default ${DEFAULT_URL})

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: {
      kind: { type: 'string' },
      agency: { type: 'string' },
      name: { type: 'string' },
      phone: { type: 'string' },
      language: { type: 'string' },
      'household-of': { type: 'string' },
      'birth-date': { type: 'string' },
      identifier: { type: 'string' },
      real: { type: 'boolean' },
    },
    run: (api, given) =>
      api.post(
        '/api/people',
        present({
          kind: given.needed('kind'),
          agencyId: given.needed('agency'),
          name: given.needed('name'),
          phone: given.optional('phone'),
          language: given.optional('language'),
          householdOf: given.optional('household-of'),
          birthDate: given.optional('birth-date'),
          identifier: given.optional('identifier'),
          exercise: !given.flag('real'),
        }),
      ),
  },
  complete: {
    options: {
      person: { type: 'string' },
      'birth-date': { type: 'string' },
      identifier: { type: 'string' },
    },
    run: (api, given) =>
      api.post(
        `/api/people/${encodeURIComponent(given.needed('person'))}/findable`,
        present({ birthDate: given.optional('birth-date'), identifier: given.optional('identifier') }),
      ),
  },
  link: {
    options: { person: { type: 'string' } },
    run: async (api, given) => {
      const made = await api.post('/api/sign-in-codes', { personId: given.needed('person') });
      const link = new URL(String(made.path), given.optional('url') ?? DEFAULT_URL).href;
      return { link, expiresAt: made.expiresAt };
    },
  },
  'sign-out': {
    options: { person: { type: 'string' }, 'end-sign-in': { type: 'boolean' } },
    run: (api, given) =>
      api.post(`/api/desk/people/${encodeURIComponent(given.needed('person'))}/sign-out`, {
        endSignIn: given.flag('end-sign-in'),
      }),
  },
  consent: {
    options: { person: { type: 'string' }, withdraw: { type: 'boolean' } },
    run: (api, given) => {
      const act = given.flag('withdraw') ? 'withdrawn' : 'given';
      return api.post(`/api/people/${encodeURIComponent(given.needed('person'))}/consent`, { act });
    },
  },
  list: { options: {}, run: (api) => api.get('/api/people') },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('person', VERBS, args, io);
}
