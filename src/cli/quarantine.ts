/** `magpie quarantine`: counts, exports and replays what the server could not take. The export holds positions: it is audited. */
import type { CommandIo } from './command.ts';
import { type Api, DEFAULT_URL, type Json } from './registry/api.ts';
import { type Given, present, runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie quarantine count [--url URL]
       magpie quarantine export --jurisdiction <code> --purpose <use> [--protocol <name>] [--reason <reason>] [--url URL]
       magpie quarantine replay [--protocol <name>] [--reason <reason>] [--url URL]

What devices sent and the running server could not take lies in quarantine for 30 days.

  count     how many frames, by protocol and reason, from known devices and from strangers
  export    the frames, a line of JSON each: id, receivedAt, protocol, deviceId, reason, detail, frame.
            frame is what magpie decode reads. It may hold positions, so it is read for a use that the law of the jurisdiction
            allows (investigation, compliance, measure-change, breach, notify-protected); that you read it is put on record.
  replay    takes the frames in again, once each: after a decoder was mended, or the device registered

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
  --url <url>   the server (default ${DEFAULT_URL})
`;

const CHOICE = { protocol: { type: 'string' }, reason: { type: 'string' } } as const;

function choiceOf(given: Given): Json {
  return present({ protocol: given.optional('protocol'), reason: given.optional('reason') });
}

async function exportAll(api: Api, choice: Json): Promise<Json[]> {
  const frames: Json[] = [];
  for (;;) {
    const page = await api.post('/api/quarantine/export', { ...choice, after: frames.at(-1)?.id ?? 0 });
    const more = page.frames as Json[];
    if (more.length === 0) return frames;
    frames.push(...more);
  }
}

const VERBS: Readonly<Record<string, Verb>> = {
  count: { options: {}, run: (api) => api.get('/api/quarantine') },
  export: {
    options: { ...CHOICE, jurisdiction: { type: 'string' }, purpose: { type: 'string' } },
    run: (api, given) =>
      exportAll(api, {
        ...choiceOf(given),
        jurisdiction: given.needed('jurisdiction'),
        purpose: given.needed('purpose'),
      }),
  },
  replay: { options: CHOICE, run: (api, given) => api.post('/api/quarantine/replay', choiceOf(given)) },
};

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('quarantine', VERBS, args, io);
}
