/**
 * `print-findings.ts <seed> …`: every finding, sentence and picture of some seeds on standard output, for `where-it-runs.test.ts` to
 * compare between processes. With SHOW_OFFSET first the offset of this process from UTC.
 */
import { sentence } from '../../src/proximity/explanations.ts';
import { productionEngine, run } from './engine-under-test.ts';
import { makeScenario } from './scenario.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

if (process.env.SHOW_OFFSET !== undefined) say(`offset ${new Date(0).getTimezoneOffset()}`);
for (const seed of process.argv.slice(2)) {
  const scenario = makeScenario(Number(seed));
  run(scenario.journal, productionEngine, (engine, { input, nowMs }, found) => {
    for (const finding of found) say(`${JSON.stringify(finding)} ${sentence(finding.why)}`);
    if (input.kind !== 'tick' || nowMs % 300_000 !== 0) return;
    for (const { pairId } of scenario.pairs) say(JSON.stringify(engine.pairView(pairId, nowMs)));
    for (const { zoneId } of scenario.zones) say(JSON.stringify(engine.zoneView(zoneId, nowMs)));
  });
}
