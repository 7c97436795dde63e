/**
 * Where notices may be sent: https, or plain http to this machine alone; no name and password in the address; and only to addresses of the
 * network that the endpoint was set up for. What a name resolves to is judged at every connection, so that a name that moves
 * cannot lead inside. Fails toward refusing.
 */
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';

export type Network = 'public' | 'private' | 'loopback';

const LOOPBACK = listOf(['127.0.0.0/8', '::1/128']);
/** Agencies' own networks: RFC 1918, RFC 4193, RFC 6598. */
const PRIVATE = listOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);
/** Nobody's server: unspecified, link-local (where clouds keep their secrets), documentation, benchmarks, multicast, reserved. */
const NOBODY = listOf([
  ...[
    '0.0.0.0/8',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
  ],
  ...['224.0.0.0/4', '240.0.0.0/4', '::/128', 'fe80::/10', 'ff00::/8', '2001:db8::/32', '64:ff9b::/96', '2002::/16'],
]);

/** The address, or why nothing may be sent there. Of a name only its form can be judged here. */
export function endpointUrl(text: string, network: Network): Outcome<URL, Refusal> {
  if (!URL.canParse(text)) return refuse('invalid', 'The address is not a URL.');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('invalid', 'The address holds a name or password.');
  if (url.hash !== '') return refuse('invalid', 'The address has a fragment, which no server is sent.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? (host === 'localhost' ? 'loopback' : null) : networkOf(host);
  if (found === 'nobody') return refuse('invalid', 'Nothing is sent to an address of this kind.');
  if (found !== null && found !== network) {
    return refuse('invalid', `The address lies in another network (${found}) than it is set up for (${network}).`);
  }
  if (url.protocol === 'https:') return ok(url);
  if (url.protocol !== 'http:') return refuse('invalid', 'The address begins with https://.');
  // HAZARD H-342: names and places of a protected person go in clear over a network
  if (network !== 'loopback') return refuse('invalid', 'Plain http is for this machine only: use https://.');
  return ok(url);
}

/** 'nobody': no server of an agency can be there. */
export function networkOf(address: string): Network | 'nobody' {
  // A IPv4 address written as IPv6 is judged as what it is.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(mapped) === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(mapped, family)) return 'loopback';
  if (family === 'ipv6' && /^::ffff:/i.test(mapped)) return 'nobody';
  if (NOBODY.check(mapped, family)) return 'nobody';
  return PRIVATE.check(mapped, family) ? 'private' : 'public';
}

/** HAZARD H-343: an endpoint's name is made to point at a server inside, which then does what nobody asked of it. */
export function lookupWithin(network: Network, lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const first = addresses[0];
      const isWithin = addresses.every(({ address }) => networkOf(address) === network);
      if (first === undefined || !isWithin) return callback(new ForeignAddressError(), '', 0);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** A name led to another network than its endpoint was set up for. */
export class ForeignAddressError extends Error {
  override readonly name = 'ForeignAddressError';
  constructor() {
    super('the name leads to another network');
  }
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits = ''] = subnet.split('/');
    list.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
