import type { Sql } from '../core/database.ts';
import type { DeviceId } from '../core/ids.ts';
import type { Health, Strap } from './health.ts';

interface HealthRow {
  device_id: DeviceId;
  last_contact_ms: number | null;
  last_position_ms: number | null;
  battery_pct: number | null;
  battery_at_ms: number | null;
  battery_history: [number, number][];
  charging: boolean | null;
  strap: Strap | null;
  strap_at_ms: number | null;
  satellites: number | null;
  source: string | null;
}

const COLUMNS = `device_id, last_contact_ms, last_position_ms, battery_pct, battery_at_ms, battery_history, charging, strap,
  strap_at_ms, satellites, source`;

/** All of them in one statement. */
export async function upsertHealth(sql: Sql, all: readonly (readonly [DeviceId, Health])[]): Promise<void> {
  const column = (of: (health: Health) => unknown): unknown[] => all.map(([, health]) => of(health));
  await sql.query(
    `insert into devices.health (${COLUMNS})
     select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::real[], $5::bigint[], $6::jsonb[], $7::boolean[], $8::text[],
       $9::bigint[], $10::int[], $11::text[])
     on conflict (device_id) do update set (${COLUMNS}) = row(excluded.*)`,
    [
      all.map(([deviceId]) => deviceId),
      column((health) => health.lastContactMs),
      column((health) => health.lastPositionMs),
      column((health) => health.batteryPct),
      column((health) => health.batteryAtMs),
      column((health) => JSON.stringify(health.batteryHistory.map(({ atMs, pct }) => [atMs, pct]))),
      column((health) => health.charging),
      column((health) => health.strap),
      column((health) => health.strapAtMs),
      column((health) => (health.satellites === null ? null : Math.round(health.satellites))),
      column((health) => health.source),
    ],
  );
}

export async function loadHealth(sql: Sql): Promise<Map<DeviceId, Health>> {
  const { rows } = await sql.query<HealthRow>(`select ${COLUMNS} from devices.health`);
  return new Map(rows.map((row) => [row.device_id, healthOf(row)]));
}

function healthOf(row: HealthRow): Health {
  return {
    lastContactMs: row.last_contact_ms,
    lastPositionMs: row.last_position_ms,
    batteryPct: row.battery_pct,
    batteryAtMs: row.battery_at_ms,
    batteryHistory: row.battery_history.map(([atMs, pct]) => ({ atMs, pct })),
    charging: row.charging,
    strap: row.strap,
    strapAtMs: row.strap_at_ms,
    satellites: row.satellites,
    source: row.source,
  };
}
