/** Codes that take an SOS back, against somebody who was given the one for duress. Through the running server. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sosBench } from './sos.test-helper.ts';

const t = sosBench();

describe('codes', () => {
  it('given one for duress, somebody guesses no more often, by taking back or by changing, and no count tells which it was', async () => {
    for (const given of ['4321', '1234']) {
      await t.newCase();
      await t.codes();
      const sosId = randomUUID();
      await t.sos(sosId);
      const answers: unknown[] = [];
      for (let i = 0; i < 4; i++) answers.push((await t.cancel(sosId, String(5_000 + i))).body.answer);
      for (let i = 0; i < 3; i++) answers.push((await t.cancel(sosId, given)).body.answer);
      answers.push((await t.codes('1111', '2222', given)).body.answer);
      answers.push((await t.codes('1111', '2222', '6000')).body.answer);
      answers.push((await t.cancel(sosId, '6001')).body.answer);
      answers.push((await t.codes('1111', '2222', '6002')).body.answer);
      expect(answers, given).toEqual([
        ...['wrong', 'wrong', 'wrong', 'wrong', 'taken', 'taken', 'taken', 'saved', 'wrong', 'locked', 'locked'],
      ]);
    }
  });

  it('wrong where they are changed is part of the story of an open SOS (H-183)', async () => {
    await t.codes();
    await t.sos();
    const incident = await t.theSos();
    expect((await t.codes('1111', '2222', '9999')).body).toEqual({ answer: 'wrong' });
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'wrong-code']);
  });

  it('changed under duress again and again: the one for duress that the person chose means duress still (H-183)', async () => {
    await t.codes();
    let given = '4321';
    for (let i = 0; i < 4; i++) {
      expect((await t.codes(`110${i}`, `220${i}`, given)).body).toEqual({ answer: 'saved' });
      given = `110${i}`;
    }
    const sosId = randomUUID();
    await t.sos(sosId);
    expect((await t.cancel(sosId, '4321')).body).toEqual({ answer: 'taken' });
    expect((await t.theSos()).duress).toBe(true);
    const later = randomUUID();
    await t.sos(later);
    expect((await t.cancel(later, '1234')).body).toEqual({ answer: 'taken' });
  });
});
