import type { Plugin } from 'vite';

/**
 * Serves and writes each page under its public path (`/app/`) though its source lies in a folder named after the person
 * it is for (`web/protected-person/`). `pages` maps folder to path; an input page that is missing fails the build.
 */
export function pagePaths(pages: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'magpie-page-paths',
    enforce: 'post',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        for (const [folder, path] of Object.entries(pages)) {
          const page = new RegExp(`^/${path}/?(index\\.html)?(?=$|[?#])`);
          if (request.url !== undefined) request.url = request.url.replace(page, `/${folder}/index.html`);
        }
        next();
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [folder, path] of Object.entries(pages)) {
          const page = bundle[`${folder}/index.html`];
          if (page?.type !== 'asset') throw new Error(`page ${folder}/index.html was not built`);
          if (folder === path) continue;
          delete bundle[`${folder}/index.html`];
          this.emitFile({ type: 'asset', fileName: `${path}/index.html`, source: page.source });
        }
      },
    },
  };
}
