/**
 * Every port for devices, put together: phones over HTTP on one, each tracker protocol on one of its own; who may connect and under
 * which certificate is the same for all. Fails toward not starting: a port that cannot be opened stops the start.
 */
import type { Server } from 'node:http';
import type { BlockList } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { Door, type RefusedBecause } from '../ingest/door.ts';
import { createListener, type ListenerDeps } from '../ingest/listener.ts';
import { SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import { type DoorState, type TcpDeps, TcpDoor } from '../ingest/tcp/listener.ts';
import { Sessions } from '../ingest/tcp/sessions.ts';

export interface DevicePorts {
  /** For phones, over HTTP; 0 picks one. */
  readonly http: number;
  /** Protocol -> port; 0 picks one. A protocol that is not named has no door. */
  readonly trackers: Readonly<Record<string, number>>;
  /** Who may connect to the trackers' ports; null: anyone. */
  readonly allow: BlockList | null;
  /** Of all these ports. `isRequired`: none takes anything in clear. */
  readonly tls: { readonly context: SecureContextOptions; readonly isRequired: boolean } | null;
}

export interface DoorsDeps extends ListenerDeps, Omit<TcpDeps, 'sessions'> {
  onRefused(protocol: string, cause: RefusedBecause): void;
}

/** For what is under way when the doors close. */
const GRACE_MS = 2_000;

export class DeviceDoors {
  readonly sessions = new Sessions();
  readonly #http: Server;
  readonly #httpDoor: Door;
  readonly #trackers = new Map<string, { readonly door: Door; readonly tcp: TcpDoor }>();

  constructor(host: string, ports: DevicePorts, deps: DoorsDeps) {
    const { tls } = ports;
    this.#http = createListener(deps);
    this.#httpDoor = new Door({
      ...{ host, port: ports.http, allow: null, tls },
      onConnection: (socket) => this.#http.emit('connection', socket),
      onRefused: (cause) => deps.onRefused('http', cause),
    });
    for (const protocol of SOCKET_PROTOCOLS) {
      const port = ports.trackers[protocol.name];
      if (port === undefined) continue;
      const tcp = new TcpDoor(protocol, { ...deps, sessions: this.sessions });
      const door = new Door({
        ...{ host, port, allow: ports.allow, tls },
        onConnection: (socket) => tcp.admit(socket),
        onRefused: (cause) => deps.onRefused(protocol.name, cause),
      });
      this.#trackers.set(protocol.name, { door, tcp });
    }
  }

  get httpPort(): number {
    return this.#httpDoor.port;
  }

  /** Protocol and port of each door for trackers, once they are open. */
  trackerPorts(): [protocol: string, port: number][] {
    return [...this.#trackers].map(([protocol, { door }]) => [protocol, door.port]);
  }

  /** Null when the protocol has no door. */
  portOf(protocol: string): number | null {
    return this.#trackers.get(protocol)?.door.port ?? null;
  }

  states(): (DoorState & { readonly port: number })[] {
    return [...this.#trackers.values()].map(({ door, tcp }) => ({ ...tcp.state(), port: door.port }));
  }

  async open(): Promise<void> {
    for (const door of this.#doors()) await door.listen();
  }

  renewTls(context: SecureContextOptions): void {
    for (const door of this.#doors()) door.renewTls(context);
  }

  /** What is under way is answered; connections that stay open then are cut. */
  async close(): Promise<void> {
    for (const { tcp } of this.#trackers.values()) tcp.close();
    const closing = this.#doors().map((door) => door.close(GRACE_MS));
    // It never listened: this ends its own timers, and connections that wait for nothing.
    this.#http.close();
    await Promise.all(closing);
  }

  #doors(): Door[] {
    return [this.#httpDoor, ...[...this.#trackers.values()].map(({ door }) => door)];
  }
}
