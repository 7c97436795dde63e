/** `magpie sign-in`: how an agency's staff sign in through the agency's own issuer, over the API. */
import { readFile } from 'node:fs/promises';
import type { CommandIo } from './command.ts';
import { runVerb, UsageError, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie sign-in set --agency <id> --issuer <url> --client-id <id> --secret-file <file> [--acr <class>]... [--amr <method>]...
       magpie sign-in show --agency <id>
       magpie sign-in subject --agency <id> --person <id> --subject <sub>
       magpie sign-in stop --agency <id>

Lets the staff of an agency sign in through its own issuer (OpenID Connect), says who a subject is here, or stops it. Nobody is made by
signing in: each person is enrolled first, with "subject". What the issuer must register as redirect is
https://<name>/api/session/oidc/callback.

  --agency <id>            whose staff
  --issuer <url>           its issuer, an https address
  --client-id <id>         under which Magpie is known there
  --secret-file <file>     a file that holds the client's secret and nothing else; it is kept sealed
  --acr <class>            one of these classes must have been reached there (several: any of them)
  --amr <method>           all of these methods must have been used there, e.g. mfa
  --person <id>            a member of the agency's staff
  --subject <sub>          "sub" of that person, as the issuer says it
  --url <url>              the server (default http://127.0.0.1:8420)

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const of = (agencyId: string, more = 'sign-in'): string => `/api/agencies/${encodeURIComponent(agencyId)}/${more}`;
const agency = { agency: { type: 'string' } } as const;

const VERBS: Readonly<Record<string, Verb>> = {
  set: {
    options: {
      ...agency,
      issuer: { type: 'string' },
      'client-id': { type: 'string' },
      'secret-file': { type: 'string' },
      acr: { type: 'string', multiple: true },
      amr: { type: 'string', multiple: true },
    },
    run: async (api, given) => {
      const request = { issuer: given.needed('issuer'), clientId: given.needed('client-id') };
      const clientSecret = await secretIn(given.needed('secret-file'));
      const rules = { acr: given.every('acr'), amr: given.every('amr') };
      return api.post(of(given.needed('agency')), { ...request, clientSecret, ...rules });
    },
  },
  show: {
    options: agency,
    run: (api, given) => api.get(of(given.needed('agency'))),
  },
  subject: {
    options: { ...agency, person: { type: 'string' }, subject: { type: 'string' } },
    run: (api, given) =>
      api.post(of(given.needed('agency'), 'subjects'), {
        personId: given.needed('person'),
        subject: given.needed('subject'),
      }),
  },
  stop: {
    options: agency,
    run: (api, given) => api.post(of(given.needed('agency'), 'sign-in/stop'), {}),
  },
};

/** On a command line it would stand in the list of processes and in the shell's history. */
async function secretIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--secret-file cannot be read (${error.code})`);
  });
  return text.trim();
}

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('sign-in', VERBS, args, io);
}
