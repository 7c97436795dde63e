/** `magpie keys rotate`: changes the keys under which the key store is sealed, while the server runs. */
import type { CommandIo } from './command.ts';
import { DEFAULT_URL } from './registry/api.ts';
import { runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie keys rotate [--url URL]

The key store in data/keys is sealed under an epoch key, and that under a key in data/secrets.json. Both are made anew; the running
server goes on meanwhile. Stopped in between, the next start finishes it. What was backed up of the store before opens only with
secrets.json of before. A store in Vault is rotated there: docs/operate/keys.md.

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
  --url <url>   the server (default ${DEFAULT_URL})
`;

const VERBS: Readonly<Record<string, Verb>> = {
  rotate: { options: {}, run: (api) => api.post('/api/keys/rotate', {}) },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('keys', VERBS, args, io);
}
