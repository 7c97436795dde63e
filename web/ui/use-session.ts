import { useEffect, useState } from 'react';
import { loadSession, type SessionAnswer } from './session.ts';

const TRY_AGAIN_MS = 3_000;

/** Whose session it is; null until it is known. Asked again while nobody answers. */
export function useSession(): SessionAnswer | null {
  const [answer, setAnswer] = useState<SessionAnswer | null>(null);
  useEffect(() => {
    let timer: number | null = null;
    let gone = false;
    const ask = async () => {
      const next = await loadSession();
      if (gone) return;
      setAnswer(next);
      if (next.kind === 'no-connection' || next.kind === 'failed') timer = window.setTimeout(ask, TRY_AGAIN_MS);
    };
    void ask();
    return () => {
      gone = true;
      if (timer !== null) window.clearTimeout(timer);
    };
  }, []);
  return answer;
}
