/**
 * Where a request comes from, for limits by source: the connection's other end, or what a proxy that the deployer named says stands behind
 * it. Nobody else's `X-Forwarded-For` is read, and `request.ip` stays the connection's. Fails toward counting together: what a proxy says and is no address
 * is counted as the proxy.
 */
import { type BlockList, isIP, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { allowList, isAllowed } from '../../ingest/door.ts';
import { OperatorError } from '../operator-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Proxies whose word about the source is believed; null: none. */
    trustedProxies: BlockList | null;
  }
}

const REMEDY = 'Write the addresses of your own proxies, like 127.0.0.1, 10.20.0.7, 2001:db8::7 or 10.20.0.0/28.';

/** Addresses of IPv6 that mean one of IPv4 begin so, and count by the width of that. */
const IPV4_IN_IPV6 = allowList('::ffff:0:0/96')!;
const PRIVATE_IPV6 = allowList('fc00::/7')!;

/** `MAGPIE_TRUSTED_PROXIES`; unset: none. Throws OperatorError. */
export function trustedProxiesOf(setting: string | undefined): BlockList | null {
  if (setting === undefined || setting.trim() === '') return null;
  const list = allowList(setting);
  if (list === null) throw new OperatorError('MAGPIE_TRUSTED_PROXIES is no list of addresses or networks.', REMEDY);
  if (setting.split(',').some(isTooWide)) {
    throw new OperatorError(
      'MAGPIE_TRUSTED_PROXIES names far more than proxies: anybody could say they are one.',
      REMEDY,
    );
  }
  return list;
}

/** Nobody has so many proxies: whoever stands in so wide a network could say where they come from. `part`: one of a list that is one. */
function isTooWide(part: string): boolean {
  const [address = '', prefix] = part.trim().split('/');
  if (prefix === undefined) return false;
  const bits = Number(prefix);
  if (!isIPv6(address)) return bits < 8;
  const holdsIpv4 = isAllowed(IPV4_IN_IPV6, address) || allowList(part)!.check('::ffff:0:0', 'ipv6');
  if (holdsIpv4) return bits < 96 + 8;
  return bits < (isAllowed(PRIVATE_IPV6, address) ? 7 : 32);
}

/** Names the source of a request: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address has all of that network. */
export function sourceOf(request: FastifyRequest): string {
  const peer = request.socket.remoteAddress ?? '';
  const said = request.headers['x-forwarded-for'];
  return networkOf(addressBehind(peer, String(said ?? ''), request.server.trustedProxies));
}

/** Each hop adds, at the end, whom it was called by: read from the end for as long as the one who says it is trusted. */
// HAZARD H-585: behind a proxy one caller uses up the attempts of everybody, or whoever writes a header has as many sources as they like
function addressBehind(peer: string, said: string, trusted: BlockList | null): string {
  if (trusted === null) return peer;
  let known = peer;
  for (const next of said.split(',').reverse()) {
    const address = next.trim();
    if (!isAllowed(trusted, known) || isIP(address) === 0) break;
    known = address;
  }
  return known;
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  // The URL parser writes an address in one form, and IPv4 within it in hex.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]/`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  if (all.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return ipv4Of(all.slice(6));
  return `${all.slice(0, 4).join(':')}::/64`;
}

function ipv4Of(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 0xff])
    .join('.');
}
