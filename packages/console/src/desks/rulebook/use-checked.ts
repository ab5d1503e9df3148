import { useEffect, useState } from 'react';
import type { Checked, Texts } from './questions.ts';
import { Stopped, type Workshop } from './workshop.ts';

const REST_MS = 250;

/**
 * What is the matter with an edition as it is written, a moment after the last letter: first whether it can be read, which is quick, then
 * everything that lint finds. A text that is written on is not linted to its end.
 */
export function useChecked(
  { workshop, lint }: { readonly workshop: Workshop; readonly lint: Workshop },
  texts: Texts,
  path: string | undefined,
): Checked | undefined {
  const [checked, setChecked] = useState<{ readonly path: string; readonly is: Checked }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let over = false;
    const show = (is: Checked): void => {
      if (!over) setChecked({ path, is });
    };
    const look = async (): Promise<void> => {
      try {
        const read = await workshop.ask('read', { path });
        show(read);
        if (over || !read.loads) return;
        lint.stop();
        show(await lint.ask('lint', { path }));
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
      }
    };
    const timer = setTimeout(() => void look(), REST_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [workshop, lint, texts, path]);
  return checked?.path === path ? checked?.is : undefined;
}
