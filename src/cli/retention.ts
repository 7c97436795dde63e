/** `magpie retention`: what is to be erased and when, what is late, held, and was erased. Ids, counts, times and articles only. */
import type { CommandIo } from './command.ts';
import { DEFAULT_URL, type Json } from './registry/api.ts';
import { runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie retention status [--url URL]
       magpie retention due [--url URL]
       magpie retention late [--url URL]

The running server erases what its clocks say, by itself; nothing has to be called for it. Erasing before the time, and holds, are acts of two persons,
each with a fresh proof: officers in the centre's section "Erasing", the court in the proceeding. The admin token is no person, and does neither.

  status    everything: due, late, within 30 days, held, under way, and the latest certificates
  due       what is to be erased now, a line of JSON each; the next minute takes it
  late      what was to be erased hours ago: something keeps it from being done (see docs/retention.md)

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
  --url <url>   the server (default ${DEFAULT_URL})
`;

const VERBS: Readonly<Record<string, Verb>> = {
  status: { options: {}, run: (api) => api.get('/api/retention') },
  due: { options: {}, run: async (api) => (await api.get('/api/retention')).due as Json[] },
  late: { options: {}, run: async (api) => (await api.get('/api/retention')).late as Json[] },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('retention', VERBS, args, io);
}
