/**
 * A listening port for devices: who may connect, how many, in clear or under TLS. A TLS greeting is told by its first byte, which no
 * protocol of ours begins with, so one port serves both, and a device that can do TLS needs no other setting.
 * Fails toward refusing the connection.
 */
import { once } from 'node:events';
import { type AddressInfo, BlockList, createServer, isIPv6, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions, type Server as TlsServer } from 'node:tls';
import { LIMITS } from './limits.ts';

export interface DoorOptions {
  readonly host: string;
  /** 0 picks one. */
  readonly port: number;
  /** Null: anyone. */
  readonly allow: BlockList | null;
  /** Null: no TLS. `isRequired`: nothing comes in clear. */
  readonly tls: { readonly context: SecureContextOptions; readonly isRequired: boolean } | null;
  /** One connection, out of its TLS. */
  onConnection(socket: Socket): void;
  /** Counted, never with an address. */
  onRefused(cause: RefusedBecause): void;
}

export type RefusedBecause = 'address' | 'too-many' | 'not-tls' | 'tls-failed';

/** First byte of a TLS record that begins a handshake (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 0x16;

export class Door {
  readonly #options: DoorOptions;
  readonly #server: Server;
  readonly #tls: TlsServer | null;
  readonly #sockets = new Set<Socket>();

  constructor(options: DoorOptions) {
    this.#options = options;
    // Half open: a device that has said its last word still waits for the answer to it.
    this.#server = createServer({
      ...{ allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: LIMITS.keepAliveProbeMs },
    });
    this.#server.maxConnections = LIMITS.connections;
    this.#server.on('drop', () => options.onRefused('too-many'));
    this.#server.on('connection', (socket: Socket) => this.#admit(socket));
    this.#tls = options.tls === null ? null : this.#newTls(options.tls.context);
  }

  get port(): number {
    const address = this.#server.address() as AddressInfo | null;
    return address?.port ?? 0;
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#options.port, this.#options.host);
    await once(this.#server, 'listening');
    // A machine without a free file handle cannot take one more connection; those that stand go on.
    this.#server.on('error', () => this.#options.onRefused('too-many'));
  }

  /** Connections from now on use the new certificate; those that stand keep theirs. */
  renewTls(context: SecureContextOptions): void {
    this.#tls?.setSecureContext(context);
  }

  /** Takes no more; cuts what is still open after the grace. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const cut = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }

  #admit(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    if (!isAllowed(this.#options.allow, socket.remoteAddress)) this.#refuse(socket, 'address');
    else if (this.#options.tls === null) this.#options.onConnection(socket);
    else this.#greet(socket, this.#options.tls.isRequired);
  }

  /** Waits for the first byte, and lets it be read again. */
  #greet(socket: Socket, isTlsRequired: boolean): void {
    const timer = setTimeout(() => socket.destroy(), LIMITS.firstFrameMs);
    socket.once('close', () => clearTimeout(timer));
    socket.once('readable', () => {
      clearTimeout(timer);
      const first = socket.read(1) as Buffer | null;
      if (first !== null) socket.unshift(first);
      if (first === null) socket.destroy();
      else if (first[0] === TLS_HANDSHAKE) this.#tls?.emit('connection', socket);
      else if (isTlsRequired) this.#refuse(socket, 'not-tls');
      else this.#options.onConnection(socket);
    });
  }

  #newTls(context: SecureContextOptions): TlsServer {
    const server = createTlsServer({ ...context, minVersion: 'TLSv1.2', handshakeTimeout: LIMITS.requestTimeoutMs });
    server.on('secureConnection', (socket) => {
      socket.on('error', () => undefined);
      this.#options.onConnection(socket);
    });
    server.on('tlsClientError', (_error, socket) => {
      this.#options.onRefused('tls-failed');
      socket.destroy();
    });
    return server;
  }

  #refuse(socket: Socket, cause: RefusedBecause): void {
    this.#options.onRefused(cause);
    socket.destroy();
  }
}

/** `10.0.0.0/8, 2001:db8::/32, 192.0.2.7`; null when a part is no address or network. */
export function allowList(text: string): BlockList | null {
  const list = new BlockList();
  for (const part of text.split(',').map((one) => one.trim())) {
    const [address = '', prefix, more] = part.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix);
    if (more !== undefined || prefix === '') return null;
    try {
      list.addSubnet(address, bits, family);
    } catch {
      return null;
    }
  }
  return list;
}

/** An IPv4 caller may show as an IPv6 one. */
export function isAllowed(list: BlockList | null, address: string | undefined): boolean {
  if (list === null) return true;
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
