import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPLANATIONS } from '../../src/proximity/explanations.ts';
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { filled } from './document.ts';
import { corrected, insideByIntegration, predicted, RADIUS68, reachByFormula } from './formulas.ts';
import { DOCUMENT, FIGURES, madeFiles, PARAMETERS } from './make.ts';
import { describedIn } from './parameters-table.ts';
import { play, SPEC, standing } from './stage.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const document = read(DOCUMENT);

describe('docs/engine.md and its figures', () => {
  it('are what `npm run figures` makes now: the page says nothing that the engine does not do', () => {
    const made = madeFiles(document, read(PARAMETERS));
    for (const [path, text] of made) expect(read(path) === text, `${path}: run npm run figures`).toBe(true);
    const drawn = readdirSync(join(root, FIGURES)).map((name) => `${FIGURES}/${name}`);
    expect(drawn.filter((path) => !made.has(path))).toEqual([]);
  });

  it('shows every figure that is made, and none that is not', () => {
    const shown = [...document.matchAll(/\]\(engine\/([\w-]+\.svg)\)/g)].map(([, name]) => name);
    expect(shown.toSorted()).toEqual(readdirSync(join(root, FIGURES)).toSorted());
  });

  const prose = document.replace(/<!-- made: [\w-]+ -->[\s\S]*?<!-- end -->/g, '');

  it('explains every number of the engine in its text, not in the table alone', () => {
    const words = prose.replace(/<!--.*?-->/g, '');
    expect(Object.keys(P).filter((name) => !new RegExp(`\\b${name}\\b`).test(words))).toEqual([]);
  });

  it('puts behind each name its own value', () => {
    const pairs = [...prose.matchAll(/`(\w+)`\s\(<!--=([\w-]+)-->/g)];
    expect(pairs.length).toBeGreaterThan(40);
    expect(pairs.filter(([, name, value]) => name !== value).map(([words]) => words)).toEqual([]);
  });

  it('states every rule that raises a level, and no other', () => {
    const rules = Object.keys(EXPLANATIONS).flatMap(
      (key) => /^approach\.((?:danger|warning|notice)\..+)$/.exec(key)?.[1] ?? [],
    );
    const stated = [...prose.matchAll(/^\| `((?:danger|warning|notice)\.\w+)` \|/gm)].map(([, rule]) => rule);
    expect(stated.toSorted()).toEqual(rules.toSorted());
  });

  it('begins no line with a value: there Markdown would take its mark for a block of HTML, and end the paragraph', () => {
    expect(document.split('\n').filter((line) => /^\s*<!--=/.test(line))).toEqual([]);
  });

  it('links to headings that are there', () => {
    const slugs = [...document.matchAll(/^## (.+)$/gm)].map(([, title]) =>
      (title ?? '')
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...document.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug]) => slug);
    expect(links.filter((slug) => !slugs.includes(slug ?? ''))).toEqual([]);
    expect(links.length).toBe(slugs.length);
  });
});

/** Two people at rest, each with one exact report at 0 s and, if asked, another at 60 s; what the engine holds then. */
function atRest(apartM: number, accuracyM: number, untilS: number, reports: readonly number[]) {
  const exact = { phaseS: 0, noiseM: 0, accuracyM, reports: (atS: number) => reports.includes(atS) };
  const { instants } = play({
    seed: 1,
    untilS,
    wearer: standing(apartM, 0, exact),
    protectedPerson: standing(0, 0, exact),
  });
  return instants.map(({ atS, view }) => ({ atS, gapM: view.gapM ?? 0, contactS: view.earliestContactS ?? -1 }));
}

/** Section 3: a first report, of somebody at rest. */
const FIRST_SPREAD_MPS = 1.4;
const first = (accuracyM: number) => ({ P: (accuracyM / RADIUS68) ** 2, C: 0, V: FIRST_SPREAD_MPS ** 2 });
const gapOf = (apartM: number, variance: number): number => apartM - 2 * Math.sqrt(variance) * RADIUS68;

