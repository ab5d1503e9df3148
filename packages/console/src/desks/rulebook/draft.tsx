import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { RulebookFiles, ShelfFile } from '@racetower/server/client';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub } from '../../api/club.tsx';
import type { Checked, Texts } from './questions.ts';
import { useWhatIf, type WhatIfState } from './use-what-if.ts';
import { useNights, type NightsState } from './use-nights.ts';
import { useChecked } from './use-checked.ts';
import { Workshop } from './workshop.ts';

/** A text that was changed here and is not saved. */
export interface Edit {
  readonly text: string;
  /** The text it was changed from; left out: the file is new. */
  readonly etag?: string | undefined;
}

/** The rulebook as it is worked on: its files as they stand, what was changed here, and what is known of it. */
export interface Draft {
  readonly files: readonly ShelfFile[];
  readonly shelf: RulebookFiles;
  /** The edition that is worked on. */
  readonly edition: ShelfFile;
  readonly choose: (path: string) => void;
  readonly textOf: (path: string) => string;
  readonly isChanged: (path: string) => boolean;
  readonly edit: (path: string, text: string) => void;
  /** A file that is not on the server yet. */
  readonly add: (file: Pick<ShelfFile, 'path' | 'kind' | 'name' | 'text'>) => void;
  readonly drop: (path: string) => void;
  /** The text that a change goes on from; left out: the file is new. */
  readonly etagOf: (path: string) => string | undefined;
  /** Takes what somebody else saved as what is changed here. */
  readonly goOnFrom: (path: string, etag: string) => void;
  readonly changed: readonly string[];
  readonly checked: Checked | undefined;
  readonly workshop: Workshop;
  readonly texts: Texts;
  readonly nights: NightsState;
  readonly whatIf: WhatIfState;
  /** Undo and cursor of editors that are not shown, by path. */
  readonly kept: (path: string) => { state?: unknown };
  /** Reads the files anew, as after one was saved. */
  readonly again: () => Promise<void>;
}

const DraftContext = createContext<Draft | undefined>(undefined);

export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) throw new Error('a part of the rulebook is shown without it');
  return draft;
}

/** The files of the rulebook as the server has them. */
export function useFiles(): UseQueryResult<RulebookFiles> {
  const { client } = useClub();
  return useQuery({
    queryKey: [client.club, 'rulebook'],
    queryFn: ({ signal }) => client.rulebook.files(signal),
    refetchOnWindowFocus: true,
    retry: false,
  });
}

type Edits = Readonly<Record<string, Edit>>;

/** Changes are kept in the browser: a page that is closed loses none. */
function useEdits(club: string): readonly [Edits, (change: (before: Edits) => Edits) => void] {
  const key = `racetower-rulebook-${club}`;
  const [edits, setEdits] = useState<Edits>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? '{}') as Edits;
    } catch {
      return {};
    }
  });
  useEffect(() => {
    if (Object.keys(edits).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(edits));
  }, [key, edits]);
  return [edits, (change) => setEdits(change)];
}

export interface DraftProviderProps {
  readonly shelf: RulebookFiles;
  readonly children: ReactNode;
}

export function DraftProvider({ shelf, children }: DraftProviderProps) {
  const { club } = useClub();
  const [edits, setEdits] = useEdits(club.club);
  const files = useMemo(() => [...shelf.files, ...addedTo(shelf, edits)], [shelf, edits]);
  const texts = useMemo(() => textsOf(files, edits), [files, edits]);
  const [edition, choose] = useChosenEdition(files);
  const { workshop, slow } = useWorkshops(texts);
  const checked = useChecked({ workshop, lint: slow.lint }, texts, edition?.path);
  const nights = useNights(slow.nights, files, texts);
  const whatIf = useWhatIf(slow.whatIf, shelf, texts);
  const kept = useRef(new Map<string, { state?: unknown }>());
  const queries = useQueryClient();
  if (!edition) return null;
  const fileAt = (path: string): ShelfFile | undefined => shelf.files.find((each) => each.path === path);
  const textOf = (path: string): string => edits[path]?.text ?? fileAt(path)?.text ?? '';
  const edit = (path: string, text: string): void =>
    setEdits((before) => {
      const { [path]: own, ...others } = before;
      const known = fileAt(path);
      if (known && known.text === text) return others;
      return { ...others, [path]: { text, ...(own ? { etag: own.etag } : known ? { etag: known.etag } : {}) } };
    });
  const draft: Draft = {
    files,
    shelf,
    edition,
    choose,
    textOf,
    isChanged: (path) => Object.hasOwn(edits, path),
    edit,
    add: ({ path, text }) => setEdits((before) => ({ ...before, [path]: { text } })),
    drop: (path) => {
      kept.current.delete(path);
      setEdits(({ [path]: _gone, ...others }) => others);
    },
    etagOf: (path) => edits[path]?.etag ?? fileAt(path)?.etag,
    goOnFrom: (path, etag) => setEdits((before) => ({ ...before, [path]: { text: before[path]?.text ?? textOf(path), etag } })),
    changed: Object.keys(edits),
    checked,
    workshop,
    texts,
    nights,
    whatIf,
    kept: (path) => {
      const own = kept.current.get(path) ?? {};
      kept.current.set(path, own);
      return own;
    },
    again: () => queries.invalidateQueries({ queryKey: [club.club] }),
  };
  return <DraftContext value={draft}>{children}</DraftContext>;
}

/** Files that were made here and are not saved yet. */
function addedTo({ files }: RulebookFiles, edits: Edits): readonly ShelfFile[] {
  return Object.entries(edits)
    .filter(([path, { etag }]) => etag === undefined && !files.some((each) => each.path === path))
    .map(([path, { text }]) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return {
        path,
        name,
        text,
        etag: '',
        kind: path.includes('/nights/') ? (name.startsWith('_') ? 'part' : 'night') : 'edition',
      } as const;
    });
}

function textsOf(files: readonly ShelfFile[], edits: Edits): Texts {
  return {
    texts: Object.fromEntries(files.map(({ path, text }) => [path, edits[path]?.text ?? text])),
    editions: files.filter((each) => each.kind === 'edition').map((each) => each.path),
  };
}

/** The edition that the address names, else the newest. */
function useChosenEdition(files: readonly ShelfFile[]): readonly [ShelfFile | undefined, (path: string) => void] {
  const [search, setSearch] = useSearchParams();
  const editions = files.filter((each) => each.kind === 'edition');
  const chosen = editions.find((each) => each.name === search.get('edition')) ?? editions.at(-1);
  const choose = (path: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('edition', path.slice(path.lastIndexOf('/') + 1));
      return next;
    });
  return [chosen, choose];
}

interface Workshops {
  readonly workshop: Workshop;
  /** For what takes its time: each can be stopped without the others. */
  readonly slow: { readonly lint: Workshop; readonly nights: Workshop; readonly whatIf: Workshop };
}

function useWorkshops(texts: Texts): Workshops {
  const shops = useMemo<Workshops>(
    () => ({ workshop: new Workshop(), slow: { lint: new Workshop(), nights: new Workshop(), whatIf: new Workshop() } }),
    [],
  );
  const { workshop, slow } = shops;
  useMemo(() => {
    for (const each of [workshop, slow.lint, slow.nights, slow.whatIf]) each.set(texts);
  }, [workshop, slow, texts]);
  useEffect(
    () => () => {
      for (const each of [workshop, slow.lint, slow.nights, slow.whatIf]) each.stop();
    },
    [workshop, slow],
  );
  return shops;
}
