/** Calls on warrants. Every answer is parsed with its contract. */
import {
  type DecisionRequest,
  type PositionJson,
  partSchema,
  type ViewJson,
  viewSchema,
  type WarrantDetailJson,
  type WarrantListJson,
  type WarrantRequest,
  warrantDetailSchema,
  warrantListSchema,
} from '../../../src/safeguards/warrants/contract.ts';
import { CallFailed, call } from '../../ui/call.ts';
import { callApi } from '../../ui/session.ts';
import { FILE_MS_MAX, fileNameOf } from '../../ui/sign-in/download.ts';

export const loadWarrants = (): Promise<WarrantListJson> => call('/api/warrants', warrantListSchema);
export const loadWarrant = (id: string): Promise<WarrantDetailJson> => call(`/api/warrants/${id}`, warrantDetailSchema);
export const askWarrant = (request: WarrantRequest): Promise<WarrantDetailJson> =>
  call('/api/warrants', warrantDetailSchema, post(request));

export type WarrantAct =
  | { readonly path: 'permission'; readonly body: { readonly reason: string; readonly documents: readonly string[] } }
  | { readonly path: 'withdraw'; readonly body: Record<string, never> }
  | { readonly path: 'decide'; readonly body: DecisionRequest }
  | {
      readonly path: 'confirm';
      readonly body: {
        readonly outside: string;
        readonly words: string;
        readonly document: string | null;
        readonly language: string;
      };
    };

export const actOn = (id: string, { path, body }: WarrantAct): Promise<WarrantDetailJson> =>
  call(`/api/warrants/${id}/${path}`, warrantDetailSchema, post(body));

export const openView = (id: string, use: string): Promise<ViewJson> =>
  call(`/api/warrants/${id}/views`, viewSchema, post({ use }));

/** All parts, one after the other; `isWanted` false ends it with nothing. */
export async function loadPositions(
  id: string,
  view: ViewJson,
  isWanted: () => boolean,
): Promise<readonly PositionJson[]> {
  const positions: PositionJson[] = [];
  for (let part = 0; part < view.parts && isWanted(); part += 1) {
    positions.push(...(await call(`/api/warrants/${id}/views/${view.viewId}/parts/${part}`, partSchema)).positions);
  }
  return isWanted() ? positions : [];
}

/** The file, and what it is called. */
export async function exportView(id: string, viewId: string): Promise<{ readonly blob: Blob; readonly name: string }> {
  const response = await callApi(`/api/warrants/${id}/exports`, post({ viewId, confirmed: true }), FILE_MS_MAX);
  if (response === null) throw new CallFailed('no-connection', '');
  if (!response.ok) {
    const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
    throw new CallFailed(body?.error?.code ?? `http-${response.status}`, body?.error?.message ?? '');
  }
  const blob = await response.blob().catch(() => null);
  if (blob === null) throw new CallFailed('no-connection', '');
  return { blob, name: fileNameOf(response) ?? 'positions.geojson' };
}

function post(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body) };
}
