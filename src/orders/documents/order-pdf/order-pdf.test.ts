/** The paper of an order, read back by another program's reader. */
import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { checkDocument } from '../check-document.ts';
import { DocumentWorker } from '../worker/document-worker.ts';
import { type OrderPdfContent, PDF_LANGUAGES } from './content.ts';
import { distanceText } from './distance.ts';
import { linesOf } from './lines.ts';
import { projectionOf, scaleBarM } from './map.ts';
import { orderSample } from './order.fixture.ts';
import { setOrderPdf } from './set-order.ts';
import { PDF_TEXTS } from './texts/texts.ts';
import { verifyLink } from './verification.ts';

const worker = new DocumentWorker();
afterAll(() => worker.close());

async function pdf(content: OrderPdfContent): Promise<Uint8Array> {
  const rendered = await worker.renderOrderPdf(content);
  if (!rendered.ok) throw new Error(rendered.error.message);
  return rendered.value;
}

async function read(bytes: Uint8Array) {
  const document = await getDocumentProxy(bytes.slice());
  const { text } = await extractText(document);
  return { document, pages: text, text: text.join('\n').replace(/\s+/g, ' ') };
}

describe.each(PDF_LANGUAGES)('in %s', (language) => {
  const content = orderSample(language, { changes: ['1'], issuedAtMs: Date.parse('2026-11-28T02:00:00Z') });

  let once: Promise<Uint8Array>;
  beforeAll(() => {
    once = pdf(content);
  });

  it('says everything that the order says, and says on each page which paper it is', async () => {
    const bytes = await once;
    const { text, pages, document } = await read(bytes);
    const texts = PDF_TEXTS[language];
    const said = [
      ...[
        content.court,
        content.caseNumber,
        content.label,
        content.number,
        content.code,
        content.judge,
        'Example Protection Act',
      ],
      ...content.parties.flatMap(({ role, name }) => [texts.roles[role], name]),
      ...content.measures.flatMap(({ name, article }) => [name, article]),
      ...content.places.flatMap(({ name, address }) => [name, address!]),
      ...content.documents.flatMap(({ name, hash }) => [name, hash]),
      ...[texts.date(content.period.from!), texts.date(content.period.lastDay!), texts.date(content.appeal!.lastDay)],
    ];
    // Where a line was broken, or a space is one that does not break.
    const plain = (words: string): string => words.replaceAll(/\s/g, '');
    for (const words of said) expect(plain(text), words).toContain(plain(words));
    for (const page of pages) {
      expect(page).toContain(content.number);
      expect(page.replace(/\s+/g, ' ')).toContain(texts.exercise);
    }
    expect(bytes.length).toBeLessThan(300_000);
    const { info } = (await document.getMetadata()) as unknown as { info: { Title: string; Language: string } };
    expect([info.Language, info.Title]).toEqual([language, expect.stringContaining(content.caseNumber)]);
  });

  it('(H-326) the same content gives the same bytes, on another thread too', async () => {
    const again = await setOrderPdf(content);
    expect(again.ok && Buffer.from(again.value).equals(await once)).toBe(true);
  });
});

it('(H-326) names and dates of Korean people are read as they were written', async () => {
  const { text } = await read(await pdf(orderSample('ko')));
  for (const words of [
    '훈련자 한도윤',
    '훈련자 서이연',
    '2026. 11. 28.부터 2027. 2. 27.까지',
    '마지막 날: 2026. 12. 7.',
  ])
    expect(text).toContain(words);
});

it('is tagged: read aloud in its order, headings and lists as such, pictures with their words', async () => {
  const { document } = await read(await pdf(orderSample('en')));
  const page = await document.getPage(1);
  const tree = JSON.stringify(await page.getStructTree());
  for (const role of ['Document', 'H1', 'H2', 'Table', 'TH', 'TD', 'L', 'LBody', 'Figure'])
    expect(tree).toContain(`"role":"${role}"`);
  expect(tree).toContain('Map of 2 places');
  expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
});

it('of a real order bears no band; another version has other bytes', async () => {
  const bytes = await pdf(orderSample('en', { exercise: false }));
  expect((await read(bytes)).text).not.toContain('EXERCISE');
  const other = await pdf(orderSample('en', { exercise: false, version: 3 }));
  expect(Buffer.from(bytes).equals(other)).toBe(false);
});

it('goes over as many pages as it needs, and keeps every word', async () => {
  const reasons = Array.from({ length: 60 }, (_, i) => `Reason ${i} ${'and what follows from it '.repeat(8)}end${i}.`);
  const { text, pages } = await read(await pdf(orderSample('en', { reasons, duties: reasons })));
  expect(pages.length).toBeGreaterThan(5);
  for (let i = 0; i < 60; i += 1) expect(text.split(`end${i}.`).length - 1).toBe(2);
});

it('(H-326) what cannot be printed whole is refused, with the character', async () => {
  const odd = orderSample('ko', { judge: 'Exercise \u{1f600}' });
  expect(await worker.renderOrderPdf(odd)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('U+1F600') },
  });
  // Ideographs in a Korean name are printed by the other font.
  const { text } = await read(await pdf(orderSample('ko', { judge: '李正義' })));
  expect(text).toContain('李正義');
});

it('passes the check that every document passes', async () => {
  expect(checkDocument(await pdf(orderSample('ja')))).toEqual({ ok: true, value: 'application/pdf' });
});

it('the address of its QR code keeps number and code out of what a browser sends', () => {
  const link = new URL(verifyLink(orderSample('en')));
  expect([link.pathname, link.search, link.hash]).toEqual(['/verify', '', '#KR-EX-2026-000123.7K3MQ9TR0XVB52HD']);
});

test('lines hold every character and are no wider than asked, except for one character that is', () => {
  const width = (text: string): number => [...text].length;
  const words = fc.string({ unit: fc.constantFrom('a', '가', '日', '。', '（', ' ', 'm', '1', '\n') });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const lines = linesOf(text, most, width);
      expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(most);
    }),
  );
  expect(linesOf('これは、試験です。', 8, width)).toEqual(['これは、試験で', 'す。']);
  expect(linesOf('접근하여서는 아니 된다.', 9, width)).toEqual(['접근하여서는 아니', '된다.']);
});

test('the map is true to scale: what is a kilometre is a kilometre in each direction', () => {
  const frame = { left: 0, top: 0, width: 400, height: 200 };
  const shape = { kind: 'circle', latDeg: 36, lonDeg: 124.5, radiusM: 1_000 } as const;
  const projection = projectionOf([{ name: '', address: null, when: null, shape }], frame);
  // 1 km north and east of it, by the ellipsoid.
  const north = projection.y(shape) - projection.y({ latDeg: 36 + 1_000 / 110_956, lonDeg: 124.5 });
  const east = projection.x({ latDeg: 36, lonDeg: 124.5 + 1_000 / 90_164 }) - projection.x(shape);
  expect(north).toBeCloseTo(1_000 * projection.scale, 1);
  expect(east).toBeCloseTo(1_000 * projection.scale, 1);
  expect([projection.x(shape), projection.y(shape)]).toEqual([200, 100]);
  expect([scaleBarM(110), scaleBarM(4_999), scaleBarM(0.7)]).toEqual([100, 2_000, 0.5]);
  expect([
    distanceText(1_500, 'en'),
    distanceText(1_000, 'ko'),
    distanceText(950, 'ms'),
    distanceText(1_250, 'ja'),
  ]).toEqual(['1.5 km', '1km', '950 m', '1,250m']);
});
