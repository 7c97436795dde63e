/**
 * A Magpie in a process of its own, which tests kill and benches load, on the database of APP_URL and the ports given. Says
 * its ports, and what its start said, when it is ready, and ends with its standard input.
 */
import { newMagpie } from './magpie.ts';

const magpie = newMagpie({
  appUrl: process.env.APP_URL ?? '',
  masterKey: Buffer.from(process.env.MASTER_KEY_HEX ?? '', 'hex'),
  port: Number(process.env.PORT ?? 0),
  devicePort: Number(process.env.DEVICE_PORT ?? 0),
  ...(process.env.GT06_PORT === undefined ? {} : { trackerPorts: { gt06: Number(process.env.GT06_PORT) } }),
  ...(process.env.PUSH_SERVICE === undefined ? {} : { notify: { pushServices: [process.env.PUSH_SERVICE] } }),
  ...(process.env.SNAPSHOT_EVERY_MS === undefined ? {} : { snapshotEveryMs: Number(process.env.SNAPSHOT_EVERY_MS) }),
});
const said: string[] = [];
await magpie.start((line) => said.push(line));
const ports = { port: magpie.port, devicePort: magpie.devicePort, trackerPort: magpie.input.doors.portOf('gt06') };
process.stdout.write(`${JSON.stringify({ ...ports, said })}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void magpie.stop().then(() => process.exit(0));
});
