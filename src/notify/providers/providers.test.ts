import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import smpp from 'smpp';
import { afterEach, describe, expect, it } from 'vitest';
import { type Browser, newBrowser, openPushService, type PushService } from '../../../test/support/push-service.ts';
import { vapidKeys } from '../../server/secrets.ts';
import { createHttpProvider, fill } from './http.ts';
import type { PhoneMessage, PhoneProvider, Sent } from './provider.ts';
import { createSmpp } from './smpp.ts';
import { cutPdus, encodePdu, type Receipt, receiptOf } from './smpp-pdu.ts';
import { createWebPush } from './webpush.ts';

const servers: Server[] = [];
const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const MESSAGE: PhoneMessage = {
  channel: 'sms',
  attemptId: '3f2c1a00-0000-4000-8000-000000000001',
  exercise: false,
  recipientId: 'r',
  to: '+821000000001',
  text: 'Memo: "앱"을 열어 {to} 주세요.',
  language: 'ko',
  callbackUrl: 'https://here.test/back',
};
const soon = () => AbortSignal.timeout(200);
const enough = () => AbortSignal.timeout(5_000);

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function httpServer(answer: (response: ServerResponse, got: Got) => void): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ headers: request.headers, body });
      answer(response, got.at(-1)!);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, got };
}

function httpProvider(url: string, more: object = {}): PhoneProvider {
  const setting = {
    ...{ name: 'test', url, headers: { authorization: 'Bearer s3cret' }, refPath: 'data.id', signingKey: null },
    body: { recipient: '{to}', message: ['{text}'], ref: '{id}', lang: '{language}', back: '{callback}' },
    ...more,
  };
  return createHttpProvider(setting, { nowMs: () => 1_700_000_000_000 });
}

