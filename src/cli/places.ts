/** `magpie places`: imports an agency's register of places with people, over the API. */
import { readFile } from 'node:fs/promises';
import { OperatorError } from '../server/operator-error.ts';
import type { CommandIo } from './command.ts';
import { runVerb, type Verb } from './registry/subcommands.ts';

export const help = `usage: magpie places import --agency <id> --file <file.geojson> [--url URL]

Puts the places of a file in the place of those that the agency had: police boxes, hospitals, shelters, fire stations, shops
that are open at night. Protected persons are shown those near them; their phone works that out by itself.

The file is GeoJSON (RFC 7946): a FeatureCollection of points, longitude before latitude, each with

  kind     police, hospital, shelter, fire-station, shop, station or other
  name     a text, or texts by language: {"en": "...", "ko": "..."}
  hours    optional, as OpenStreetMap writes opening hours: 24/7, Mo-Fr 08:00-18:00; Sa 09:00-13:00

  --agency <id>    whose places
  --file <path>    the file; at most 5,000 places and 4 MB
  --url <url>      the server (default http://127.0.0.1:8420)

Standard output has the answer as one line of JSON. MAGPIE_DATA names the data folder of the running server (default data).

exit: 0 done; 1 the server refused or did not answer, or the file cannot be read; 2 wrong usage
`;

const VERBS: Readonly<Record<string, Verb>> = {
  import: {
    options: { agency: { type: 'string' }, file: { type: 'string' } },
    run: async (api, given) => {
      const agencyId = encodeURIComponent(given.needed('agency'));
      return api.post(`/api/agencies/${agencyId}/places`, await readJson(given.needed('file')));
    },
  },
};

async function readJson(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`The file cannot be read (${error.code ?? 'error'}).`, 'Nothing was changed.');
  });
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    // The error quotes the file.
    if (error instanceof SyntaxError) throw new OperatorError('The file is not JSON.', 'Nothing was changed.');
    throw error;
  }
}

export function run(args: string[], io: CommandIo): Promise<number> {
  return runVerb('places', VERBS, args, io);
}
