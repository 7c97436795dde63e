/** The corpora of cases as data, run against Cedar for every jurisdiction; what errs or is not known; versions. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Sql } from '../../core/database.ts';
import { LIMITS } from '../limits.ts';
import { Access } from './access.ts';
import { AssignmentBook } from './assignment-book.ts';
import type { Assignment } from './assignments.sql.ts';
import {
  ACTIONS,
  type Action,
  type AssignedAs,
  type Case,
  caseOf,
  OPERATOR,
  type Principal,
  wasDecided,
} from './case.ts';
import { judge, keepPolicies } from './cedar.ts';
import { Policies } from './policies.ts';
import { type PolicyVersion, readPolicies } from './policy-file.ts';

const NOW_MS = Date.parse('2026-11-21T03:00:00Z');
const clock = { atMs: NOW_MS, nowMs: () => clock.atMs };
const FOLDER = fileURLToPath(new URL('../../../jurisdictions/', import.meta.url));
const CASES = ['own', 'otherOffice', 'ended', 'mismatch'] as const;
type Which = (typeof CASES)[number];
/** What forbids in the other two, the rows tell. */
const SWEPT = ['own', 'otherOffice'] as const;

/** `[]`: nothing permits it. `!id`: that policy forbids it. Else by which it is permitted. */
const verdictSchema = z.array(z.string());
const corpusSchema = z.strictObject({
  jurisdiction: z.string(),
  cases: z.array(
    z.strictObject({
      who: z.string(),
      action: z.enum(ACTIONS as unknown as [Action, ...Action[]]),
      own: verdictSchema,
      otherOffice: verdictSchema,
      ended: verdictSchema,
      mismatch: verdictSchema,
    }),
  ),
});

const MATTER = 'matter';
const AGENCIES: Readonly<Record<string, string>> = {
  centre: 'monitoring',
  police: 'police',
  prosecution: 'prosecution',
  court: 'court',
  authority: 'authority',
  oversight: 'oversight',
  'other-centre': 'monitoring',
};

/** Of which agency somebody is, and what they are assigned to. */
const WHO: Readonly<Record<string, { kind: string; agency: string; as?: AssignedAs }>> = {
  ...{ protected: { kind: 'protected', agency: 'centre' }, household: { kind: 'household', agency: 'centre' } },
  ...{ wearer: { kind: 'wearer', agency: 'centre' }, officer: { kind: 'officer', agency: 'centre' } },
  ...{ supporter: { kind: 'supporter', agency: 'centre' } },
  advocate: { kind: 'supporter', agency: 'centre', as: 'victim-advocate' },
  ...{ police: { kind: 'police', agency: 'police' }, prosecutor: { kind: 'prosecutor', agency: 'prosecution' } },
  ...{ judge: { kind: 'judge', agency: 'court' }, clerk: { kind: 'clerk', agency: 'court' } },
  authority: { kind: 'judge', agency: 'authority' },
  lawyer: { kind: 'lawyer', agency: 'centre' },
  'lawyer-unassigned': { kind: 'lawyer', agency: 'centre' },
  overseer: { kind: 'overseer', agency: 'oversight' },
  'officer-abroad': { kind: 'officer', agency: 'abroad' },
  // Who is assigned, and of another office, gains nothing by it.
  'officer-assigned-elsewhere': { kind: 'officer', agency: 'other-centre', as: 'officer' },
};

const all = readPolicies();
const policies = new Policies(all, () => 'Asia/Seoul');
/** Of each law the version that holds: those of before stand beside it, since audit entries name them. */
const versions = [...new Set(all.map(({ jurisdiction }) => jurisdiction))].map(
  (jurisdiction) => policies.current(jurisdiction, Number.MAX_SAFE_INTEGER)!,
);
const noSql = {} as Sql;

function principal(who: string, which: Which): Principal {
  const exercise = which !== 'mismatch';
  if (who === 'operator') return OPERATOR;
  if (who.startsWith('system-')) return { is: 'system', agencyId: who.slice('system-'.length), exercise };
  const { kind, agency } = WHO[who]!;
  return { is: 'person', kind, personId: who, agencyId: agency, exercise };
}

/** Both offices that may ask for a warrant did. */
const ASKERS = ['police', 'prosecution'];

function kindOf(action: Action): Case['kind'] {
  if (action === 'message.see') return 'message';
  if (action === 'log.read') return 'log';
  return action.startsWith('warrant.') && action !== 'warrant.ask' ? 'warrant' : 'order';
}

