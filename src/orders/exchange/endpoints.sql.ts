import type { Sql } from '../../core/database.ts';
import type { Endpoint } from './notice.ts';

export interface EndpointRow {
  endpoint_id: string;
  agency_id: string;
  kind: Endpoint['kind'];
  host: string | null;
  network: Endpoint['network'];
  tells: string[];
  accepts: string[];
  exercise: boolean;
  expects_receipt: boolean;
  state: Endpoint['state'];
  key_id: number;
  sealed: Buffer;
  created_at_ms: number;
  rotated_at_ms: number | null;
  delivered_at_ms: number | null;
  failing_since_ms: number | null;
}

export const ENDPOINT_COLUMNS = [
  ...[
    'endpoint_id',
    'agency_id',
    'kind',
    'host',
    'network',
    'tells',
    'accepts',
    'exercise',
    'expects_receipt',
    'state',
  ],
  ...['key_id', 'sealed', 'created_at_ms', 'rotated_at_ms', 'delivered_at_ms', 'failing_since_ms'],
] as const satisfies readonly (keyof EndpointRow)[];
const COLUMNS = ENDPOINT_COLUMNS.join(', ');

export function endpointOf(row: EndpointRow): Endpoint {
  return {
    endpointId: row.endpoint_id,
    agencyId: row.agency_id as Endpoint['agencyId'],
    kind: row.kind,
    host: row.host,
    network: row.network,
    tells: row.tells,
    accepts: row.accepts,
    exercise: row.exercise,
    expectsReceipt: row.expects_receipt,
    state: row.state,
    keyId: row.key_id,
    sealed: row.sealed,
    createdAtMs: row.created_at_ms,
    rotatedAtMs: row.rotated_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    failingSinceMs: row.failing_since_ms,
  };
}

export async function insertEndpoint(tx: Sql, endpoint: Endpoint): Promise<void> {
  await tx.query(
    `insert into orders.endpoint (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[endpoint.endpointId, endpoint.agencyId, endpoint.kind, endpoint.host, endpoint.network, endpoint.tells],
      ...[
        endpoint.accepts,
        endpoint.exercise,
        endpoint.expectsReceipt,
        endpoint.state,
        endpoint.keyId,
        endpoint.sealed,
      ],
      ...[endpoint.createdAtMs, endpoint.rotatedAtMs, endpoint.deliveredAtMs, endpoint.failingSinceMs],
    ],
  );
}

export async function loadEndpoints(sql: Sql, most: number): Promise<Endpoint[]> {
  const { rows } = await sql.query<EndpointRow>(
    `select ${COLUMNS} from orders.endpoint order by created_at_ms, endpoint_id limit $1`,
    [most],
  );
  return rows.map(endpointOf);
}

export async function loadEndpoint(sql: Sql, endpointId: string): Promise<Endpoint | null> {
  const { rows } = await sql.query<EndpointRow>(`select ${COLUMNS} from orders.endpoint where endpoint_id = $1`, [
    endpointId,
  ]);
  return rows[0] === undefined ? null : endpointOf(rows[0]);
}

/** Active endpoints of the agency, locked: two that are set up at once are not told the same. */
export async function lockEndpointsOf(tx: Sql, agencyId: string): Promise<Endpoint[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.endpoint ' || $1::text, 0))`, [agencyId]);
  const { rows } = await tx.query<EndpointRow>(
    `select ${COLUMNS} from orders.endpoint where agency_id = $1 and state = 'active' for update`,
    [agencyId],
  );
  return rows.map(endpointOf);
}

export async function lockEndpoint(tx: Sql, endpointId: string): Promise<Endpoint | null> {
  const { rows } = await tx.query<EndpointRow>(
    `select ${COLUMNS} from orders.endpoint where endpoint_id = $1 for update`,
    [endpointId],
  );
  return rows[0] === undefined ? null : endpointOf(rows[0]);
}

export async function updateSecrets(
  tx: Sql,
  endpointId: string,
  { keyId, sealed, atMs }: { keyId: number; sealed: Buffer; atMs: number },
): Promise<void> {
  await tx.query(`update orders.endpoint set key_id = $2, sealed = $3, rotated_at_ms = $4 where endpoint_id = $1`, [
    ...[endpointId, keyId, sealed, atMs],
  ]);
}

export async function updateEndpointState(tx: Sql, endpointId: string, state: Endpoint['state']): Promise<void> {
  await tx.query(`update orders.endpoint set state = $2 where endpoint_id = $1`, [endpointId, state]);
}

/** It took something, or did not. */
export async function updateHealth(tx: Sql, endpointId: string, isWell: boolean, atMs: number): Promise<void> {
  await tx.query(
    isWell
      ? `update orders.endpoint set delivered_at_ms = $2, failing_since_ms = null where endpoint_id = $1`
      : `update orders.endpoint set failing_since_ms = coalesce(failing_since_ms, $2) where endpoint_id = $1`,
    [endpointId, atMs],
  );
}
