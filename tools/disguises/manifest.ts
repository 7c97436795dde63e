import { type Disguise, iconPath } from '../../web/protected-person/disguise/disguises.ts';
import type { Language } from '../../web/ui/messages/catalogue.ts';
import { safetyMessages } from '../../web/ui/messages/safety/catalogue.ts';

/** The installed form: one app whatever its look, so that choosing another renames it where the platform does that. */
export function drawManifest(disguise: Disguise, language: Language): string {
  const name = safetyMessages.texts(language)[`disguise.${disguise}`];
  const png = (form: '192' | '512') => ({
    src: iconPath(disguise, form),
    type: 'image/png',
    sizes: `${form}x${form}`,
    purpose: 'any maskable',
  });
  const manifest = {
    ...{ name, short_name: name, lang: language, id: '/app/', start_url: '/app/', scope: '/app/' },
    ...{ display: 'standalone', background_color: '#f4f3f0', theme_color: '#f4f3f0' },
    icons: [{ src: iconPath(disguise, 'svg'), type: 'image/svg+xml', sizes: 'any' }, png('192'), png('512')],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
