/** The built pages: /enter and those of PAGES, their assets, and what to do when they have not been built. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendNotFound } from './errors.ts';

const NOT_BUILT = 'The pages have not been built. Run: npm run build\n';
/** Pages that take any path below them. */
const PAGES = [
  ...['app', 'centre', 'help', 'figures', 'verify', 'log', 'registers', 'court/feasibility', 'court'],
  ...['wearer', 'oversight'],
];
/** Addresses that open a page at one of its screens; it then takes its own address, which tells nothing. */
const ALIASES: Readonly<Record<string, string>> = { petition: 'app' };

/** `root`: the folder of the built pages. */
export async function servePages(app: FastifyInstance, root: string): Promise<void> {
  const built = existsSync(join(root, 'enter', 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root,
      schemaHide: true,
      cacheControl: false,
      dotfiles: 'ignore',
      preCompressed: true,
      setHeaders: setCaching,
    });
  }
  const hidden = { schema: { hide: true } };
  app.get('/', hidden, (_request, reply) => reply.redirect('/enter', 302));
  app.get('/enter', hidden, (_request, reply) => (built ? reply.sendFile('enter/index.html') : sendNotBuilt(reply)));
  for (const page of [...PAGES, ...Object.keys(ALIASES)]) {
    app.get(`/${page}`, hidden, (_request, reply) => reply.redirect(`/${page}/`, 302));
  }

  app.setNotFoundHandler((request, reply) => {
    const [, first = ''] = request.url.split('/');
    const page = Object.hasOwn(ALIASES, first) ? ALIASES[first] : PAGES.find((name) => name === first);
    const isDocument = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (page === undefined || !isDocument) return sendNotFound(reply);
    return built ? reply.sendFile(`${page}/index.html`) : sendNotBuilt(reply);
  });
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
}

/** Assets have their hash in their name; everything else is asked for again each time. */
function setCaching(reply: FastifyReply, path: string): void {
  const hashed = /[\\/]assets[\\/][^\\/]+$/.test(path);
  reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