function theCase(action: Action, which: Which, jurisdiction: string): Case {
  const known = {
    ...{ caseId: 'case', law: { jurisdiction }, exercise: true, matters: which === 'otherOffice' ? [] : [MATTER] },
    kind: kindOf(action),
    phase: which === 'ended' ? 'over' : 'in-force',
  } as const;
  if (which === 'otherOffice') {
    const other = ['another'];
    return caseOf({
      ...known,
      ...{ monitoring: other, police: other, prosecution: other, court: other, register: other, from: other },
      ...{ to: other, protectedIds: other, wearerIds: other },
    });
  }
  return caseOf({
    ...known,
    ...{ monitoring: ['centre'], police: ['police'], prosecution: ['prosecution'], court: ['court', 'authority'] },
    ...{ register: ['centre'], from: kindOf(action) === 'warrant' ? ASKERS : ['centre'], to: ['police'] },
    ...{ protectedIds: ['protected', 'household'], wearerIds: ['wearer'], lawyerIds: ['lawyer'] },
  });
}

function accessOf(jurisdiction: string, held = policies, errors: string[] = []): Access {
  const assignments = new AssignmentBook();
  for (const [personId, { as }] of Object.entries(WHO)) {
    if (as !== undefined) assignments.put(assignment(personId, as));
  }
  return new Access({
    ...{ clock, policies: held, assignments },
    loadAgency: async (_, agencyId) => {
      if (agencyId === 'abroad') return { role: 'monitoring', jurisdiction: jurisdiction === 'jp' ? 'kr' : 'jp' };
      const role = AGENCIES[agencyId];
      return role === undefined ? null : { role, jurisdiction };
    },
    onError: (messages) => void errors.push(...messages),
  });
}

function assignment(personId: string, as: AssignedAs, more: Partial<Assignment> = {}): Assignment {
  return {
    ...{ assignmentId: personId, matterKind: 'order', matterId: MATTER, personId, as, fromMs: 0, untilMs: null },
    ...{ givenBy: null, givenAtMs: 0, endedAtMs: null, ...more },
  };
}

// HAZARD H-83: two agencies' officers see one another's cases.
describe.each(versions.map(({ jurisdiction }) => jurisdiction))('%s', (jurisdiction) => {
  const { cases } = corpusSchema.parse(
    JSON.parse(readFileSync(join(FOLDER, jurisdiction, 'access/cases.json'), 'utf8')),
  );
  const access = accessOf(jurisdiction);
  const said = async (who: string, action: Action, which: Which) => {
    const decision = await access.mayAct(noSql, principal(who, which), action, theCase(action, which, jurisdiction));
    const { allowed, ruleIds } = decision;
    if (allowed) return ruleIds;
    return ruleIds[0] === 'none' ? [] : ruleIds.map((id) => `!${id}`);
  };

  it(`decides its ${cases.length} rows as they say, by the rules they name`, async () => {
    for (const { who, action, ...expected } of cases) {
      for (const which of CASES) {
        expect([who, action, which, await said(who, action, which)]).toEqual([who, action, which, expected[which]]);
      }
    }
  });

  it('permits nobody anything that its rows do not permit', async () => {
    const rows = new Map(cases.map((row) => [`${row.who} ${row.action}`, row]));
    for (const who of [...Object.keys(WHO), 'operator', 'system-court', 'system-police', 'system-centre']) {
      for (const action of ACTIONS) {
        for (const which of SWEPT) {
          const decision = await said(who, action, which);
          const isAllowed = decision.length > 0 && !decision[0]!.startsWith('!');
          const row = rows.get(`${who} ${action}`)?.[which] ?? [];
          if (who === 'system-centre' && action === 'proceeding.act') continue;
          expect([who, action, which, isAllowed]).toEqual([
            ...[who, action, which],
            row.length > 0 && !row[0]!.startsWith('!'),
          ]);
        }
      }
    }
  });

  it('names laws that its pack lists', () => {
    const [newest] = versions.filter((one) => one.jurisdiction === jurisdiction);
    const laws = new Set(['Magpie']);
    const pack = readFileSync(join(FOLDER, jurisdiction, `${NEWEST_PACK[jurisdiction]}.json`), 'utf8');
    for (const { abbreviation } of (JSON.parse(pack) as { laws: { abbreviation: string }[] }).laws)
      laws.add(abbreviation);
    for (const { id, article } of newest!.rules) {
      for (const part of article.split('; ')) expect([id, laws.has(part.split(' ')[0]!)]).toEqual([id, true]);
    }
  });
});

