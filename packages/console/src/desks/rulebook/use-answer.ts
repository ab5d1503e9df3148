import { useEffect, useState } from 'react';
import type { Question, Questions } from './questions.ts';
import type { Workshop } from './workshop.ts';

/**
 * Asks the workshop, and again whenever `again` is another: the answer of before stays until the next one is there.
 *
 * @param asked nothing: it is not asked
 */
export function useAnswer<Q extends Question>(
  workshop: Workshop,
  { question, asked, again }: { readonly question: Q; readonly asked: Questions[Q]['asked']; readonly again: unknown },
): Questions[Q]['answer'] | undefined {
  const [answer, setAnswer] = useState<{ readonly is: Questions[Q]['answer'] }>();
  const key = JSON.stringify(asked);
  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      const is = await workshop.ask(question, asked).catch(() => undefined);
      // What was stopped, or cannot be worked out of a text with mistakes, leaves the answer of before.
      if (!over && is !== undefined) setAnswer({ is });
    };
    void look();
    return () => {
      over = true;
    };
    // The key says all that is asked.
  }, [workshop, question, key, again]);
  return answer?.is;
}
