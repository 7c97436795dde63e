/** One PostgreSQL a vitest run, started when a test first asks at the address that is provided here. */
import { createServer, type Socket } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startTestCluster } from './test-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Loopback port that answers `{"port"}` or `{"error"}` as JSON once the test database runs. */
    testDatabaseBroker: number;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: ReturnType<typeof startTestCluster> | null = null;
  const answer = async (socket: Socket): Promise<void> => {
    cluster ??= startTestCluster();
    const text = await cluster.then(
      ({ port }) => JSON.stringify({ port }),
      (error: Error) => JSON.stringify({ error: error.stack ?? error.message }),
    );
    socket.end(text);
  };
  const broker = createServer((socket) => {
    // A test that is gone before its answer needs none.
    socket.on('error', () => socket.destroy());
    void answer(socket);
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const address = broker.address();
  project.provide('testDatabaseBroker', typeof address === 'object' && address !== null ? address.port : 0);
  return async () => {
    broker.close();
    const running = await cluster?.catch(() => null);
    await running?.stop();
  };
}
