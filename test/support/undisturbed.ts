/** One engine that was never stopped, over a journal: what a server that was stopped or killed is held against. */
import { decideFinding, incidentKind, incidentSubject } from '../../src/incidents/decide.ts';
import type { JournaledInput } from '../../src/ingest/inputs.ts';
import { createEngine, type Engine, step } from '../../src/proximity/engine.ts';

export interface Undisturbed {
  readonly engine: Engine;
  /** The events of incidents in order: `<subject> <kind> <event> <position>`. */
  readonly events: readonly string[];
}

export function undisturbed(inputs: readonly JournaledInput[]): Undisturbed {
  const engine = createEngine();
  const open = new Map<string, Parameters<typeof decideFinding>[0]>();
  const events: string[] = [];
  for (const { input, atMs } of inputs) {
    for (const finding of step(engine, input, atMs)) {
      const key = `${incidentSubject(finding)} ${incidentKind(finding)}`;
      const change = decideFinding(open.get(key) ?? null, finding);
      if (change === null) continue;
      open.set(key, change);
      events.push(`${key} ${change.event} ${finding.inputPosition}`);
    }
  }
  return { engine, events };
}
