/** The register of places with people: replaced as a whole, with its audit entry. Fails toward keeping what was there. */
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import type { Place, PlacesImport } from './contract.ts';

interface PlaceRow {
  number: number;
  kind: Place['kind'];
  names: Place['names'];
  lat_deg: number;
  lon_deg: number;
  hours: string | null;
}

export async function loadPlaces(sql: Sql, agencyId: string): Promise<Place[]> {
  const { rows } = await sql.query<PlaceRow>(
    `select number, kind, names, lat_deg, lon_deg, hours from disclosure.place where agency_id = $1 order by number`,
    [agencyId],
  );
  return rows.map(({ number, kind, names, lat_deg: latDeg, lon_deg: lonDeg, hours }) => ({
    ...{ number, kind, names, latDeg, lonDeg, hours },
  }));
}

/** All of an agency's places in the place of those it had; how many. */
export function replacePlaces(
  deps: { readonly database: Database; readonly clock: Clock },
  agencyId: string,
  { features }: PlacesImport,
  actor: Actor,
): Promise<number> {
  return deps.database.transaction(async (tx) => {
    await tx.query(`delete from disclosure.place where agency_id = $1`, [agencyId]);
    const column = <T>(of: (feature: PlacesImport['features'][number]) => T): T[] => features.map(of);
    await tx.query(
      `insert into disclosure.place (agency_id, number, kind, names, lat_deg, lon_deg, hours)
       select $1, row_number() over (), p.kind, p.names::jsonb, p.lat, p.lon, p.hours
       from unnest($2::text[], $3::text[], $4::float8[], $5::float8[], $6::text[]) as p(kind, names, lat, lon, hours)`,
      [
        agencyId,
        column(({ properties }) => properties.kind),
        column(({ properties }) => JSON.stringify(properties.name)),
        column(({ geometry }) => geometry.coordinates[1]!),
        column(({ geometry }) => geometry.coordinates[0]!),
        column(({ properties }) => properties.hours ?? null),
      ],
    );
    const about = { agencyId, places: features.length };
    const entry = { atMs: deps.clock.nowMs(), actor, action: 'places.import', purpose: 'protection', about };
    await audit(tx, [entry]);
    return features.length;
  });
}
