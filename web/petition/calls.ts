/** The petition's calls to the server, each answer read by its contract. */
import { z } from 'zod';
import {
  draftAnswerSchema,
  lawSchema,
  ownProceedingListSchema,
  ownProceedingSchema,
} from '../../src/orders/process/contract.ts';
import { errorCodeOf } from '../ui/error-code.ts';
import { callApi } from '../ui/session.ts';
import type { Answer, PetitionCalls } from './store.ts';

export const petitionCalls: PetitionCalls = {
  law: () => call('GET', '/api/law', lawSchema),
  proceedings: () => call('GET', '/api/me/proceedings', ownProceedingListSchema),
  draft: () => call('GET', '/api/me/petition', draftAnswerSchema),
  saveDraft: (draft) => call('PUT', '/api/me/petition', z.object({ changedAtMs: z.number().nullable() }), { draft }),
  send: (request) => call('POST', '/api/me/proceedings', ownProceedingSchema, request),
  act: (id, request) => call('POST', `/api/me/proceedings/${id}/acts`, ownProceedingSchema, request),
};

async function call<T>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  schema: z.ZodType<T>,
  body?: object,
): Promise<Answer<T>> {
  const response = await callApi(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (response === null) return { kind: 'no-connection' };
  if (response.status === 401) return { kind: 'signed-out' };
  if (!response.ok) {
    const code = (await errorCodeOf(response)) ?? 'unknown';
    return code === 'locked' ? { kind: 'locked' } : { kind: 'refused', code };
  }
  const parsed = schema.safeParse(await response.json().catch(() => null));
  return parsed.success ? { kind: 'ready', data: parsed.data } : { kind: 'refused', code: 'unreadable' };
}