describe('a provider over HTTP', () => {
  it('gets the message in its own shape, with key and secret; a text cannot break out of its place', async () => {
    const { url, got } = await httpServer((response) => response.writeHead(200).end('{"data":{"id":"p-1"}}'));
    expect(await httpProvider(url).send(MESSAGE, enough())).toEqual({ kind: 'accepted', ref: 'p-1' });
    expect(got[0]!.headers).toMatchObject({ authorization: 'Bearer s3cret', 'idempotency-key': MESSAGE.attemptId });
    expect(JSON.parse(got[0]!.body)).toEqual({
      recipient: MESSAGE.to,
      message: [MESSAGE.text],
      ref: MESSAGE.attemptId,
      lang: 'ko',
      back: MESSAGE.callbackUrl,
    });
  });

  it('is signed after Standard Webhooks where a secret is set', async () => {
    const { url, got } = await httpServer((response) => response.writeHead(204).end());
    const key = Buffer.alloc(32, 5);
    await httpProvider(url, { signingKey: key }).send(MESSAGE, enough());
    const { headers, body } = got[0]!;
    const said = `${MESSAGE.attemptId}.1700000000.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(said).digest('base64')}`);
  });

  const answers: [what: string, answer: (response: ServerResponse) => void, sent: Sent][] = [
    ['takes it again', (r) => r.writeHead(409).end('{}'), { kind: 'accepted', ref: null }],
    ['takes it and answers nonsense', (r) => r.writeHead(200).end('<html>'), { kind: 'accepted', ref: null }],
    [
      'takes it and answers a megabyte',
      (r) => r.writeHead(200).end('x'.repeat(1 << 20)),
      { kind: 'accepted', ref: null },
    ],
    [
      'redirects',
      (r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      { kind: 'failed', reason: 'redirected' },
    ],
    [
      'is busy',
      (r) => r.writeHead(429, { 'retry-after': '7' }).end(),
      { kind: 'failed', reason: 'refused', afterMs: 7_000 },
    ],
    ['is down', (r) => r.writeHead(503).end(), { kind: 'failed', reason: 'refused' }],
    ['does not know us', (r) => r.writeHead(401).end(), { kind: 'failed', reason: 'refused' }],
    [
      'refuses the number',
      (r) => r.writeHead(422).end('{"code":21211,"message":"+82 1000000001 is no telephone number"}'),
      { kind: 'refused', reason: 'not-taken' },
    ],
    // What says nothing of the number is not for good: a template, a sender or a credit that is put right within minutes.
    [
      'refuses for another reason',
      (r) => r.writeHead(400).end('{"code":30007,"message":"the sender is not registered"}'),
      { kind: 'failed', reason: 'refused', ofOne: true },
    ],
    ['wants to be paid', (r) => r.writeHead(402).end(), { kind: 'failed', reason: 'refused' }],
    ['is not at this address', (r) => r.writeHead(404).end(), { kind: 'failed', reason: 'refused' }],
  ];
  it.each(answers)('that %s', async (_what, answer, sent) => {
    const { url, got } = await httpServer(answer);
    expect(await httpProvider(url).send(MESSAGE, AbortSignal.timeout(2_000))).toEqual(sent);
    expect(got).toHaveLength(1);
  });

  it('that hangs, or is not there, is an error within the time', async () => {
    const { url } = await httpServer(() => undefined);
    await expect(httpProvider(url).send(MESSAGE, soon())).rejects.toMatchObject({
      name: expect.stringMatching(/Timeout|Abort/),
    });
    await expect(httpProvider('http://127.0.0.1:1/').send(MESSAGE, enough())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('that is closed keeps no connection', async () => {
    const { url } = await httpServer((response) => response.writeHead(200).end('{}'));
    const provider = httpProvider(url);
    const others = httpProvider(url);
    await provider.send(MESSAGE, enough());
    await others.send(MESSAGE, enough());
    const connections = () =>
      new Promise((resolve) => servers.at(-1)!.getConnections((_error, count) => resolve(count)));
    expect(await connections()).toBe(2);
    await provider.close();
    await expect.poll(connections).toBe(1);
    await others.close();
  });

  it('fills texts only, and leaves unknown names as they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (value, json) => {
        expect(fill({ a: '{to}', b: json, c: '{nothing}' }, new Map([['to', value]]))).toMatchObject({
          a: value,
          c: '{nothing}',
        });
      }),
    );
  });
});

