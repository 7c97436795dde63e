/** Asks the server for a simulation. It takes longer than other calls, and is stopped there when this is aborted. */
import {
  type FeasibilityInput,
  type FeasibilityResult,
  feasibilityResultSchema,
  PROBLEM_TEXTS,
  type ProblemCode,
} from '../../../src/insight/feasibility/contract.ts';

export type Answer =
  | { readonly kind: 'result'; readonly result: FeasibilityResult }
  /** What is wrong, and in which member; `code` null: in no way that this page knows. */
  | { readonly kind: 'refused'; readonly path: string; readonly code: ProblemCode | null }
  | { readonly kind: 'signed-out' | 'busy' | 'no-answer' | 'failed' | 'stopped' };

const ANSWER_MS_MAX = 150_000;

export async function askFeasibility(request: FeasibilityInput, stop: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch('/api/feasibility', {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-magpie': '1' },
      body: JSON.stringify(request),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    return await read(response);
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' };
    if (error instanceof TypeError || error instanceof DOMException) return { kind: 'no-answer' };
    throw error;
  }
}

async function read(response: Response): Promise<Answer> {
  if (response.ok) {
    const parsed = feasibilityResultSchema.safeParse(await response.json());
    return parsed.success ? { kind: 'result', result: parsed.data } : { kind: 'failed' };
  }
  if (response.status === 401 || response.status === 403) return { kind: 'signed-out' };
  if (response.status === 503 || response.status === 429) return { kind: 'busy' };
  if (response.status !== 400 && response.status !== 422) return { kind: 'failed' };
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  return { kind: 'refused', ...problemIn(body?.error?.message ?? '') };
}

/** `wearer.stays[0].from: overlaps …` and `body/wearer/stays/0/from: Invalid …`: the member as the form names it, and the code. */
export function problemIn(message: string): { readonly path: string; readonly code: ProblemCode | null } {
  const colon = message.indexOf(': ');
  const member = message.slice(0, Math.max(0, colon)).replace(/^body\/?/, '');
  const path = member.replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.');
  const said = message.slice(colon + 2);
  const codes = Object.entries(PROBLEM_TEXTS) as [ProblemCode, string][];
  return { path, code: codes.find(([, text]) => said.startsWith(text))?.[0] ?? null };
}
