import { useEffect, useState } from 'react';
import type { LiveClient } from '../ui/live/live-client.ts';
import { serverNowMs } from '../ui/live/live-state.ts';
import { browserClock } from '../ui/page-clock.ts';
import { type Courses, followCourses } from './course.ts';

/** Every pair's course since the page was opened. Looks at each frame: a level that came and went must not be missed. */
export function useCourses(live: LiveClient): Courses {
  const [courses, setCourses] = useState<Courses>(() => new Map());
  useEffect(() => {
    const follow = () => {
      const state = live.state();
      // Nothing is concluded from what a lost connection left behind.
      const pairs = state.connection.kind === 'live' ? state.pairs : new Map();
      const nowMs = serverNowMs(state, browserClock.nowMs());
      setCourses((before) => followCourses(before, pairs, nowMs));
    };
    follow();
    return live.subscribe(follow);
  }, [live]);
  return courses;
}