describe('web push', () => {
  const keys = vapidKeys(Buffer.alloc(32, 1));
  const make = (services: readonly string[] = []) => createWebPush({ keys, subject: 'mailto:a@b.invalid', services });
  const pushTo = (browser: Browser) =>
    ({
      channel: 'push',
      attemptId: 'a',
      exercise: true,
      to: { endpoint: browser.endpoint, ...browser.keys },
      payload: '{"v":1}',
      topic: 'topic',
    }) as const;
  let service: PushService;
  const open = async () => {
    service = await openPushService();
    closers.push(() => service.close());
    return service.subscribe();
  };

  it.each([
    'http://fcm.googleapis.com/fcm/send/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.evil.test/x',
    'https://user@fcm.googleapis.com/x',
    'https://x.fcm.googleapis.com/x',
    'https://x.push.services.mozilla.com/x',
    'https://x.push.apple.com/x',
    'https://notify.windows.com/x',
    'https://a.b.notify.windows.com/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost:5432/',
    'file:///etc/passwd',
    'not a url',
  ])('asks no server that is not on the list: %s (H-160)', async (endpoint) => {
    const push = make();
    expect(push.serviceOf(endpoint)).toBeNull();
    const sent = await push.send(pushTo(newBrowser(endpoint)), enough());
    expect(sent).toEqual({ kind: 'refused', reason: 'no-address' });
  });

  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', 'google'],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', 'mozilla'],
    ['https://web.push.apple.com/abc', 'apple'],
    ['https://sg2p.notify.windows.com/w/?token=x', 'windows'],
  ])('knows %s', (endpoint, name) => {
    expect(make().serviceOf(endpoint)).toBe(name);
  });

  it('encrypts for that browser, by the standard: another one opens nothing', async () => {
    const browser = await open();
    expect(await make([service.origin]).send(pushTo(browser), enough())).toEqual({ kind: 'accepted', ref: null });
    expect(browser.open(service.pushed[0]!)).toEqual({ v: 1 });
    expect(() => service.subscribe().open(service.pushed[0]!)).toThrow();
  });

  it.each([
    [201, { kind: 'accepted', ref: null }],
    [404, { kind: 'refused', reason: 'gone' }],
    [410, { kind: 'refused', reason: 'gone' }],
    [401, { kind: 'failed', reason: 'refused' }],
    [403, { kind: 'failed', reason: 'refused' }],
    [413, { kind: 'refused', reason: 'not-taken' }],
    [429, { kind: 'failed', reason: 'refused' }],
    [500, { kind: 'failed', reason: 'refused' }],
    [307, { kind: 'failed', reason: 'redirected' }],
  ] as [number, Sent][])('an answer of %i, not followed anywhere', async (status, sent) => {
    const browser = await open();
    service.answer = (response) => void response.writeHead(status, { location: `${service.origin}/elsewhere` }).end();
    expect(await make([service.origin]).send(pushTo(browser), enough())).toEqual(sent);
    expect(service.pushed).toHaveLength(1);
  });

  it('keys that are no keys are refused for good, not thrown', async () => {
    const browser = await open();
    const message = { ...pushTo(browser), to: { endpoint: browser.endpoint, p256dh: 'AAAA', auth: 'AAAA' } };
    expect(await make([service.origin]).send(message, enough())).toMatchObject({ kind: 'refused' });
  });
});

/** An SMS centre by another implementation. */
async function centre(onSession: (session: smpp.Session) => void) {
  const server = smpp.createServer({}, (session) => {
    session.on('error', () => undefined);
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('bind_transceiver', (pdu) =>
      session.send(pdu.response({ command_status: pdu.password === 'secret' ? 0 : 0x0e })),
    );
    onSession(session);
  });
  return listen(server as unknown as TcpServer);
}

