/**
 * Enough XML to read a recorded track: elements, attributes, text, CDATA, the five entities and character references.
 * No DTD is read and no other entity expanded, so a track file cannot reach other files or grow. A GPX needs no more,
 * and a full parser would bring more code from others than the rest of this command.
 */
export interface XmlVisitor {
  /** Names without their namespace prefix. */
  start(name: string, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  end(name: string): void;
}

const TAG = /^<(\/?)([^\s/>"'=<]+)((?:\s+[^\s/>"'=<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;
const ATTRIBUTE = /([^\s/>"'=<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
/** Longest single tag, which bounds the work of matching one. */
const TAG_CHARS_MAX = 8_192;

/** Null when all was read; otherwise the line (from 1) at which it stopped being XML. What came before has been visited. */
export function visitXml(text: string, visitor: XmlVisitor): { readonly badLine: number } | null {
  const open: string[] = [];
  let at = 0;
  while (at < text.length) {
    const next = text[at] === '<' ? visitMarkup(text, at, open, visitor) : visitText(text, at, visitor);
    if (next === null) return { badLine: lineAt(text, at) };
    at = next;
  }
  return open.length === 0 ? null : { badLine: lineAt(text, text.length) };
}

/** Index after the markup that begins at `at`, null when it is none. */
function visitMarkup(text: string, at: number, open: string[], visitor: XmlVisitor): number | null {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return after(text, '?>', at + 2);
  if (text.startsWith('<![CDATA[', at)) {
    const end = after(text, ']]>', at + 9);
    if (end !== null) visitor.text(text.slice(at + 9, end - 3));
    return end;
  }
  if (text.startsWith('<!', at)) return afterDoctype(text, at);
  const match = TAG.exec(text.slice(at, at + TAG_CHARS_MAX));
  if (match === null) return null;
  const [whole, closing, qualified, attributes, selfClosing] = match;
  const name = localName(qualified!);
  if (closing === '/') {
    if (open.pop() !== name) return null;
    visitor.end(name);
    return at + whole.length;
  }
  visitor.start(name, readAttributes(attributes!));
  if (selfClosing === '/') visitor.end(name);
  else open.push(name);
  return at + whole.length;
}

function visitText(text: string, at: number, visitor: XmlVisitor): number {
  const mark = text.indexOf('<', at);
  const end = mark < 0 ? text.length : mark;
  visitor.text(decodeEntities(text.slice(at, end)));
  return end;
}

/** A document type with an internal subset is passed over up to its `]>`. */
function afterDoctype(text: string, at: number): number | null {
  const end = text.indexOf('>', at);
  const subset = text.indexOf('[', at);
  return subset >= 0 && subset < end ? after(text, ']>', subset) : end < 0 ? null : end + 1;
}

function after(text: string, mark: string, from: number): number | null {
  const found = text.indexOf(mark, from);
  return found < 0 ? null : found + mark.length;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    attributes.set(localName(name!), decodeEntities(double ?? single ?? ''));
  }
  return attributes;
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let found = text.indexOf('\n'); found >= 0 && found < at; found = text.indexOf('\n', found + 1)) line += 1;
  return line;
}
