/** `magpie device`: adds, assigns and lists devices over the API. The only place where a device's token is ever printed. */
import type { CommandIo } from './command.ts';
import { DESK_VERBS, deskHelp } from './device/desk-verbs.ts';
import { DEFAULT_URL } from './registry/api.ts';
import { present, runVerb, UsageError, type Verb } from './registry/subcommands.ts';

const DEFAULT_DEVICE_URL = 'http://127.0.0.1:5055';

export const help = `usage: magpie device create --protocol <name> --agency <id> [--person <id>] [--external-id <name>]
                            [--payload-key <secret>] [--device-url URL] [--url URL]
       magpie device assign --device <id> --person <id>|none [--from <time>] [--url URL]
       magpie device assignments --device <id> [--url URL]
       magpie device command --device <id> --kind report-now|vibrate|message --reason <code> [--text <words>]
                             [--accept-risk] [--url URL]
       magpie device commands --device <id> [--url URL]
       magpie device list [--url URL]
       magpie device doors [--url URL]
${deskHelp}

Adds a device to the running server, hands it to a person or takes it back, lists devices, says how the trackers' ports
are doing, and keeps devices' lives: a wearer's device is reserved, every duty is read and acknowledged, and then it is
fitted. Each of those takes --url and --as.

  --protocol <name>        what the device speaks. Phone apps: osmand (OsmAnd, Traccar Client), owntracks. Trackers:
                           megastek, gt06, watch, eelink, gl200, teltonika, r16h; traccar for one behind a Traccar
  --agency <id>            the agency whose device it is
  --person <id>            who carries it from now on; with assign also none
  --external-id <name>     what the device calls itself (owntracks: user/device); trackers have no other name (IMEI)
  --payload-key <secret>   owntracks: the secret with which the phone encrypts, at most 32 bytes
  --device-url <url>       where phones reach the device listener (default ${DEFAULT_DEVICE_URL})
  --kind <kind>            what the device is asked; its interval follows from the orders and is not asked for by hand
  --reason <code>          no-report, device-check, charge-reminder, appointment or emergency
  --text <words>           of a message
  --accept-risk            needed for a wearer's device: who is asked may guess why
  --from <time>            ISO 8601 with an offset, now or earlier (default now)
  --as <id>                for which officer the command speaks; a removal is asked for by one and approved by another
  --url <url>              the server (default ${DEFAULT_URL})

create prints a phone's token ONCE, with the address to type into the app: it cannot be had again.
Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer; 2 wrong usage
`;

const VERBS: Readonly<Record<string, Verb>> = {
  create: {
    options: {
      protocol: { type: 'string' },
      agency: { type: 'string' },
      person: { type: 'string' },
      'external-id': { type: 'string' },
      'payload-key': { type: 'string' },
      'device-url': { type: 'string' },
    },
    run: async (api, given) => {
      const deviceUrl = given.optional('device-url') ?? DEFAULT_DEVICE_URL;
      if (!URL.canParse(deviceUrl)) throw new UsageError(`--device-url is an address like ${DEFAULT_DEVICE_URL}`);
      const device = await api.post(
        '/api/devices',
        present({
          protocol: given.needed('protocol'),
          agencyId: given.needed('agency'),
          personId: given.optional('person'),
          externalId: given.optional('external-id'),
          payloadKey: given.optional('payload-key'),
        }),
      );
      if (typeof device.token !== 'string') return device;
      return { ...device, ...whatToType(String(device.protocol), device.token, new URL(deviceUrl)) };
    },
  },
  assign: {
    options: { device: { type: 'string' }, person: { type: 'string' }, from: { type: 'string' } },
    run: (api, given) => {
      const person = given.needed('person');
      const body = { personId: person === 'none' ? null : person, from: given.optional('from') };
      return api.post(`/api/devices/${encodeURIComponent(given.needed('device'))}/assignments`, present(body));
    },
  },
  assignments: {
    options: { device: { type: 'string' } },
    run: (api, given) => api.get(`/api/devices/${encodeURIComponent(given.needed('device'))}/assignments`),
  },
  command: {
    options: {
      device: { type: 'string' },
      kind: { type: 'string' },
      reason: { type: 'string' },
      text: { type: 'string' },
      'accept-risk': { type: 'boolean' },
    },
    run: (api, given) => {
      const said = { kind: given.needed('kind'), reason: given.needed('reason'), text: given.optional('text') };
      const body = { ...said, isRiskAccepted: given.flag('accept-risk') };
      return api.post(`/api/desk/devices/${encodeURIComponent(given.needed('device'))}/commands`, present(body));
    },
  },
  commands: {
    options: { device: { type: 'string' } },
    run: async (api, given) => {
      const answer = await api.get(`/api/desk/devices/${encodeURIComponent(given.needed('device'))}/commands`);
      return Array.isArray(answer.commands) ? answer.commands : [answer];
    },
  },
  list: { options: {}, run: (api) => api.get('/api/devices') },
  doors: { options: {}, run: (api) => api.get('/api/ingest/doors') },
  ...DESK_VERBS,
};

/** OsmAnd's kin have a field for an identifier; OwnTracks has none, and takes the token in the address. */
function whatToType(protocol: string, token: string, deviceUrl: URL): Record<string, string> {
  if (protocol === 'osmand') return { url: deviceUrl.origin, identifier: token };
  return { url: new URL(`/${token}`, deviceUrl).href };
}

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('device', VERBS, args, io);
}
