import { describe, expect, it } from 'vitest';
import { law, ownProceeding } from '../../tools/screens/law.ts';
import { type Draft, newDraft } from './draft.ts';
import { type Answer, createPetitionStore } from './store.ts';

const NO_CONNECTION = { kind: 'no-connection' } as const;

/** A store over a server in memory, whose answers to a save wait until they are let go. */
function setUp(kept: unknown = null) {
  const saves: { draft: Draft | null; answer: (answer: Answer<{ changedAtMs: number | null }>) => void }[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const server = { kept, isDead: false };
  const ready = <T>(data: T): Answer<T> => (server.isDead ? NO_CONNECTION : { kind: 'ready', data });
  const store = createPetitionStore({
    clock: { nowMs: () => 5_000 },
    calls: {
      law: async () => ready(law()),
      proceedings: async () => ready({ serverTimeMs: 6_000, proceedings: [] }),
      draft: async () => ready({ draft: server.kept, changedAtMs: 1 }),
      saveDraft: (draft) => new Promise((answer) => void saves.push({ draft, answer })),
      send: async () => ready(ownProceeding()),
      act: async () => ready(ownProceeding({ stage: 'closed' })),
    },
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  const answered = async (answer: Answer<{ changedAtMs: number | null }>) => {
    saves.shift()!.answer(answer);
    await new Promise((done) => setImmediate(done));
  };
  return { store, saves, timers, server, answered };
}
const SAVED = { kind: 'ready', data: { changedAtMs: 7 } } as const;
const write = (name: string) => (draft: Draft) => ({ ...draft, who: { ...draft.who, name } });

describe('saving', () => {
  it('goes on where the person was, on another phone as well', async () => {
    const { store } = setUp({ ...newDraft('p'), question: 'places' });
    await store.load();
    expect(store.state().draft?.question).toBe('places');
    expect(store.state().loading).toMatchObject({ kind: 'ready', aheadMs: 1_000 });
  });

  it('a moment after the last key, and what came meanwhile is saved after it (H-372)', async () => {
    const { store, saves, timers, answered } = setUp(newDraft('p'));
    await store.load();
    store.change(write('A'));
    store.change(write('AB'));
    expect(timers).toHaveLength(1);
    expect(store.hasUnsaved()).toBe(true);
    timers[0]!.run();
    store.change(write('ABC'));
    expect(saves[0]!.draft?.who.name).toBe('AB');
    await answered(SAVED);
    expect(store.state().saved).toEqual({ kind: 'saving' });
    expect(saves[0]!.draft?.who.name).toBe('ABC');
    await answered(SAVED);
    expect(store.state().saved).toEqual({ kind: 'saved', atMs: 7 });
    expect(store.hasUnsaved()).toBe(false);
  });

  it('without a connection the words stay, are said not to be saved, and are tried again (H-372)', async () => {
    const { store, timers, answered, server } = setUp(newDraft('p'));
    await store.load();
    store.change(write('A'));
    const tried = store.save();
    await answered(NO_CONNECTION);
    expect(await tried).toBe(false);
    expect(store.state().saved).toEqual({ kind: 'not-saved', why: 'no-connection' });
    // What the server has is older: it does not take the place of what is here.
    server.kept = newDraft('older');
    await store.load();
    expect(store.state().draft?.who.name).toBe('A');
    timers.at(-1)!.run();
    await answered(SAVED);
    expect(store.state().saved.kind).toBe('saved');
  });

  it('a lost connection takes nothing off the screen; without a first answer it says so', async () => {
    const { store, server } = setUp();
    server.isDead = true;
    await store.load();
    expect(store.state().loading).toEqual({ kind: 'failed', why: 'no-connection' });
    server.isDead = false;
    await store.load();
    server.isDead = true;
    await store.load();
    expect(store.state().loading.kind).toBe('ready');
  });
});

describe('letting go', () => {
  it('quick exit drops what is not saved, so that nothing asks whether to leave (H-371)', async () => {
    const { store, saves, timers, answered } = setUp(newDraft('p'));
    await store.load();
    store.change(write('A'));
    const tried = store.save();
    store.drop();
    expect(store.hasUnsaved()).toBe(false);
    expect(store.state().draft).toBeNull();
    await answered(NO_CONNECTION);
    expect(await tried).toBe(false);
    expect(store.state().draft).toBeNull();
    expect([saves, timers]).toEqual([[], []]);
  });

  it('what was sent is no longer here, and stands among what was asked for', async () => {
    const { store } = setUp(newDraft('p'));
    await store.load();
    await store.send({});
    expect(store.state().draft).toBeNull();
    expect(store.state().loading).toMatchObject({ proceedings: [{ number: '2026-000017' }] });
  });

  it('what could not be sent stays', async () => {
    const { store, server } = setUp(newDraft('p'));
    await store.load();
    server.isDead = true;
    expect((await store.send({})).kind).toBe('no-connection');
    expect(store.state().draft).not.toBeNull();
  });

  it('another way keeps what was told, but not what was asked for', async () => {
    const draft = { ...write('A')(newDraft('ask')), measures: ['provisional-2'], question: 'check' as const };
    const { store } = setUp(draft);
    await store.load();
    store.begin('file');
    expect(store.state().draft).toMatchObject({ path: 'file', measures: [], question: 'danger', who: { name: 'A' } });
  });
});
