import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

/** A key of a desk: what it does, and the word it stands under on the card of keys. */
export interface KeyBinding {
  /** As `y`, `ctrl+z`, `?`. */
  readonly key: string;
  readonly says: string;
  readonly do: () => void;
  /** It stands on no card: another key of its kind does. */
  readonly quiet?: boolean;
}

/** All keys that do something on the screen as it is. */
class Keys {
  #groups: readonly { readonly title: string; readonly bindings: readonly KeyBinding[] }[] = [];
  readonly #watchers = new Set<() => void>();
  get groups() {
    return this.#groups;
  }
  watch = (told: () => void): (() => void) => {
    this.#watchers.add(told);
    return () => this.#watchers.delete(told);
  };
  add(title: string, bindings: readonly KeyBinding[]): () => void {
    const group = { title, bindings };
    this.#set([...this.#groups, group]);
    return () => this.#set(this.#groups.filter((each) => each !== group));
  }
  /** The binding of a key that was pressed; the latest added counts. */
  find(pressed: string): KeyBinding | undefined {
    return this.#groups.toReversed().flatMap((group) => group.bindings.filter((each) => each.key === pressed))[0];
  }
  #set(groups: typeof this.groups): void {
    this.#groups = groups;
    for (const told of this.#watchers) told();
  }
}

const KeysContext = createContext(new Keys());

export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const keys = useMemo(() => new Keys(), []);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const binding = keys.find(nameOf(event));
      if (!binding || event.defaultPrevented || event.repeat || (writing(event) && !event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      binding.do();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [keys]);
  return <KeysContext value={keys}>{children}</KeysContext>;
}

/** Binds keys while a part of the screen is shown. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const keys = use(KeysContext);
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = bindings.map((each) => `${each.key} ${each.says}`).join('\n');
  useEffect(
    () =>
      keys.add(
        title,
        latest.current.map((each, index) => ({ ...each, do: () => latest.current[index]?.do() })),
      ),
    [keys, title, names],
  );
}

/** The keys that are bound now, for the card. */
export function useBoundKeys() {
  const keys = use(KeysContext);
  return useSyncExternalStore(keys.watch, () => keys.groups);
}

function nameOf(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  return `${ctrl}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

/** Tells whether somebody is writing, or in a dialog or a list that has keys of its own. */
function writing(event: KeyboardEvent): boolean {
  // Of an editor in a shadow root the event tells only its place from outside.
  const [origin] = event.composedPath();
  const target = origin instanceof Element ? origin : undefined;
  return (
    target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"], [role="menu"]') !== null &&
    target !== undefined
  );
}