/** A version that says its laws itself. */
const NEWEST_PACK: Readonly<Record<string, string>> = {
  ...{ kr: '2026.10.02-6', jp: '2026.10.02-6', my: '2026.10.02-2', example: '2026.10.02-2' },
};

describe('docs/access-table.md', () => {
  it('tells who may do what in a case of their own, as the policies of kr decide it', async () => {
    const access = accessOf('kr');
    const lines = ['| who | may | by |', '| --- | --- | --- |'];
    for (const who of [...Object.keys(WHO), 'system-court', 'system-police', 'operator']) {
      const byRule = new Map<string, Action[]>();
      for (const action of ACTIONS) {
        const on = theCase(action, 'own', 'kr');
        const { allowed, ruleIds } = await access.mayAct(noSql, principal(who, 'own'), action, on);
        if (allowed) byRule.set(ruleIds.join(', '), [...(byRule.get(ruleIds.join(', ')) ?? []), action]);
      }
      if (byRule.size === 0) lines.push(`| ${who} | nothing | |`);
      for (const [rules, actions] of byRule) lines.push(`| ${who} | ${actions.join(', ')} | ${rules} |`);
    }
    await expect(`${TABLE_HEAD}\n\n${lines.join('\n')}\n`).toMatchFileSnapshot('../../../docs/access-table.md');
  });
});

const TABLE_HEAD = `# Who may do what (kr)

Written by \`src/safeguards/access/access.test.ts\` from the policies, for a case of one's own that is in force: their own person, their own
office in its part, and for lawyer, advocate and \`officer-assigned-elsewhere\` an assignment. docs/access.md tells the rest.`;

describe('what is not known, or errs', () => {
  const officer = principal('officer', 'own');
  const own = theCase('incident.read', 'own', 'kr');

  it('HAZARD H-461: a policy that errs denies, and is told; the others do not decide without it', async () => {
    const [kr] = versions.filter(({ jurisdiction }) => jurisdiction === 'kr');
    // As if a fact were missing that a forbidding rule asks for.
    const broken: PolicyVersion = {
      ...kr!,
      versionId: 'kr@broken',
      rules: [
        ...kr!.rules,
        {
          ...{ id: 'broken', article: 'Magpie 20', effect: 'forbid' },
          text: 'forbid (principal, action, resource) when { resource.noSuchFact };',
        },
      ],
    };
    const errors: string[] = [];
    const access = accessOf('kr', new Policies([broken], () => 'Asia/Seoul'), errors);
    const decision = await access.mayAct(noSql, officer, 'incident.read', own);
    expect(decision).toEqual({ allowed: false, ruleIds: ['error'], policyVersion: 'kr@broken' });
    expect([errors.length, wasDecided(decision)]).toEqual([1, false]);
    expect(errors.join()).toContain('broken');
    // Of cases that are alike it is asked and told once a second.
    clock.atMs += LIMITS.askAgainMs - 1;
    access.decide(officer, 'incident.read', { ...own, caseId: 'another' });
    expect(errors).toHaveLength(1);
    clock.atMs += 1;
    access.decide(officer, 'incident.read', own);
    expect(errors).toHaveLength(2);
    clock.atMs = NOW_MS;
    // Cedar itself would have let them in.
    expect(await accessOf('kr').mayAct(noSql, officer, 'incident.read', own)).toMatchObject({ allowed: true });
  });

  it('an agency that is not known, no policies for the law, and none in force yet deny', async () => {
    const access = accessOf('kr');
    const nobody: Principal = { is: 'person', kind: 'officer', personId: 'x', agencyId: 'nowhere', exercise: true };
    expect(access.decide(officer, 'incident.read', own).ruleIds).toEqual(['unknown-agency']);
    expect((await access.mayAct(noSql, nobody, 'incident.read', own)).ruleIds).toEqual(['unknown-agency']);
    const lawless = { ...own, law: { jurisdiction: 'xx' } };
    expect((await access.mayAct(noSql, officer, 'incident.read', lawless)).ruleIds).toEqual(['no-policy-in-force']);
    const later = versions.map((one) => ({ ...one, holdsFrom: '2026-12-01' }));
    const early = accessOf('kr', new Policies(later, () => 'Asia/Seoul'));
    const decision = await early.mayAct(noSql, officer, 'incident.read', own);
    expect([decision.policyVersion, wasDecided(decision)]).toEqual([null, false]);
    const from = Date.parse('2026-12-01T00:00:00+09:00');
    expect([from - 1, from].map((atMs) => early.policiesHeld(atMs))).toEqual([0, later.length]);
  });

  it('HAZARD H-463: an assignment that begins, ends or was taken back is another question at once', async () => {
    const access = accessOf('kr');
    const advocate = principal('supporter', 'own');
    const may = async () => (await access.mayAct(noSql, advocate, 'protected-side.read', own)).allowed;
    const given = assignment('supporter', 'victim-advocate', { assignmentId: 'new' });
    expect(await may()).toBe(false);
    access.assignments.put({ ...given, fromMs: NOW_MS + 1 });
    expect(await may()).toBe(false);
    access.assignments.put(given);
    expect(await may()).toBe(true);
    access.assignments.put({ ...given, untilMs: NOW_MS });
    expect(await may()).toBe(false);
    access.assignments.put(given);
    access.assignments.put({ ...given, endedAtMs: NOW_MS });
    expect(await may()).toBe(false);
    // Who acts for the wearer is a fact of the case.
    const lawyer = principal('lawyer', 'own');
    const may2 = async (on: Case) => (await access.mayAct(noSql, lawyer, 'wearer-side.read', on)).ruleIds;
    expect([await may2(own), await may2({ ...own, lawyerIds: [] })]).toEqual([['kr.wearer-lawyer'], ['none']]);
    // The centre of the case is another: its officers are out with the next question.
    expect((await access.mayAct(noSql, officer, 'incident.read', { ...own, monitoring: ['other'] })).allowed).toBe(
      false,
    );
  });

  it('an unknown kept set is an error, never an answer', () => {
    keepPolicies('there', { one: 'permit (principal, action, resource);' });
    const facts = { type: 'Operator', id: 'o', attributes: {} };
    expect(judge('there', facts, 'x', { ...facts, type: 'Case' }, {}).kind).toBe('decided');
    expect(judge('not there', facts, 'x', { ...facts, type: 'Case' }, {}).kind).toBe('error');
  });
});

