import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visitXml } from './xml.ts';

/** What was visited, as one readable text. */
function read(text: string) {
  const seen: string[] = [];
  const bad = visitXml(text, {
    start: (name, attributes) =>
      seen.push(`<${[name, ...[...attributes].map(([key, value]) => `${key}=${value}`)].join(' ')}>`),
    text: (part) => part.trim() && seen.push(part.trim()),
    end: (name) => seen.push(`</${name}>`),
  });
  return { seen: seen.join(''), bad };
}

test.each([
  ['<a><b x="1" y=\'2\'/>t</a>', '<a><b x=1 y=2></b>t</a>'],
  ['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a>&b;</a>'],
  ['<n:a n:x="1"><!-- <b> -- ></b> --><![CDATA[<&amp;]]></n:a>', '<a x=1><&amp;</a>'],
  ['<a x="&lt;&#65;&#x42;&quot;">&amp;&unknown;&#9999999;</a>', '<a x=<AB">&&unknown;&#9999999;</a>'],
  ['<a\n x = "1"\n></a >', '<a x=1></a>'],
])('%s', (text, seen) => {
  expect(read(text)).toEqual({ seen, bad: null });
});

test.each([
  ['<a><b></a>', 1],
  ['<a>\n<b x=1/></a>', 2],
  ['<a>\n\n', 3],
  ['</a>', 1],
  ['<a><!-- ', 1],
  ['<a><![CDATA[ </a>', 1],
  ['<', 1],
])('%s is not XML, at line %i', (text, badLine) => {
  expect(read(text).bad).toEqual({ badLine });
});

test('any text ends, and throws nothing', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    ' ',
    '"',
    "'",
    '=',
    '&',
    ';',
    '#x',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((parts) => parts.join('')),
      (text) => void read(text),
    ),
  );
});

test('a long run without a tag end is refused in linear time', () => {
  expect(read(`<a ${'x="1" '.repeat(200_000)}`).bad).toEqual({ badLine: 1 });
});
