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
  /** What stands behind the name of a part, as how many wait there. */
  readonly marks?: Readonly<Partial<Record<Id, ReactNode>>>;
}

/** The parts of a desk: those that the role may see, the one that the address names open. */
export function DeskTabs<Id extends string>({ label, tabs, content, marks }: DeskTabsProps<Id>) {
  const { acting } = useClub();
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const shown = tabs.filter(({ asks, open }) => (asks === undefined || acting.asks.includes(asks)) && (open === undefined || open(acting)));
  const chosen = shown.find(({ id }) => id === search.get('tab')) ?? shown[0];
  if (!chosen) return null;
  return (
    <Tabs
      label={label}
      tabs={shown.map(({ id, words }) => ({
        id,
        says: <Marked says={sayer(words, language)('title')} mark={marks?.[id]} />,
        content: content[id],
      }))}
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

function Marked({ says, mark }: { readonly says: string; readonly mark: ReactNode }) {
  return mark === undefined ? (
    says
  ) : (
    <span>
      {says} {mark}
    </span>
  );
}
