/** The table of the engine's numbers: each from DEFAULT_PARAMETERS, with the reason that stands beside it in parameters.ts. */
import { DEFAULT_PARAMETERS, ORDER_BOUNDS, type Parameters, type SafeBounds } from '../../src/proximity/parameters.ts';
import { type Made, tableOf } from './document.ts';

export interface Described {
  readonly section: string;
  readonly name: string;
  /** Empty: it stands under the reason of the one before. */
  readonly reason: string;
}

const SECTION = /^\s*\/\/ --- (.+) ---$/;
const MEMBER = /^\s*readonly (\w+): number;$/;

/** The members of the interface in their order, each with its docstring. Throws on a line it does not know. */
export function describedIn(source: string): Described[] {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => line.startsWith('export interface Parameters'));
  if (start < 0) throw new Error('parameters.ts has no interface Parameters');
  const found: Described[] = [];
  let section = '';
  let reason: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (line === '}') return found;
    const title = SECTION.exec(line)?.[1];
    const name = MEMBER.exec(line)?.[1];
    if (title !== undefined) section = title;
    else if (name !== undefined) {
      found.push({ section, name, reason: reason.join(' ') });
      reason = [];
    } else if (/^\s*(\/\*\*|\*)/.test(line)) reason.push(...wordsOf(line));
    else if (line.trim() !== '') throw new Error(`parameters.ts: cannot read "${line.trim()}"`);
  }
  throw new Error('parameters.ts: the interface does not end');
}

function wordsOf(line: string): string[] {
  const words = line
    .replace(/\*\/\s*$/, '')
    .replace(/^\s*\/?\*+/, '')
    .trim();
  return words === '' ? [] : [words];
}

export function parametersMade(source: string): Made {
  const described = describedIn(source);
  const missing = Object.keys(DEFAULT_PARAMETERS).filter((key) => !described.some(({ name }) => name === key));
  if (missing.length > 0) throw new Error(`parameters.ts does not describe ${missing.join(', ')}`);
  const facts = described.map(({ name }) => [name, defaultOf(name as keyof Parameters)]);
  return { blocks: { parameters: tables(described), 'order-bounds': boundsTable() }, facts: Object.fromEntries(facts) };
}

function tables(described: readonly Described[]): string {
  const sections = [...new Set(described.map(({ section }) => section))];
  return sections
    .map((section) => {
      const rows = described
        .filter((one) => one.section === section)
        .map(({ name, reason }) => [
          `\`${name}\``,
          defaultOf(name as keyof Parameters),
          reason === '' ? '(with the one above)' : reason.replaceAll('|', '\\|'),
        ]);
      const table = tableOf(['number', 'default', 'why'], rows).replace(
        '| --- | ---: | ---: |',
        '| --- | ---: | --- |',
      );
      return `**${section}**\n\n${table}`;
    })
    .join('\n\n');
}

function boundsTable(): string {
  const bounds: Readonly<Record<string, SafeBounds>> = ORDER_BOUNDS;
  const rows = Object.entries(bounds).map(([name, { min, max }]) => [
    `\`${name}\``,
    defaultOf(name as keyof Parameters),
    String(min),
    String(max),
  ]);
  return tableOf(['number', 'default', 'least', 'most'], rows);
}

function defaultOf(name: keyof Parameters): string {
  return String(DEFAULT_PARAMETERS[name]);
}
