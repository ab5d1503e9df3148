import { useSearchParams } from 'wouter';

/** What the address says is shown at the registry. */
export interface At {
  readonly tab: string;
  readonly person: string | undefined;
  /** Goes on with some parts of the address changed; an empty one is left out. */
  readonly show: (parts: { readonly tab?: string; readonly person?: string }) => void;
}

export function useAt(): At {
  const [search, setSearch] = useSearchParams();
  return {
    tab: search.get('tab') ?? 'people',
    person: search.get('person') ?? undefined,
    show: (parts) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(parts))
          if (value === '') next.delete(name);
          else next.set(name, value);
        return next;
      }),
  };
}
