import { lazy, Suspense } from 'react';
import { Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import type { EditorProps } from './editor/editor.tsx';
import { WORDS } from './words.ts';

const Loaded = lazy(async () => ({ default: (await import('./editor/editor.tsx')).Editor }));

/** The editor, which is loaded when it is shown first. */
export function LazyEditor(props: EditorProps) {
  const say = useWords(WORDS);
  return (
    <Suspense fallback={<Waiting says={say('loading-editor')} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
