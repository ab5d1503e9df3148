import { useClub, useView } from '../../api/club.tsx';
import { useWords } from '../../words/words.tsx';
import { readable } from './meeting-state.ts';
import { WORDS } from './words.ts';

/** A table that can be looked at: of a class, or over several, or of a group of drivers. */
export interface TableChoice {
  readonly id: string;
  readonly says: string;
  readonly fields: { readonly table: string; readonly class?: string; readonly group?: string };
}

/** Every table of a season, those by class first; nothing while they are not known yet. */
export function useTables(season: string): readonly TableChoice[] | undefined {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { answer, pending } = useView('season', { season });
  if (pending) return undefined;
  return (answer?.tables ?? []).flatMap(({ table, by, groups }, index): readonly TableChoice[] => {
    const name = readable(table);
    const inGroups = (fields: TableChoice['fields'], says: string): readonly TableChoice[] =>
      (groups ?? [undefined]).map((group) => ({
        id: [table, fields.class, group].filter((each) => each !== undefined).join(' '),
        says: group === undefined ? says : `${says}, ${readable(group)}`,
        fields: group === undefined ? fields : { ...fields, group },
      }));
    if (by !== 'class') return inGroups({ table }, say('overall-table', { table: name }));
    return classes.flatMap((each) => inGroups({ table, class: each.id }, index === 0 ? each.name : `${each.name}, ${name}`));
  });
}

/** Points that are counted in parts of a point, as they are said. */
export const pointsText = (parts: number, of: number): string => (of === 1 ? String(parts) : String(Number((parts / of).toFixed(3))));
