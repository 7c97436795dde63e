/** `magpie order`: enters, ends and lists court orders over the API. */
import type { CommandIo } from './command.ts';
import { DEFAULT_URL } from './registry/api.ts';
import { type Given, present, runVerb, UsageError, type Verb, wholeNumber } from './registry/subcommands.ts';

export const help = `usage: magpie order create --agency <id> --wearer <id> --protected <id>… [--household <id>…] [--from <time>]
                           [--until <time>] [--restraint <m>] [--warn <m>] [--notice <m>] [--ring <name>=<m>…]
                           [--wearer-interval <s>] [--protected-interval <s>] [--zone-circle <lat>,<lon>,<m>…]
                           [--warn-tau <s>] [--silence-after <s>] [--silence-contact <s>] [--warn-hold <s>]
                           [--label <M-014>] [--measure <id>] [--real] [--url URL]
       magpie order cancel|non-indictment|acquittal|dismissal|withdrawal|replacement --order <id> [--url URL]
       magpie order show --order <id> [--url URL]
       magpie order list [--url URL]

Enters a court order into the running server, ends one at once, shows one with its ending and until when is kept what was
kept under it, or lists them. An acquittal or a dismissal after the end brings that day forward. What is left out comes from the
jurisdiction's pack (jurisdictions/<code>/), which also bounds what may be given.

  --wearer <id>                    whom the order is made against
  --protected <id>                 whom it protects; may be repeated
  --household <id>                 who lives with one of them and is protected too; may be repeated
  --from, --until <time>           ISO 8601 with an offset (default: now, and the longest that the measure allows)
  --restraint, --warn, --notice    distances in metres, ascending
  --ring <name>=<metres>           a further named ring; may be repeated
  --wearer-interval <s>            how often the wearer's device was told to report; --protected-interval likewise
  --warn-tau <s>                   warn when contact is this near in time
  --silence-after <s>              a device without a report for this long is silent,
  --silence-contact <s>            and that is told once contact could be possible within this time
  --warn-hold <s>                  keep a warning this long after its last reason
  --zone-circle <lat>,<lon>,<m>    a place to keep out of, in degrees and metres; may be repeated
                                   (south of the equator: --zone-circle=-1.5,100,200)
  --label <text>                   the case's short name, which names no one (default: the next one)
  --measure <id>                   a measure of the pack (default: its first with a device)
  --real                           a real order instead of an exercise; only on a server of real persons (docs/operate/real-persons.md)
  --url <url>                      the server (default ${DEFAULT_URL})

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;

/** As the API names them. */
const ENDINGS = ['cancel', 'non-indictment', 'acquittal', 'dismissal', 'withdrawal', 'replacement'];

const VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: {
      agency: text,
      wearer: text,
      protected: several,
      household: several,
      label: text,
      measure: text,
      from: text,
      until: text,
      restraint: text,
      warn: text,
      notice: text,
      ring: several,
      'wearer-interval': text,
      'protected-interval': text,
      'warn-tau': text,
      'silence-after': text,
      'silence-contact': text,
      'warn-hold': text,
      'zone-circle': several,
      real: { type: 'boolean' },
    },
    run: (api, given) => api.post('/api/orders', orderBody(given)),
  },
  ...Object.fromEntries(ENDINGS.map((ending) => [ending, endingVerb(ending)])),
  show: { options: { order: text }, run: (api, given) => api.get(orderPath(given)) },
  list: { options: {}, run: (api) => api.get('/api/orders') },
};

function endingVerb(ending: string): Verb {
  return { options: { order: text }, run: (api, given) => api.post(`${orderPath(given)}/${ending}`, {}) };
}

function orderPath(given: Given): string {
  return `/api/orders/${encodeURIComponent(given.needed('order'))}`;
}

function orderBody(given: Given): Record<string, unknown> {
  const protectedIds = given.every('protected');
  if (protectedIds.length === 0) throw new UsageError('--protected is missing');
  const rings = given.every('ring').map(ring);
  return present({
    agencyId: given.needed('agency'),
    wearerId: given.needed('wearer'),
    protectedIds,
    householdIds: given.every('household'),
    label: given.optional('label'),
    measure: given.optional('measure'),
    from: given.optional('from'),
    until: given.optional('until'),
    restraintM: given.wholeNumber('restraint'),
    warnM: given.wholeNumber('warn'),
    noticeM: given.wholeNumber('notice'),
    rings: rings.length === 0 ? undefined : Object.fromEntries(rings.map(({ name, radiusM }) => [name, radiusM])),
    wearerIntervalS: given.wholeNumber('wearer-interval'),
    protectedIntervalS: given.wholeNumber('protected-interval'),
    parameters: present({
      warnTauS: given.wholeNumber('warn-tau'),
      silenceAfterS: given.wholeNumber('silence-after'),
      silenceContactS: given.wholeNumber('silence-contact'),
      warnHoldS: given.wholeNumber('warn-hold'),
    }),
    zones: given.every('zone-circle').map(zone),
    exercise: !given.flag('real'),
  });
}

function ring(given: string): { name: string; radiusM: number } {
  const [name, radius, ...more] = given.split('=');
  if (!name || radius === undefined || more.length > 0) throw new UsageError('--ring is <name>=<metres>');
  return { name, radiusM: wholeNumber(radius, `--ring ${name}`) };
}

/** Never quotes what was given: it is a place. */
function zone(given: string, index: number) {
  const numbers = given.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [latDeg, lonDeg, radiusM] = numbers;
  if (numbers.length !== 3 || !numbers.every(Number.isFinite))
    throw new UsageError('--zone-circle is <lat>,<lon>,<metres>');
  return { name: `zone ${index + 1}`, shape: { kind: 'circle', latDeg, lonDeg, radiusM } };
}

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('order', VERBS, args, io);
}
