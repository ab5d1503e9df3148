import { useQueryClient } from '@tanstack/react-query';
import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { type SeasonDays, useToday } from './seasons.ts';
import { WORDS } from './words.ts';

export interface OpenSeasonProps {
  readonly seasons: readonly SeasonDays[];
  readonly onClose: (opened?: string) => void;
}

/** Opens a season: its name and its days. The next year is offered. */
export function OpenSeason({ seasons, onClose }: OpenSeasonProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const { club } = useClub();
  const queries = useQueryClient();
  const year = useFreeYear(seasons);
  const [season, setSeason] = useState(year);
  const [starts, setStarts] = useState(`${year}-01-01`);
  const [ends, setEnds] = useState(`${year}-12-31`);
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const open = async (): Promise<void> => {
    const wanted = missing({ season: season.trim() === '' && say('needs-name'), starts: starts === '' && say('needs-day') });
    if (wanted) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const id = season.trim();
    const came = await give(
      { do: 'open-season', season: id, starts, ...(ends === '' ? {} : { ends }) },
      { says: say('opened-season', { season: id }), refusal: 'form' },
    );
    setSent(false);
    if (came.is === 'refused') return setProblem(atItsField(came.problem, ['season', 'starts', 'ends']));
    void queries.invalidateQueries({ queryKey: [club.club, 'about'] });
    return onClose(id);
  };
  return (
    <Dialog
      title={say('open-season')}
      onClose={() => onClose()}
      buttons={
        <>
          <Button onPress={() => onClose()}>{say('no')}</Button>
          <Button kind="main" onPress={() => void open()}>
            {say('open-it')}
          </Button>
        </>
      }
    >
      <p className="quiet">{say('open-season-how')}</p>
      <Form problem={problem} onSubmit={() => void open()}>
        <Field label={say('season-name')} name="season" value={season} onChange={setSeason} hint={say('season-name-hint')} autoFocus />
        <DateField label={say('first-day')} name="starts" value={starts} onChange={setStarts} />
        <DateField label={say('last-day')} name="ends" value={ends} onChange={setEnds} hint={say('last-day-hint')} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

/** This year, or the first after it that has no season. */
function useFreeYear(seasons: readonly SeasonDays[]): string {
  const taken = new Set(seasons.filter(({ starts }) => starts !== undefined).map(({ season }) => season));
  let year = Number(useToday().slice(0, 4));
  while (taken.has(String(year))) year += 1;
  return String(year);
}
