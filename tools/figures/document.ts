/**
 * What a script puts into docs/engine.md: blocks between `<!-- made: name -->` and `<!-- end -->`, and single values between
 * `<!--=name-->` and `<!--/-->`. A name that nothing makes, or that nothing asks for, is an error: neither may rot.
 */

/** What one example or figure contributes. */
export interface Made {
  /** SVG by file name. */
  readonly figures?: Readonly<Record<string, string>>;
  /** Markdown by block name. */
  readonly blocks?: Readonly<Record<string, string>>;
  /** Values by name, for the running text. */
  readonly facts?: Readonly<Record<string, string>>;
}

const BLOCK = /<!-- made: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g;
const FACT = /<!--=([\w-]+)-->[^<]*<!--\/-->/g;

/** The text with every block and value made anew. */
export function filled(text: string, blocks: ReadonlyMap<string, string>, facts: ReadonlyMap<string, string>): string {
  const asked = new Set<string>();
  const take = (from: ReadonlyMap<string, string>, name: string): string => {
    const found = from.get(name);
    if (found === undefined) throw new Error(`the document asks for "${name}", which nothing makes`);
    asked.add(name);
    return found;
  };
  const out = text
    .replace(BLOCK, (_, name: string) => `<!-- made: ${name} -->\n${take(blocks, name)}\n<!-- end -->`)
    .replace(FACT, (_, name: string) => `<!--=${name}-->${take(facts, name)}<!--/-->`);
  const idle = [...blocks.keys()].filter((name) => !asked.has(name));
  if (idle.length > 0) throw new Error(`made, but the document has no place for it: ${idle.join(', ')}`);
  return out;
}

/** A Markdown table; numbers to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[], leftColumns = 1): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index < leftColumns ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
