/** Short ways to act on warrants over HTTP. */
import { HOUR_MS } from '../../src/core/time.ts';
import type { PositionJson, ViewJson, WarrantDetailJson } from '../../src/safeguards/warrants/contract.ts';
import type { WarrantApp } from './warrants.ts';

export const iso = (ms: number) => new Date(ms).toISOString();

/** `at`: the case, and the beginning of the hour that is asked for; read with each call. */
export function warrantCalls(at: () => { readonly w: WarrantApp; readonly fromMs: number }) {
  const asking = (more: object = {}) => {
    const { w, fromMs } = at();
    return {
      ...{ kind: 'permission', orderId: w.orderId, courtId: w.c.officeIds.court, use: 'breach-tampering' },
      ...{
        from: iso(fromMs),
        until: iso(fromMs + HOUR_MS),
        reason: 'A breach is looked into.',
        legalBasis: 'EDA 16(4)',
      },
      ...more,
    };
  };
  const post = <T = WarrantDetailJson>(name: string, id: string, path: string, body: object = {}) =>
    at().w.c.call<T & { error?: { code: string; message: string } }>(name, 'POST', `/api/warrants/${id}/${path}`, body);
  return {
    asking,
    post,
    emergency: (more: object = {}) => asking({ kind: 'emergency', urgency: 'A threat was made.', ...more }),
    async ask(body: object = asking(), name = 'police'): Promise<string> {
      const { status, body: said } = await at().w.c.call<WarrantDetailJson>(name, 'POST', '/api/warrants', body);
      if (status !== 201) throw new Error(`it was refused: ${JSON.stringify(said)}`);
      return said.warrant.warrantId;
    },
    grant: (id: string, more: object = {}) =>
      post('judge', id, 'decide', { result: 'granted', reason: 'It is needed.', ...more }),
    refusal: (id: string) => post('judge', id, 'decide', { result: 'refused', reason: 'No ground is shown.' }),
    see: (id: string, name = 'police') => post<ViewJson>(name, id, 'views', { use: 'breach-tampering' }),
    partOf: (id: string, view: string, part = 0, name = 'police') =>
      at().w.c.call<{ positions: PositionJson[] }>(name, 'GET', `/api/warrants/${id}/views/${view}/parts/${part}`),
    detail: async (id: string, name = 'police') =>
      (await at().w.c.call<WarrantDetailJson>(name, 'GET', `/api/warrants/${id}`)).body,
    async entries(log: 'audit' | 'ledger'): Promise<Record<string, unknown>[]> {
      const { rows } = await at().w.c.t.deps.database.query<{ entry: Record<string, unknown> }>(
        `select convert_from(canonical, 'UTF8')::jsonb as entry from safeguards.${log} order by number`,
      );
      return rows.map(({ entry }) => entry);
    },
  };
}