describe('versions', () => {
  it('of one day: the later number holds', () => {
    const of = (version: string) => ({ ...versions[0]!, version, versionId: version });
    const held = new Policies(['2026.10.02-10', '2026.10.02', '2026.10.02-2'].map(of), () => 'Asia/Seoul');
    expect(held.all().map(({ version }) => version)).toEqual(['2026.10.02', '2026.10.02-2', '2026.10.02-10']);
    for (const { jurisdiction, version } of versions)
      expect([jurisdiction, version]).toEqual([jurisdiction, '2026.10.02-2']);
  });
});

describe('files', () => {
  let folder: string | null = null;
  afterEach(() => {
    if (folder !== null) rmSync(folder, { recursive: true });
    folder = null;
  });

  /** The policies of kr, changed; what reading them says. */
  const readChanged = (change: (text: string) => string): string => {
    folder = mkdtempSync(join(tmpdir(), 'magpie-policies-'));
    for (const one of ['common', 'kr']) cpSync(join(FOLDER, one), join(folder, one), { recursive: true });
    const path = join(folder, 'kr/access/2026.10.02-2.cedar');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    try {
      return readPolicies(folder).find(({ version }) => version === '2026.10.02-2')!.versionId;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    ['a fact that there is not', 'principal.kind == "officer"', 'principal.kid == "officer"', /\.cedar:13: .*kid/],
    ['an action that there is not', '"incident.act"', '"incident.acts"', /\.cedar:\d+: .*incident\.acts/],
    ['what does not parse', 'when {', 'wen {', /\.cedar:13: .*wen/],
    ['no article', '@article("EDA 31-6(4); Decree 23-14")\n', '', /\.cedar:6: 'kr\.centre': .*@article/],
    ['no day from which it holds', '// holds from: 2026-10-02', '//', /\.cedar:1: .*holds/],
    ['a common version that there is not', 'common 2026.10.02-2', 'common 2025.01.01', /\.cedar:1: .*2025\.01\.01/],
    ['an id that stands twice', '@id("kr.devices")', '@id("kr.centre")', /\.cedar:1: .*twice/],
  ])('stop the start with file and line for %s', (_, from, to, message) => {
    expect(readChanged((text) => text.replace(from, to))).toMatch(message);
  });

  it('have another version id for any change', () => {
    expect(readChanged((text) => text)).toBe(versions.find(({ jurisdiction }) => jurisdiction === 'kr')!.versionId);
    expect(readChanged((text) => `${text}\n// A word more.\n`)).not.toBe(
      versions.find(({ jurisdiction }) => jurisdiction === 'kr')!.versionId,
    );
  });
});
