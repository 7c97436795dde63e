/** /api/openapi.json, made from the schemas that requests are checked against. */
import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { sessionCookieName } from '../sessions/cookie.ts';
import { capabilityOf, inWords } from './capabilities.ts';

type Transform = typeof jsonSchemaTransform;

/** Adds to each operation who may call it, from the table that enforces it. */
const transform: Transform = (document) => {
  const made = jsonSchemaTransform(document);
  const method = [document.route.method].flat()[0] ?? 'GET';
  const capability = capabilityOf(method, document.route.url);
  if (capability === undefined) return made;
  const security =
    capability === 'anyone'
      ? []
      : capability === 'desk'
        ? [{ session: [] }, { admin: [] }]
        : [capability === 'admin' || capability === 'local' ? { admin: [] } : { session: [] }];
  return { ...made, schema: { ...made.schema, description: inWords(capability), security } };
};

export async function describeApi(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Magpie',
        version: '0.1.0',
        description: 'Every change needs the header `x-magpie: 1`. Errors are `{ "error": { "code", "message" } }`.',
      },
      components: {
        securitySchemes: {
          admin: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(secure) },
        },
      },
    },
    transform,
  });
}

/** Registered last: it describes all that stand before it. */
export function serveDescription(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
