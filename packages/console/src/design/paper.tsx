import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** Prints something alone: the desk around it stays on the screen. @returns how, and what has to be rendered for it */
export function usePaper(): { readonly print: (sheet: ReactNode) => void; readonly paper: ReactNode } {
  const [sheet, setSheet] = useState<ReactNode>();
  const print = useCallback((next: ReactNode) => setSheet(next), []);
  useEffect(() => {
    if (sheet === undefined) return undefined;
    const done = (): void => setSheet(undefined);
    addEventListener('afterprint', done);
    globalThis.print();
    return () => removeEventListener('afterprint', done);
  }, [sheet]);
  return { print, paper: sheet === undefined ? null : createPortal(<div className="paper">{sheet}</div>, document.body) };
}
