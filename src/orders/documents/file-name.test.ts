import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEDIA_TYPES } from './document.ts';
import { dispositionOf, fileNameFrom, safeFileName } from './file-name.ts';

test('(H-324) a name becomes one that no system takes for a path or for another kind of file', () => {
  expect(safeFileName('진술서.pdf', 'application/pdf')).toBe('진술서.pdf');
  expect(safeFileName('photo.JPEG', 'image/jpeg')).toBe('photo.JPEG');
  expect(safeFileName('../../etc/passwd', 'text/plain')).toBe('_.._etc_passwd.txt');
  expect(safeFileName('invoice.pdf.exe', 'application/pdf')).toBe('invoice.pdf.exe.pdf');
  expect(safeFileName('photo\u202egpj.exe', 'image/png')).toBe('photogpj.exe.png');
  expect(safeFileName('a\r\nset-cookie: x', 'text/plain')).toBe('aset-cookie_ x.txt');
  expect(safeFileName(null, 'application/pdf')).toBe('document.pdf');
  expect(safeFileName(' ... ', 'image/png')).toBe('document.png');
});

test('any name, and any header, gives a header of one line that says attachment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...MEDIA_TYPES), (name, type) => {
      const safe = safeFileName(fileNameFrom(encodeURIComponent(name.toWellFormed())), type);
      expect(safe).not.toMatch(/[\\/\p{Cc}\p{Cf}]/u);
      expect(dispositionOf(safe)).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.~!#$&+^`|-]+$/);
      expect(fileNameFrom(name)).not.toBe('');
    }),
  );
});
