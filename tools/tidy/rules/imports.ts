/** Import directions, by the table in `layout.ts`. */
import {
  ALONE,
  COMPOSERS,
  ENTRANCES,
  EXCEPTIONS,
  FOR_ALL,
  READERS,
  USES,
  WEB_MAY_IMPORT,
  WEB_SHARED,
} from '../layout.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../tree.ts';

export const imports: Rule = {
  name: 'imports',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      const parsed = tree.parsed(file);
      for (const { path, specifier, start } of parsed.imports) {
        if (isTest(file.path)) continue;
        const what = aloneObjection(file.path, path, specifier) ?? (path === null ? null : objection(file.path, path));
        if (what !== null) problems.push({ path: file.path, line: parsed.lineOf(start), ...what });
      }
    }
    return problems;
  },
};

function objection(from: string, to: string): Pick<Problem, 'what' | 'remedy'> | null {
  // Benches and tools may stand on what the tests stand on.
  if (!from.startsWith('src/') && !from.startsWith('web/')) return null;
  if (isTest(to)) return says(`imports test code, ${to}`, 'Move what both need out of the test');
  if (isExcepted(from, to)) return null;
  return from.startsWith('src/') ? srcObjection(from, to) : webObjection(from, to);
}

// HAZARD H-454: the verifier takes a function of the writer, and with it the mistake that it should find.
function aloneObjection(from: string, to: string | null, specifier: string): Pick<Problem, 'what' | 'remedy'> | null {
  for (const { folder, usedBy, reason } of ALONE) {
    const isOwn = to?.startsWith(folder) ?? specifier.startsWith('node:');
    if (from.startsWith(folder) && !isOwn)
      return says(`${folder} imports ${specifier}`, `It stands by itself: ${reason}`);
    const isOurs = from.startsWith('src/') || from.startsWith('web/');
    if (isOurs && to?.startsWith(folder) === true && !usedBy.test(from)) {
      return says(`imports ${to}`, `Nothing but the command uses it: ${reason}`);
    }
  }
  return null;
}

function srcObjection(from: string, to: string): Pick<Problem, 'what' | 'remedy'> | null {
  const own = contextOf(from);
  const other = contextOf(to);
  if (other === null) return says(`src imports ${to}`, 'Nothing in src reaches out of src: move it in, or pass it in');
  if (own === other || COMPOSERS.includes(own ?? '')) return null;
  if (own === 'core') return says(`core imports ${to}`, 'Core imports nothing');
  if (other === 'core') return null;
  if (READERS.includes(other)) return says(`imports ${other}`, `Nobody imports ${other} but server and cli`);
  if (COMPOSERS.includes(other)) return says(`imports ${other}`, 'What it needs is passed in by the composition root');
  if (READERS.includes(own ?? '')) {
    if (/\/contract\.ts$/.test(to)) return null;
    return says(`${own} imports ${to}`, 'It reads the contracts of others; an exception belongs in layout.ts');
  }
  if (FOR_ALL.includes(other)) {
    if (to === `src/${other}/service.ts`) return null;
    return says(`imports ${to}`, `Use src/${other}/service.ts`);
  }
  if (!(USES[own ?? ''] ?? []).includes(other)) {
    return says(
      `${own} imports ${other}`,
      'That direction is not in layout.ts: pass what is needed in, or as an event',
    );
  }
  if (ENTRANCES.some((entrance) => entrance.test(to))) return null;
  return says(`imports ${to}`, `Enter ${other} by its service.ts or contract.ts`);
}

function webObjection(from: string, to: string): Pick<Problem, 'what' | 'remedy'> | null {
  if (to.startsWith('src/')) {
    if (WEB_MAY_IMPORT.some((allowed) => allowed.test(to))) return null;
    return says(`a page imports ${to}`, 'Pages import contracts and core only');
  }
  if (!to.startsWith('web/')) return says(`a page imports ${to}`, 'Pages import web/ui, contracts and core only');
  if (to.startsWith(WEB_SHARED)) return null;
  if (from.startsWith(WEB_SHARED)) return says(`web/ui imports ${to}`, 'Shared parts know no page');
  if (from.split('/')[1] === to.split('/')[1] || from.split('/').length === 2) return null;
  return says(`a page imports another page, ${to}`, 'Move the shared part to web/ui');
}

function isExcepted(from: string, to: string): boolean {
  return EXCEPTIONS.some(
    (exception) => exception.from.some((begin) => from.startsWith(begin)) && exception.to.includes(to),
  );
}

function contextOf(path: string): string | null {
  return /^src\/([a-z]+)\//.exec(path)?.[1] ?? null;
}

function says(what: string, remedy: string): Pick<Problem, 'what' | 'remedy'> {
  return { what, remedy };
}
