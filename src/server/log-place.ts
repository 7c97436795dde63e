/** Where the verifiable log lies in the data folder. */
import { join } from 'node:path';

/** `log` is what everybody may read; the key and the list of witnesses lie beside it. */
export function logPlace(dataFolder: string) {
  return {
    folder: join(dataFolder, 'log'),
    keyFile: join(dataFolder, 'log-key.json'),
    witnessFile: join(dataFolder, 'log-witnesses'),
  };
}
