/** A wire between page and server that can be cut or fall silent, as a phone's network does. */

import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

export interface Wire {
  readonly port: number;
  /** Down: everything open is cut and nothing opens. */
  setDown(down: boolean): void;
  /** Nothing passes in either direction, and nothing is closed. */
  setStalled(stalled: boolean): void;
  close(): void;
}

export async function openWire(toPort: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let stalled = false;
  let isDown = false;
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (bytes) => {
      if (!stalled) to.write(bytes);
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = dial(toPort, '127.0.0.1');
    pass(near, far);
    pass(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    setDown(now) {
      isDown = now;
      if (now) cut();
    },
    setStalled(now) {
      stalled = now;
    },
    close() {
      cut();
      server.close();
    },
  };
}
