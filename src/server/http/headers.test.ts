import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { CHECKOUT } from '../folders.ts';
import { CONTENT_SECURITY_POLICY } from './headers.ts';

const LIBRARY = dirname(createRequire(import.meta.url).resolve('react-aria/package.json'));

/** What the library writes into a style element, as it runs. */
function styleIn(file: string, attribute: string): string {
  const source = readFileSync(join(LIBRARY, 'dist/private', file), 'utf8');
  const [, text = ''] = /`(\s*@layer \{[^`]*)`/.exec(source) ?? [];
  return text.replace(/\$\{[^}]*\}/, attribute).trim();
}

it('the styles that the library adds are those whose hash the policy names (H-545)', () => {
  const styles = [
    styleIn('interactions/usePress.mjs', 'data-react-aria-pressable'),
    styleIn('overlays/usePreventScroll.mjs', ''),
  ];
  for (const text of styles) {
    expect(text).toMatch(/^@layer \{/);
    expect(CONTENT_SECURITY_POLICY).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
});

it('every page of quick exit has the one style that the policy names (H-545)', () => {
  const pages = globSync(join(CHECKOUT, 'web/protected-person/public/app/exit-*.html'));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(readFileSync(page, 'utf8')) ?? [];
    expect(CONTENT_SECURITY_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  }
});

it('nothing is taken from elsewhere, and no script or style that stands in a page (H-545)', () => {
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
  for (const part of [
    "default-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ])
    expect(CONTENT_SECURITY_POLICY).toContain(part);
});
