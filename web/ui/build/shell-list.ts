import type { Plugin } from 'vite';

/** A string that the worker splits at run time; a comment would not survive the minifier. */
const PLACEHOLDER = 'magpie-shell-files';
/** Not needed to open the protected person's page without a network. */
const LEFT_OUT =
  /monitoring-centre|verify|texts-(?:centre|devices|engine|enter|why|log)-|^assets\/log-|^log\/|supporter|maplibre|countries|\.map$|^app\/sw\.js$|^centre\/|^enter\/|^help\/|\.woff2$/;

/**
 * Writes the list of built files into the service worker, so that the page opens without a network. The list changes with
 * every build, which is also what makes browsers take up a new worker.
 */
export function shellList(): Plugin {
  return {
    name: 'magpie-shell-list',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['app/sw.js'];
        if (worker?.type !== 'chunk') throw new Error('service worker was not built');
        if (!worker.code.includes(PLACEHOLDER))
          throw new Error('service worker lost its placeholder for the shell list');
        // Browsers run it as a classic script: one that imports is no worker at all.
        if (worker.imports.length > 0)
          throw new Error(`the service worker shares ${worker.imports.join(', ')} with a page`);
        const files = Object.keys(bundle)
          .filter((name) => !LEFT_OUT.test(name) && !name.endsWith('index.html'))
          .map((name) => `/${name}`)
          .sort();
        worker.code = worker.code.replace(PLACEHOLDER, files.join(','));
      },
    },
  };
}
