/** A Magpie of its own process for the benches, on the database of APP_URL. Says its ports, and ends with its standard input. */
import { newMagpie } from '../test/support/magpie.ts';

const magpie = newMagpie({
  appUrl: process.env.APP_URL ?? '',
  masterKey: Buffer.from(process.env.MASTER_KEY_HEX ?? '', 'hex'),
});
await magpie.start();
process.stdout.write(`${JSON.stringify({ port: magpie.port, devicePort: magpie.devicePort })}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void magpie.stop().then(() => process.exit(0));
});
