import { useEffect, useRef } from 'react';

/** When somebody goes to another desk, puts the focus on its heading once that stands there, unless the desk took it already. */
export function useArrival(desk: string): void {
  const before = useRef('');
  useEffect(() => {
    const from = before.current;
    before.current = desk;
    // The page itself was opened: it begins at its top.
    if (from === '' || desk === '') return undefined;
    const main = document.querySelector<HTMLElement>('#desk');
    if (!main) return undefined;
    main.focus({ preventScroll: true });
    const arrive = (): boolean => {
      if (document.activeElement !== main && document.activeElement !== document.body) return true;
      const heading = main.querySelector<HTMLElement>('h1');
      if (!heading) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    if (arrive()) return undefined;
    const watcher = new MutationObserver(() => arrive() && watcher.disconnect());
    watcher.observe(main, { childList: true, subtree: true });
    return () => watcher.disconnect();
  }, [desk]);
}
