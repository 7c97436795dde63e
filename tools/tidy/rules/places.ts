/** Nothing names a machine, a person's folder or a package registry: a clone works anywhere. */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';

/** Folders of one machine. Samples of what is bad stand in tidy's own tests. */
const OWN_SAMPLES = /^tools\/tidy\/rules\/[a-z-]+\.test\.ts$/;
const MACHINE_PATH = /(?<![\w.~-])\/(home|root|work|tmp|Users)\/[\w.-]+/;
const REGISTRY_HOST = /https?:\/\/[\w.-]*(registry|npmjs|artifactory|nexus|verdaccio|jfrog)[\w.-]*/i;
const REGISTRY_SETTING = /^\s*(@[\w-]+:)?registry\s*=/m;

export const places: Rule = {
  name: 'places',
  check(tree) {
    const problems: Problem[] = [];
    for (const { path, text } of tree.files) {
      if (OWN_SAMPLES.test(path)) continue;
      for (const [index, line] of text.split('\n').entries()) {
        const what = objection(path, line);
        if (what !== null) problems.push({ path, line: index + 1, ...what });
      }
    }
    return problems;
  },
};

function objection(path: string, line: string): Pick<Problem, 'what' | 'remedy'> | null {
  const folder = MACHINE_PATH.exec(line);
  if (folder !== null)
    return { what: `a machine's path, ${folder[0]}`, remedy: 'Work it out from the checkout, or os.tmpdir()' };
  if (REGISTRY_HOST.test(line))
    return { what: 'a package registry by name', remedy: 'Any mirror must do: leave the host out' };
  if (path === 'package-lock.json' && /^\s*"resolved"/.test(line)) {
    return { what: 'the lock file names a registry', remedy: 'Install again with .npmrc as it is' };
  }
  if (/(^|\/)\.npmrc$/.test(path) && REGISTRY_SETTING.test(line)) {
    return { what: 'a registry is set for the project', remedy: "Set it in the machine's own npm settings" };
  }
  return null;
}
