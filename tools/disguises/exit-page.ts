/** The page that quick exit opens: what an app of that look would show, without a script and without a word of ours. */
import type { Disguise } from '../../web/protected-person/disguise/disguises.ts';
import { iconPath } from '../../web/protected-person/disguise/disguises.ts';
import type { Language } from '../../web/ui/messages/catalogue.ts';
import { exitMessages } from '../../web/ui/messages/exit/catalogue.ts';
import { safetyMessages } from '../../web/ui/messages/safety/catalogue.ts';

const STYLE = `
      html { font: 18px/1.7 system-ui, sans-serif; background: #f7f4ea; color: #33312b; }
      body { margin: 0; }
      main { margin: 0 auto; max-width: 40rem; min-height: 100dvh; display: flex; flex-direction: column; gap: 12px; padding: 20px; box-sizing: border-box; }
      h1, h2 { margin: 0; font-size: 18px; font-weight: 600; color: #4f4b40; }
      p, ul { margin: 0; padding: 0; list-style: none; }
      label { display: flex; align-items: center; gap: 12px; min-height: 48px; border-bottom: 1px solid #d9d3c0; }
      input[type="checkbox"] { width: 22px; height: 22px; }
      input[type="text"], textarea { border: 0; padding: 0 4px; font: inherit; color: inherit; background: transparent; }
      input[type="text"] { min-height: 48px; width: 100%; border-bottom: 1px solid #d9d3c0; }
      textarea { flex: 1; min-height: 50vh; width: 100%; box-sizing: border-box; resize: none; outline-offset: 6px;
        background: repeating-linear-gradient(transparent 0 calc(1.7em - 1px), #d9d3c0 calc(1.7em - 1px) 1.7em) local; }
      @media (prefers-color-scheme: dark) {
        html { background: #1b1a17; color: #dcd8cc; }
        h1, h2 { color: #b3ae9f; }
        label, input[type="text"] { border-color: #3a3832; }
        textarea { background: repeating-linear-gradient(transparent 0 calc(1.7em - 1px), #3a3832 calc(1.7em - 1px) 1.7em) local; }
      }
    `;

export function drawExitPage(disguise: Disguise, language: Language): string {
  const name = safetyMessages.texts(language)[`disguise.${disguise}`];
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <link rel="icon" href="${iconPath(disguise, 'svg')}" type="image/svg+xml">
    <title>${name}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1 id="title">${name}</h1>
      ${bodyOf(disguise, language)}
    </main>
  </body>
</html>
`;
}

function bodyOf(disguise: Disguise, language: Language): string {
  const words = exitMessages.texts(language);
  const paper = (label: string, text: string) =>
    `<textarea aria-labelledby="${label}" spellcheck="false" autocomplete="off">${text}</textarea>`;
  switch (disguise) {
    case 'memo':
      return paper('title', '');
    case 'list': {
      const items = words['list.items'].split(', ');
      const rows = items.map((item) => `<li><label><input type="checkbox" autocomplete="off"> ${item}</label></li>`);
      const more = words['list.more'];
      return `<ul>${rows.join('')}</ul>\n      <input type="text" placeholder="${more}" aria-label="${more}" autocomplete="off">`;
    }
    case 'study':
      return `<h2 id="chapter">${words['study.heading']}</h2>\n      ${paper('chapter', words['study.lines'])}`;
    case 'recipes':
      return (['one', 'two'] as const)
        .map((one) => `<h2>${words[`recipes.${one}`]}</h2>\n      <p>${words[`recipes.${one}.text`]}</p>`)
        .join('\n      ');
  }
}
