import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Tabs } from '../design/tabs.tsx';
import type { DeskTab } from '../desks/desk.ts';
import { sayer, useLanguage } from '../words/words.tsx';

export interface DeskTabsProps<Id extends string> {
  /** What the parts are parts of. */
  readonly label: string;
  /** As the desk says them. */
  readonly tabs: readonly DeskTab<Id>[];
  readonly content: Readonly<Record<Id, ReactNode>>;
}

/** The parts of a desk: those that the role may see, the one that the address names open. */
export function DeskTabs<Id extends string>({ label, tabs, content }: DeskTabsProps<Id>) {
  const { acting } = useClub();
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const shown = tabs.filter(({ asks }) => asks === undefined || acting.asks.includes(asks));
  const chosen = shown.find(({ id }) => id === search.get('tab')) ?? shown[0];
  if (!chosen) return null;
  return (
    <Tabs
      label={label}
      tabs={shown.map(({ id, words }) => ({ id, says: sayer(words, language)('title'), content: content[id] }))}
      chosen={chosen.id}
      onChoose={(tab) =>
        setSearch((before) => {
          const next = new URLSearchParams(before);
          next.set('tab', tab);
          return next;
        })
      }
    />
  );
}
