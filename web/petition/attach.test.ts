import { expect, test } from 'vitest';
import { refusedAtOnce, sendingOf } from './attach.ts';
import { PETITION_LIMITS } from './limits.ts';
import { nextId, nextOf, questionsOf } from './pages.ts';

test('what the server would refuse is not sent', () => {
  expect(refusedAtOnce({ size: 10, type: 'image/png' })).toBeNull();
  expect(refusedAtOnce({ size: 10, type: 'video/mp4' })).toBe('type');
  expect(refusedAtOnce({ size: PETITION_LIMITS.documentBytes + 1, type: 'image/png' })).toBe('too-large');
});

test('an answer counts as sent only when it names the document', () => {
  const document = { documentId: 'd', sizeBytes: 1, mediaType: 'image/png' };
  expect(sendingOf(201, JSON.stringify(document))).toEqual({ kind: 'sent', document });
  expect([
    sendingOf(201, '<p>'),
    sendingOf(413, ''),
    sendingOf(422, '{}'),
    sendingOf(503, ''),
    sendingOf(423, ''),
    sendingOf(429, ''),
  ]).toEqual([
    { kind: 'failed', why: 'refused' },
    { kind: 'failed', why: 'too-large' },
    { kind: 'failed', why: 'refused' },
    { kind: 'failed', why: 'no-connection' },
    { kind: 'failed', why: 'shut' },
    { kind: 'failed', why: 'enough' },
  ]);
});

test('without a way to send files the question is left out; numbers are never used twice', () => {
  expect(questionsOf(false)).not.toContain('documents');
  expect(nextOf(questionsOf(true), 'contact')).toBe('documents');
  expect(nextOf(questionsOf(true), 'check')).toBeNull();
  expect(nextId([{ id: '2' }, { id: '9' }, { id: 'x' }])).toBe('10');
});
