/** `magpie assignment`: says over the API who works on which case. */
import type { CommandIo } from './command.ts';
import { present, runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie assignment give --case <id> --person <id> --as <part> [--from <time>] [--until <time>] [--url URL]
       magpie assignment end --assignment <id> [--url URL]
       magpie assignment list --case <id> [--url URL]

Says who works on which order or proceeding of the running server. What that lets them do stands in the policies of access
(docs/access.md).

  --case <id>              an order's or a proceeding's
  --person <id>            whom
  --as <part>              officer, police-in-charge, prosecutor, judge, victim-advocate or overseer
  --from <time>            ISO 8601 with an offset (default now)
  --until <time>           the first instant at which it is over (default: until it is ended)
  --assignment <id>        which is ended
  --url <url>              the server (default http://127.0.0.1:8420)

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const text = { type: 'string' } as const;

const VERBS: Readonly<Record<string, Verb>> = {
  give: {
    options: { case: text, person: text, as: text, from: text, until: text },
    run: (api, given) =>
      api.post(
        '/api/desk/assignments',
        present({
          ...{ caseId: given.needed('case'), personId: given.needed('person'), as: given.needed('as') },
          ...{ from: given.optional('from'), until: given.optional('until') },
        }),
      ),
  },
  end: {
    options: { assignment: text },
    run: (api, given) => api.post(`/api/desk/assignments/${encodeURIComponent(given.needed('assignment'))}/end`, {}),
  },
  list: {
    options: { case: text },
    run: (api, given) => api.get(`/api/desk/cases/${encodeURIComponent(given.needed('case'))}/assignments`),
  },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('assignment', VERBS, args, io);
}