describe('the formulas of the document', () => {
  it('predict as the engine does', () => {
    for (const { atS, gapM } of atRest(9000, 25, 180, [0])) {
      const belief = predicted(first(25), atS, P.restSpreadMps);
      expect(Math.abs(gapM - gapOf(9000, belief.P)), `after ${atS} s`).toBeLessThan(1);
    }
  });

  it('correct as the engine does', () => {
    const after = corrected(predicted(first(25), 60, P.restSpreadMps), 25);
    for (const { atS, gapM } of atRest(9000, 25, 150, [0, 60]).filter(({ atS }) => atS >= 60)) {
      const belief = predicted(after, atS - 60, P.restSpreadMps);
      expect(Math.abs(gapM - gapOf(9000, belief.P)), `after ${atS} s`).toBeLessThan(1);
    }
  });

  it('reach as far as the engine says, to the second', () => {
    for (const apartM of [300, 1000, 4000, 30_000]) {
      for (const { atS, contactS } of atRest(apartM, 10, 120, [0])) {
        let s = 0;
        while (apartM - 2 * reachByFormula(atS + s, 10, 0) > SPEC.restraintM) s++;
        expect(Math.abs(contactS - s), `${apartM} m, after ${atS} s`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('hold what the engine holds: a way less 1.5 times both accuracies, against 2.5 times what the device tells', () => {
    const fromRestM = 60 * P.surpriseSpeedMps + 1.5 * (20 + 20);
    expect([isBelieved(fromRestM * 0.98, 20, null), isBelieved(fromRestM * 1.02, 20, null)]).toEqual([true, false]);
    const toldM = 60 * 2.5 * 12 + 1.5 * (20 + 20);
    expect([isBelieved(toldM * 0.98, 20, 12), isBelieved(toldM * 1.02, 20, 12)]).toEqual([true, false]);
  });

  it('integrate to what is known: a Rayleigh distribution when the centres coincide, nearly a normal one far out', () => {
    for (const ring of [0.3, 1, 2, 4]) {
      expect(insideByIntegration(0, 1, ring)).toBeCloseTo(1 - Math.exp((-ring * ring) / 2), 6);
    }
    expect(insideByIntegration(1000, 1, 1000)).toBeCloseTo(0.5, 3);
  });
});

/** Whether the engine believes a report `wayM` away, a minute after two at rest, that tells `saidMps`. */
function isBelieved(wayM: number, accuracyM: number, saidMps: number | null): boolean {
  const wearer = standing(0, 0, {
    phaseS: 0,
    noiseM: 0,
    accuracyM,
    alters: (atS) => (atS === 120 ? { spot: { eastM: wayM, northM: 0 }, speedMps: saidMps, courseDeg: 90 } : null),
  });
  const { reports } = play({
    seed: 1,
    untilS: 120,
    wearer,
    protectedPerson: standing(0, 9000, { reports: () => false }),
  });
  const last = reports.at(-1);
  return last !== undefined && last.believed.eastM > wayM / 2;
}

describe('filling in', () => {
  const page = 'a <!--=one-->old<!--/--> b\n<!-- made: table -->\nold\nrows\n<!-- end -->\n';

  it('replaces values and blocks, and gives the same text when done again', () => {
    const once = filled(page, new Map([['table', 'new']]), new Map([['one', '1']]));
    expect(once).toBe('a <!--=one-->1<!--/--> b\n<!-- made: table -->\nnew\n<!-- end -->\n');
    expect(filled(once, new Map([['table', 'new']]), new Map([['one', '1']]))).toBe(once);
  });

  it('refuses what nothing makes, and what has no place', () => {
    expect(() => filled(page, new Map([['table', 'new']]), new Map())).toThrow('"one"');
    const blocks = new Map([
      ['table', 'new'],
      ['lost', 'x'],
    ]);
    expect(() => filled(page, blocks, new Map([['one', '1']]))).toThrow('lost');
  });
});

describe('the table of numbers', () => {
  it('takes section and reason from the docstrings, over several lines too', () => {
    const source = [
      'export interface Parameters {',
      '  // --- Part ---',
      '  /** One reason. */',
      '  readonly aM: number;',
      '  readonly bM: number;',
      '  /**',
      '   * Two',
      '   * lines.',
      '   */',
      '  readonly cS: number;',
      '}',
    ].join('\n');
    expect(describedIn(source)).toEqual([
      { section: 'Part', name: 'aM', reason: 'One reason.' },
      { section: 'Part', name: 'bM', reason: '' },
      { section: 'Part', name: 'cS', reason: 'Two lines.' },
    ]);
    expect(() => describedIn(source.replace('bM: number', 'bM: string'))).toThrow('bM: string');
  });
});