async function listen(server: TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

function smppTo(port: number, more: { password?: string; onReceipt?(receipt: Receipt): void } = {}): PhoneProvider {
  const provider = createSmpp({
    ...{ name: 'centre', host: '127.0.0.1', port, tls: false, systemId: 'magpie', systemType: '', source: 'Memo' },
    password: more.password ?? 'secret',
    onReceipt: more.onReceipt ?? (() => undefined),
  });
  closers.push(() => provider.close());
  return provider;
}

describe('SMPP', () => {
  it('binds, submits in the letters it takes, and hears the receipt', async () => {
    const submitted: smpp.Pdu[] = [];
    const port = await centre((session) =>
      session.on('submit_sm', (pdu) => {
        submitted.push(pdu);
        session.send(pdu.response({ message_id: 'm-7' }));
        session.deliver_sm({
          esm_class: 4,
          source_addr: '1',
          destination_addr: '2',
          short_message: 'id:m-7 stat:DELIVRD err:000',
          receipted_message_id: 'm-7',
          message_state: 2,
        });
      }),
    );
    const heard = new Promise<Receipt>(
      (resolve) =>
        void smppTo(port, { onReceipt: resolve })
          .send(MESSAGE, enough())
          .then((sent) => expect(sent).toEqual({ kind: 'accepted', ref: 'm-7' })),
    );
    expect(await heard).toEqual({ ref: 'm-7', heard: 'delivered' });
    expect(submitted[0]).toMatchObject({
      destination_addr: '821000000001',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      source_addr: 'Memo',
      registered_delivery: 1,
      data_coding: 8,
      user_message_reference: 0x3f2c,
    });
    expect(submitted[0]!.short_message.message).toBe(MESSAGE.text);
  });

  it('a number without a country code goes as it is dialled, and is not taken for one of another country', async () => {
    const submitted: smpp.Pdu[] = [];
    const port = await centre((session) =>
      session.on('submit_sm', (pdu) => {
        submitted.push(pdu);
        session.send(pdu.response({ message_id: '1' }));
      }),
    );
    await smppTo(port).send({ ...MESSAGE, to: '01012345678' }, enough());
    expect(submitted[0]).toMatchObject({ destination_addr: '01012345678', dest_addr_ton: 0, dest_addr_npi: 1 });
  });

  it('a long text goes whole, and plain letters as they are', async () => {
    const submitted: smpp.Pdu[] = [];
    const port = await centre((session) =>
      session.on('submit_sm', (pdu) => {
        submitted.push(pdu);
        session.send(pdu.response({ message_id: '1' }));
      }),
    );
    const provider = smppTo(port);
    await provider.send({ ...MESSAGE, text: 'Open the app.' }, enough());
    await provider.send({ ...MESSAGE, text: 'Open the app. '.repeat(20) }, enough());
    expect(submitted[0]).toMatchObject({ data_coding: 0 });
    expect(submitted[0]!.short_message.message).toBe('Open the app.');
    expect(submitted[1]!.message_payload!.message).toBe('Open the app. '.repeat(20));
  });

  it('a wrong password is an error; so is a centre that is not there', async () => {
    const port = await centre(() => undefined);
    await expect(smppTo(port, { password: 'wrong' }).send(MESSAGE, enough())).rejects.toThrow(/refused to bind/);
    await expect(smppTo(1).send(MESSAGE, enough())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('a refused number is refused for good; what is not about the number is tried later', async () => {
    let status = 0x0b;
    const port = await centre((session) =>
      session.on('submit_sm', (pdu) => session.send(pdu.response({ command_status: status }))),
    );
    const provider = smppTo(port);
    expect(await provider.send(MESSAGE, enough())).toEqual({ kind: 'refused', reason: 'not-taken' });
    // ESME_RINVSRCADR: it is the sender, and not the number.
    status = 0x0a;
    expect(await provider.send(MESSAGE, enough())).toEqual({ kind: 'failed', reason: 'refused', ofOne: true });
    status = 0x58;
    expect(await provider.send(MESSAGE, enough())).toEqual({ kind: 'failed', reason: 'refused' });
  });

  it('a connection that goes fails what waits at once, and the next message makes a new one (H-162)', async () => {
    let sessions = 0;
    const port = await centre((session) => {
      sessions += 1;
      const first = sessions === 1;
      session.on('submit_sm', (pdu) => (first ? session.destroy() : session.send(pdu.response({ message_id: '2' }))));
    });
    const provider = smppTo(port);
    await expect(provider.send(MESSAGE, AbortSignal.timeout(5_000))).rejects.toThrow(/gone/);
    expect(await provider.send(MESSAGE, enough())).toEqual({ kind: 'accepted', ref: '2' });
    expect(sessions).toBe(2);
  });

  it('a dead connection that takes messages and never answers is cut off in time', async () => {
    const port = await centre((session) => session.on('submit_sm', () => undefined));
    await expect(smppTo(port).send(MESSAGE, soon())).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('garbage ends the connection, and nothing that comes throws', async () => {
    const port = await listen(
      createTcpServer((socket) =>
        socket.on('error', () => undefined).write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
      ),
    );
    await expect(smppTo(port).send(MESSAGE, AbortSignal.timeout(2_000))).rejects.toThrow();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (bytes) => void [receiptOf(Buffer.from(bytes)), cutPdus(Buffer.from(bytes))],
      ),
    );
    const pdu = { command: 0x15, status: 0, sequence: 9, body: Buffer.from('x') };
    const bytes = Buffer.concat([encodePdu(pdu), encodePdu(pdu).subarray(0, 10)]);
    expect(cutPdus(bytes)).toMatchObject({ pdus: [pdu], rest: bytes.subarray(17) });
  });
});
