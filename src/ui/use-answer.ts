import { useEffect, useState } from 'react';

/**
 * The engine's answer to a question about the present picture; null until the first has come. The answer before stays while a newer one is
 * on its way. `ask` must be the same function until the question is another one.
 */
export function useAnswer<T>(ask: () => Promise<T | null>): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    void ask().then((next) => {
      if (wanted) setAnswer(next);
    });
    return () => {
      wanted = false;
    };
  }, [ask]);
  return answer;
}
