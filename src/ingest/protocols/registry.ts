/** Every protocol, over HTTP in the order in which a request is offered to them. Adding one is one line here. */
import { eelink } from './eelink/protocol.ts';
import { gl200 } from './gl200/protocol.ts';
import { gt06 } from './gt06/protocol.ts';
import { megastek } from './megastek/protocol.ts';
import { osmand } from './osmand/protocol.ts';
import { owntracks } from './owntracks/protocol.ts';
import { r16h } from './r16h/protocol.ts';
import { teltonika } from './teltonika/protocol.ts';
import { traccar } from './traccar/protocol.ts';
import type { HttpFrame, HttpProtocol, SocketProtocol } from './types.ts';
import { watch } from './watch/protocol.ts';

/** The first that says yes decodes: the particular before the general. `osmand` takes anything that carries an id. */
export const HTTP_PROTOCOLS: readonly HttpProtocol[] = [traccar, owntracks, osmand];

/** Each has a port of its own: their first bytes do not tell them apart. */
export const SOCKET_PROTOCOLS: readonly SocketProtocol[] = [eelink, gl200, gt06, megastek, r16h, teltonika, watch];

/** Null when the request is in no form that we know. */
export function findHttpProtocol(frame: HttpFrame): HttpProtocol | null {
  return HTTP_PROTOCOLS.find((protocol) => protocol.matches(frame)) ?? null;
}

/** By the name on the command line, in lower case; null when there is none of that name. */
export function protocolByName(name: string): HttpProtocol | SocketProtocol | null {
  return [...HTTP_PROTOCOLS, ...SOCKET_PROTOCOLS].find((protocol) => protocol.name === name) ?? null;
}
