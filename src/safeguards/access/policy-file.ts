/**
 * Reads the policies of access: text files that a lawyer can read, `jurisdictions/<code>/access/<version>.cedar`, each resting on a version of
 * `jurisdictions/common/access`. What does not parse, does not agree with the schema, or has no id and article stops the start, with file and line.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPolicies, type PolicyProblem, type PolicyText, splitPolicies } from './cedar.ts';

export const COMMON = 'common';
const FOLDER = fileURLToPath(new URL('../../../jurisdictions/', import.meta.url));
const VERSION = /^\d{4}\.\d{2}\.\d{2}(-\d+)?$/;
const HOLDS_FROM = /^\/\/ holds from: (\d{4}-\d{2}-\d{2})$/m;
const RESTS_ON = /^\/\/ rests on: common (\S+)$/m;

export interface Rule {
  readonly id: string;
  readonly article: string;
  readonly effect: 'permit' | 'forbid';
  readonly text: string;
}

/** One version of one jurisdiction's policies, with what it rests on. */
export interface PolicyVersion {
  readonly jurisdiction: string;
  readonly version: string;
  /** The local day with whose beginning it begins to hold. */
  readonly holdsFrom: string;
  /** SHA-256 over schema, common policies and its own, hex. */
  readonly hash: string;
  readonly versionId: string;
  readonly schema: string;
  readonly rules: readonly Rule[];
}

/** Policies that cannot be used; each line `jurisdictions/kr/access/2026.10.02.cedar:12: …`. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** Every version of every jurisdiction that has policies. Throws a PolicyError. `isChecked` false: not held to the schema, which costs a second. */
export function readPolicies(folder: string = FOLDER, isChecked = true): PolicyVersion[] {
  const versions: PolicyVersion[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const access = join(folder, entry.name, 'access');
    if (!entry.isDirectory() || entry.name === COMMON || !existsSync(access)) continue;
    for (const name of readdirSync(access).sort()) {
      if (name.endsWith('.cedar')) versions.push(readVersion(folder, entry.name, name.slice(0, -'.cedar'.length)));
    }
  }
  if (isChecked) for (const version of versions) check(folder, version);
  return versions;
}

function readVersion(folder: string, jurisdiction: string, version: string): PolicyVersion {
  const own = textOf(folder, jurisdiction, `${version}.cedar`);
  const stop = (message: string) => new PolicyError([`${own.file}:1: ${message}`]);
  if (!VERSION.test(version)) throw stop('the file is to be named by its version, like 2026.10.02.cedar');
  const holdsFrom = HOLDS_FROM.exec(own.text)?.[1];
  const restsOn = RESTS_ON.exec(own.text)?.[1];
  if (holdsFrom === undefined) throw stop("a line says from when it holds: '// holds from: 2026-10-02'");
  if (restsOn === undefined) throw stop("a line says on what it rests: '// rests on: common 2026.10.02'");
  if (!existsSync(join(folder, COMMON, 'access', `${restsOn}.cedar`)))
    throw stop(`there is no ${COMMON} version ${restsOn}`);
  const common = textOf(folder, COMMON, `${restsOn}.cedar`);
  const schema = textOf(folder, COMMON, `${restsOn}.cedarschema`);
  const hash = createHash('sha256');
  for (const { text } of [schema, common, own]) {
    hash.update(createHash('sha256').update(text).digest());
  }
  const hex = hash.digest('hex');
  const rules = [...rulesOf(common), ...rulesOf(own)];
  const twice = rules.find(({ id }, i) => rules.findIndex((one) => one.id === id) !== i);
  if (twice !== undefined) throw stop(`the id '${twice.id}' stands twice`);
  const versionId = `${jurisdiction}@${version}+${hex.slice(0, 12)}`;
  return { jurisdiction, version, holdsFrom, hash: hex, versionId, schema: schema.text, rules };
}

function textOf(folder: string, jurisdiction: string, name: string): PolicyText {
  const path = join(folder, jurisdiction, 'access', name);
  return { file: `jurisdictions/${jurisdiction}/access/${name}`, text: readFileSync(path, 'utf8') };
}

function rulesOf(source: PolicyText): Rule[] {
  const parts = splitPolicies(source.text);
  if (!parts.ok) throw new PolicyError([lineOf(source, parts.error)]);
  return parts.value.map(({ text, effect, annotations }) => {
    const [id, article] = [annotations.id, annotations.article];
    const at = lineAt(source.text, Buffer.byteLength(source.text.slice(0, source.text.indexOf(text))));
    if (id === undefined || id === '') throw new PolicyError([`${source.file}:${at}: a policy has an @id`]);
    if (article === undefined || article === '')
      throw new PolicyError([`${source.file}:${at}: '${id}': a policy names its @article`]);
    return { id, article, effect, text };
  });
}

/** Strictly against the schema: a misspelt fact, or a rule that can never apply, is an error too. */
function check(folder: string, { jurisdiction, version, schema }: PolicyVersion): void {
  const own = textOf(folder, jurisdiction, `${version}.cedar`);
  const common = textOf(folder, COMMON, `${RESTS_ON.exec(own.text)![1]}.cedar`);
  const lines = [common, own].flatMap((source) =>
    checkPolicies(schema, source.text).map((problem) => lineOf(source, problem)),
  );
  if (lines.length > 0) throw new PolicyError(lines);
}

function lineOf({ file, text }: PolicyText, { message, at }: PolicyProblem): string {
  return `${file}:${lineAt(text, at)}: ${message}`;
}

/** From 1. `at`: as Cedar counts, in bytes of UTF-8. */
function lineAt(text: string, at: number): number {
  return Buffer.from(text, 'utf8').subarray(0, Math.max(0, at)).toString('utf8').split('\n').length;
}
