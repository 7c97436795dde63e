import { describe, expect, test } from 'vitest';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import type { Level } from '../ui/parts/level.ts';
import { type Courses, followCourses, hasTurnedAway } from './course.ts';

const NOW_MS = Date.UTC(2026, 5, 24, 5, 5);
const basis = { rule: 'r', article: 'a' };

function band(trend: 'approaching' | 'receding' | 'steady', ageS = 5): Shown {
  const motion = { trend, octant: null, etaS: null, lastReportAtMs: NOW_MS - ageS * 1_000 };
  return { kind: 'band', fromM: 1_000, toM: 2_000, ...motion, basis };
}

function picture(level: Level, wearer: Shown = band('receding')): Picture {
  return { pairId: 'p', label: '', level, levelSinceMs: 7, wearer, protected: wearer, validUntilMs: NOW_MS + 1 };
}

/** The course after these levels, one after another; null is a picture that lapsed. */
function courseOf(...levels: (Level | null)[]): Courses {
  return levels.reduce<Courses>((courses, level) => {
    const shelf: Shelf = { kind: 'picture', picture: picture(level ?? 'clear'), lapsed: level === null };
    return followCourses(courses, new Map([['p', shelf]]), NOW_MS);
  }, new Map());
}

const turned = (courses: Courses, now: Picture, nowMs = NOW_MS) => hasTurnedAway(courses.get('p'), now, nowMs);

describe('H-171: "has turned away" is said only when it is true', () => {
  test('the level fell from warning or danger, and the wearer moves away', () => {
    expect(turned(courseOf('warning', 'notice'), picture('notice'))).toBe(true);
    expect(turned(courseOf('danger', 'warning'), picture('warning'))).toBe(true);
    expect(turned(courseOf('danger', 'warning', 'notice'), picture('notice'))).toBe(true);
  });

  test.each<[string, Courses, Picture, number?]>([
    ['it never alerted', courseOf('notice'), picture('notice')],
    ['it rose again', courseOf('warning', 'notice', 'warning'), picture('warning')],
    ['it came back from "not known"', courseOf('warning', 'unknown', 'notice'), picture('notice')],
    ['it became "not known"', courseOf('warning', 'unknown'), picture('unknown')],
    ['what it rested on lapsed between', courseOf('warning', null, 'notice'), picture('notice')],
    ['the page has only just been opened', courseOf('notice'), picture('notice')],
    ['the wearer comes closer', courseOf('warning', 'notice'), picture('notice', band('approaching'))],
    ['the report is old', courseOf('warning', 'notice'), picture('notice', band('receding', 90))],
    ['it was long ago', courseOf('warning', 'notice'), picture('notice'), NOW_MS + 11 * 60_000],
  ])('not when %s', (_why, courses, now, nowMs = NOW_MS) => {
    expect(turned(courses, now, nowMs)).toBe(false);
  });
});

test('a level that falls keeps the time since which it was at least that high; a rise begins anew', () => {
  expect(courseOf('warning', 'notice').get('p')).toMatchObject({ level: 'notice', sinceMs: 7, fellAtMs: NOW_MS });
  expect(courseOf('notice', 'danger').get('p')).toMatchObject({ level: 'danger', fellAtMs: null });
});

test('nothing new is the same map', () => {
  const courses = courseOf('warning');
  const shelf: Shelf = { kind: 'picture', picture: picture('warning'), lapsed: false };
  expect(followCourses(courses, new Map([['p', shelf]]), NOW_MS)).toBe(courses);
});
