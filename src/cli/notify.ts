/** `magpie notify`: what would have gone to the telephones of made-up people. */
import type { CommandIo } from './command.ts';
import { DEFAULT_URL, type Json } from './registry/api.ts';
import { runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie notify sink [--url URL]

SMS and calls to people of an exercise reach no telephone: the running server keeps the last of them in memory.

  sink      those messages, a line of JSON each, newest first: at, channel, recipientId, language, text, times, and
            callbackPath, where a provider would tell what became of it (docs/operate/notify.md). No number.

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
  --url <url>   the server (default ${DEFAULT_URL})
`;

const VERBS: Readonly<Record<string, Verb>> = {
  sink: { options: {}, run: async (api) => (await api.get('/api/notify/sink')).messages as Json[] },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('notify', VERBS, args, io);
}
