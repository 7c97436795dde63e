/** Cedar itself, behind as few functions as are needed. Whatever it cannot do is an answer here, never a permission. */
import { createRequire } from 'node:module';
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { AuthorizationAnswer, CedarValueJson, DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { assert } from '../../core/assert.ts';
import { err, type Outcome, ok } from '../../core/outcome.ts';

const require = createRequire(import.meta.url);
let loaded: typeof Cedar | null = null;

/** Four megabytes that whoever only imports safeguards does not need: loaded by the first who asks. */
function cedar(): typeof Cedar {
  loaded ??= require('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar;
  return loaded;
}

export interface PolicyText {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** `at`: bytes from the beginning of the text. */
export interface PolicyProblem {
  readonly message: string;
  readonly at: number;
}

export interface PolicyPart {
  readonly text: string;
  readonly effect: 'permit' | 'forbid';
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Facts {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, CedarValueJson>>;
}

export type Entity = { readonly __entity: { readonly type: string; readonly id: string } };

export function entity(type: string, id: string): Entity {
  return { __entity: { type, id } };
}

/** Each policy of a text, in the order in which they stand. */
export function splitPolicies(text: string): Outcome<readonly PolicyPart[], PolicyProblem> {
  const parsed = cedar().checkParsePolicySet({ staticPolicies: text });
  if (parsed.type === 'failure') return err(problemOf(parsed.errors[0]));
  const parts = cedar().policySetTextToParts(text);
  if (parts.type === 'failure') return err(problemOf(parts.errors[0]));
  if (parts.policy_templates.length > 0) return err({ message: 'templates are not used here', at: 0 });
  const found: PolicyPart[] = [];
  for (const part of parts.policies) {
    const json = cedar().policyToJson(part);
    if (json.type === 'failure') return err(problemOf(json.errors[0]));
    const { effect, annotations } = json.json;
    found.push({ text: part, effect, annotations: annotations ?? {} });
  }
  return ok(found.sort((a, b) => text.indexOf(a.text) - text.indexOf(b.text)));
}

/** Everything in which the policies do not agree with the schema. */
export function checkPolicies(schema: string, text: string): readonly PolicyProblem[] {
  const answer = cedar().validate({ schema, policies: { staticPolicies: text } });
  if (answer.type === 'failure') return answer.errors.map((error) => problemOf(error));
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) => problemOf(error));
}

function problemOf(error: DetailedError | undefined): PolicyProblem {
  return { message: error?.message ?? 'cannot be read', at: error?.sourceLocations?.[0]?.start ?? 0 };
}

/** Held by Cedar under that name from now on, in this thread. */
export function keepPolicies(name: string, policies: Readonly<Record<string, string>>): void {
  const kept = cedar().preparsePolicySet(name, { staticPolicies: { ...policies } });
  assert(kept.type === 'success', 'policies that were read can be kept');
}

export type Verdict =
  | { readonly kind: 'decided'; readonly allowed: boolean; readonly ruleIds: readonly string[] }
  | { readonly kind: 'error'; readonly messages: readonly string[] };

/** By the policies kept under that name. An error of one policy is an error of the whole: Cedar itself would leave it out. */
export function judge(
  name: string,
  principal: Facts,
  action: string,
  resource: Facts,
  context: Readonly<Record<string, CedarValueJson>>,
): Verdict {
  const uid = ({ type, id }: Facts) => ({ type, id });
  const answer: AuthorizationAnswer = cedar().statefulIsAuthorized({
    principal: uid(principal),
    action: { type: 'Action', id: action },
    resource: uid(resource),
    context: { ...context },
    preparsedPolicySetId: name,
    entities: [principal, resource].map((one) => ({ uid: uid(one), attrs: { ...one.attributes }, parents: [] })),
  });
  if (answer.type === 'failure') return { kind: 'error', messages: answer.errors.map(({ message }) => message) };
  const { decision, diagnostics } = answer.response;
  // HAZARD H-461: a policy that errs is skipped, and what it forbids is allowed.
  if (diagnostics.errors.length > 0) {
    return {
      kind: 'error',
      messages: diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`),
    };
  }
  return { kind: 'decided', allowed: decision === 'allow', ruleIds: [...diagnostics.reason].sort() };
}
