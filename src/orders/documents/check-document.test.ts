import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkDocument } from './check-document.ts';
import { MEDIA_TYPES } from './document.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { jpegOf, pdfOf, pdfWith, pdfWithObjects, pngOf, TEXT } from './samples.fixture.ts';

function said(bytes: Uint8Array): string {
  const checked = checkDocument(bytes);
  return checked.ok ? checked.value : checked.error.message;
}
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

test('what is taken is told from its bytes', async () => {
  expect(said(await pdfOf())).toBe('application/pdf');
  expect(said(pdfWithObjects('1 0 << /Type /Page >>'))).toBe('application/pdf');
  expect(said(pngOf(40, 30))).toBe('image/png');
  expect(said(jpegOf(4_000, 3_000))).toBe('image/jpeg');
  // Telephones add a second picture after the end of the first.
  expect(said(Uint8Array.from([...jpegOf(40, 30), 1, 2, 3]))).toBe('image/jpeg');
  expect(said(TEXT)).toBe('text/plain');
  // Markup is text like any other: it is only ever served to be saved, as text.
  expect(said(latin1('<html><script>alert(1)</script>'))).toBe('text/plain');
});

test.each([
  ['nothing', new Uint8Array(), 'The file is empty.'],
  ['blanks', latin1(' \n\t '), 'The file holds nothing but blanks.'],
  ['more than the limit', new Uint8Array(DOCUMENT_LIMITS.bytes + 1).fill(65), 'The file is larger than 10 MB.'],
  ['an archive or office document', latin1('PK\x03\x04rest'), 'office document or an archive. Save it as PDF'],
  ['an older office document', latin1('\xd0\xcf\x11\xe0rest'), 'older office document'],
  ['a photograph as HEIC', latin1('\0\0\0\x18ftypheic'), 'Send it as JPEG'],
  ['a video', latin1('\0\0\0\x18ftypqt  '), 'Sound and video are not taken yet'],
  ['a GIF', latin1('GIF89a'), 'as PNG or JPEG'],
  ['a WebP', latin1('RIFF....WEBPVP8 '), 'as PNG or JPEG'],
  ['text in another encoding', Uint8Array.from([0xb0, 0xa1, 0xb3, 0xaa]), 'plain text in UTF-8'],
  ['a program', latin1('\x7fELF\x02\x01'), 'This kind of file is not taken'],
  ['a picture that claims to be huge', pngOf(60_000, 60_000), 'larger than 20,000 pixels a side'],
  ['a picture of too many pixels', jpegOf(15_000, 15_000), '120 million in all'],
  ['a picture without a size', pngOf(0, 10), 'The picture has no size.'],
  ['a PNG that was cut short', pngOf(10, 10).subarray(0, 50), 'The PNG is damaged'],
  ['a PNG with something behind it', Uint8Array.from([...pngOf(10, 10), 80, 75]), 'followed by something else'],
  ['a JPEG that was cut short', jpegOf(10, 10).subarray(0, 20), 'The JPEG is damaged'],
  ['a PDF that was cut short', latin1('%PDF-1.7\n1 0 obj'), 'The PDF is cut short'],
])('refused with what to do: %s', (_what, bytes, message) => {
  expect(said(bytes)).toContain(message);
});

describe('(H-322) a PDF that acts, hides or carries', () => {
  it('is refused as programs write it', async () => {
    expect(said(await pdfOf((doc) => doc.addNamedJavaScript('a', 'app.alert(1)')))).toContain('carries a script');
    const file = Buffer.from('other');
    expect(said(await pdfOf((doc) => doc.file(file, { name: 'other.txt', creationDate: new Date(0) })))).toContain(
      'carries other files',
    );
    expect(said(await pdfOf(undefined, { userPassword: 'secret' }))).toContain('is encrypted');
  });

  it.each([
    ['a script', '<< /S /JavaScript /JS (app.alert\\(1\\)) >>', 'carries a script'],
    ['a script by its escapes', '<< /S /J#61va#53cript /JS (x) >>', 'carries a script'],
    ['a program', '<< /S/Launch/F(cmd.exe) >>', 'starts another program'],
    ['a form of another kind', '<< /AcroForm << /XFA 3 0 R >> >>', 'only some programs can show'],
    ['a form that is sent', '<< /S /SubmitForm >>', 'sends what is entered'],
    ['media', '<< /Subtype /RichMedia >>', 'sound, video or 3D'],
  ])('is refused: %s', (_what, object, message) => {
    expect(said(pdfWith(object))).toContain(message);
    // The same among compressed objects.
    expect(said(pdfWithObjects(object))).toContain(message);
  });

  it.each([
    ['packed in another way', '/Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode]'],
    ['with a predictor', '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>'],
    ['behind a dictionary made to be misread', '/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode /X (obj)'],
    ['its kind by escapes', '/Type /Obj#53tm /N 1 /First 4 /Filter /RunLengthDecode'],
  ])('objects that cannot be looked into are not passed over: %s', (_what, dictionary) => {
    expect(said(pdfWithObjects('<< /S /JavaScript >>', dictionary))).toMatch(/cannot be checked|carries a script/);
    expect(said(pdfWithObjects('<< /Type /Page >>', dictionary))).toContain('cannot be checked');
  });

  it('what is damaged or swells beyond the limit is not passed over', () => {
    const damaged = Buffer.from(pdfWithObjects('<< /Type /Page >>'.repeat(50)));
    const at = damaged.indexOf('stream\n') + 12;
    damaged.fill(0xff, at, at + 8);
    expect(said(damaged)).toContain('cannot be checked');
    const bomb = deflateSync(Buffer.alloc(DOCUMENT_LIMITS.pdfInflatedBytes + 1));
    const head = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n', 'latin1');
    expect(said(Buffer.concat([head, bomb, Buffer.from('\nendstream\n%%EOF')]))).toContain('cannot be checked');
  });
});

describe('any bytes', () => {
  const heads = [
    '',
    '%PDF-1.7\n',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
    '\xff\xd8\xff\xe0',
    'GIF89a',
    '\0\0\0\x18ftyp',
    '\xef\xbb\xbf',
  ];
  const pieces = [
    '1 0 obj << /Filter /FlateDecode >>',
    'stream\n',
    'stream\r',
    '/ObjStm',
    '#',
    '/',
    'endstream',
    '%%EOF',
    '\xff\xc0',
    'IEND',
  ];
  const anyBytes = fc
    .tuple(
      fc.constantFrom(...heads),
      fc.array(fc.oneof(fc.constantFrom(...pieces).map(latin1), fc.uint8Array({ maxLength: 60 }))),
    )
    .map(([head, rest]) => new Uint8Array(Buffer.concat([latin1(head), ...rest])));

  it('give a kind that is taken or a refusal in one sentence or more, and never throw', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const checked = checkDocument(bytes);
        if (checked.ok) expect(MEDIA_TYPES).toContain(checked.value);
        else expect(checked.error.message).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of good files with some bytes changed give the same', async () => {
    const good = [await pdfOf(), pngOf(20, 20), jpegOf(20, 20), TEXT];
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...good), changes, fc.nat(), (file, changed, cut) => {
        const bytes = Uint8Array.from(file);
        for (const [at, value] of changed) bytes[at % bytes.length] = value;
        checkDocument(bytes);
        checkDocument(bytes.subarray(0, cut % bytes.length));
      }),
      { numRuns: 1_000 },
    );
  });
});
