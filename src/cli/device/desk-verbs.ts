/** The verbs of a device's life: each is one call of the desk's API, with the officer for whom the command speaks. */
import type { Api, Json } from '../registry/api.ts';
import { type Given, present, type Verb } from '../registry/subcommands.ts';

const TEXT = { type: 'string' } as const;
const BY = { as: TEXT } as const;

export const deskHelp = `       magpie device reserve --device <id> --person <wearer> [--appointment <time>] [--place <words>]
       magpie device acknowledge-duty --device <id> --duty charge|carry|report-faults|follow-instructions
       magpie device fit | release | stock | found --device <id>
       magpie device swap --device <id> --new <id> --reason battery|fault|upgrade|other
       magpie device return --device <id> --reason order-ended|order-cancelled|fault|other
       magpie device lost --device <id> [--words <text>]
       magpie device retire --device <id> --reason broken|worn-out|lost|other
       magpie device remove --device <id> --reason treatment|device-swap|court|other --from <time> --until <time>
                            [--words <text>] --as <officer>
       magpie device approve | refuse --removal <id> --as <another officer>
       magpie device end-removal --removal <id>
       magpie device custody --person <wearer> --reason arrest|detention|sentence|other [--from <time>] [--until <time>]
       magpie device end-custody --custody <id>
       magpie device status [--device <id>]
       magpie device register`;

const device = (given: Given, act: string): string =>
  `/api/desk/devices/${encodeURIComponent(given.needed('device'))}/${act}`;

function onDevice(act: string, options: Verb['options'] = {}, body: (given: Given) => Json = () => ({})): Verb {
  return {
    options: { device: TEXT, ...BY, ...options },
    run: (api, given) => api.post(device(given, act), withBy(given, body(given))),
  };
}

function onRemoval(act: string): Verb {
  return {
    options: { removal: TEXT, ...BY },
    run: (api, given) =>
      api.post(`/api/desk/removals/${encodeURIComponent(given.needed('removal'))}/${act}`, withBy(given, {})),
  };
}

function withBy(given: Given, body: Json): Json {
  return present({ ...body, asOfficerId: given.optional('as') });
}

const reasonOf = (given: Given): Json => ({ reason: given.needed('reason') });

export const DESK_VERBS: Readonly<Record<string, Verb>> = {
  reserve: onDevice('reserve', { person: TEXT, appointment: TEXT, place: TEXT }, (given) => ({
    personId: given.needed('person'),
    appointment: given.optional('appointment'),
    place: given.optional('place'),
  })),
  release: onDevice('release'),
  'acknowledge-duty': onDevice('duties', { duty: TEXT }, (given) => ({ duty: given.needed('duty') })),
  fit: onDevice('fit'),
  swap: onDevice('swap', { new: TEXT, reason: TEXT }, (given) => ({
    newDeviceId: given.needed('new'),
    ...reasonOf(given),
  })),
  return: onDevice('return', { reason: TEXT }, reasonOf),
  stock: onDevice('restock'),
  lost: onDevice('lost', { words: TEXT }, (given) => ({ words: given.optional('words') })),
  found: onDevice('found'),
  retire: onDevice('retire', { reason: TEXT }, reasonOf),
  remove: onDevice('removals', { reason: TEXT, from: TEXT, until: TEXT, words: TEXT }, (given) => ({
    ...reasonOf(given),
    from: given.needed('from'),
    until: given.needed('until'),
    words: given.optional('words'),
  })),
  approve: onRemoval('approve'),
  refuse: onRemoval('refuse'),
  'end-removal': onRemoval('end'),
  custody: {
    options: { person: TEXT, reason: TEXT, from: TEXT, until: TEXT, words: TEXT, ...BY },
    run: (api, given) => {
      const personId = given.needed('person');
      const [from, until, words] = [given.optional('from'), given.optional('until'), given.optional('words')];
      return api.post('/api/desk/custodies', withBy(given, { personId, ...reasonOf(given), from, until, words }));
    },
  },
  'end-custody': {
    options: { custody: TEXT, ...BY },
    run: (api, given) =>
      api.post(`/api/desk/custodies/${encodeURIComponent(given.needed('custody'))}/end`, withBy(given, {})),
  },
  status: { options: { device: TEXT }, run: status },
  register: { options: {}, run: (api) => api.get('/api/desk/removals') },
};

/** Of one device with its record, or of all. */
function status(api: Api, given: Given): Promise<Json> {
  const one = given.optional('device');
  return api.get(one === undefined ? '/api/desk/devices' : `/api/desk/devices/${encodeURIComponent(one)}`);
}
