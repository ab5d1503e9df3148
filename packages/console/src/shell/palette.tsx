import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Dialog } from '../design/dialog.tsx';
import fields from '../design/field.module.css';
import type { Desk } from '../desks/desk.ts';
import { sayer, useLanguage, useWords } from '../words/words.tsx';
import { useTour } from '../tour/tour.tsx';
import { useMeeting } from './meeting.tsx';
import { useBoundKeys } from '../design/keys.tsx';
import styles from './palette.module.css';
import { WORDS } from './words.ts';

interface Found {
  readonly id: string;
  readonly says: string;
  readonly more: string;
  readonly do: () => void;
}

/** Finds desks, races, cars, drivers and whatever a key does here; the first hit is chosen with Enter. */
export function Palette({ desks, onClose }: { readonly desks: readonly Desk[]; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { contains } = useFilter({ sensitivity: 'base' });
  const found = [
    ...useDeskHits(desks),
    ...useTabHits(desks),
    ...useTourHits(),
    ...useRaceHits(),
    ...useCarHits(),
    ...useKeyHits(),
    ...useMeetingHits(),
    ...useActHits(desks),
    ...useClauseHits(),
  ].map((each) => ({
    ...each,
    id: each.id.replaceAll(/\s+/g, '-'),
  }));
  return (
    <Dialog title={say('palette')} onClose={onClose} wide>
      <Autocomplete filter={contains}>
        <SearchField aria-label={say('search')} autoFocus className={fields['field'] ?? ''}>
          <Input className={fields['input'] ?? ''} placeholder={say('search-hint')} />
        </SearchField>
        <div className={styles['found']} role="group" aria-label={say('found')} tabIndex={0}>
          <Menu
            aria-label={say('found')}
            items={found.map((each) => ({ ...each }))}
            renderEmptyState={() => <p className="quiet">{say('nothing-found')}</p>}
            onAction={(key) => {
              onClose();
              found.find((each) => each.id === key)?.do();
            }}
          >
            {({ id, says, more }) => (
              <MenuItem id={id} textValue={`${says} ${more}`} className={`${fields['item']} ${styles['hit']}`}>
                <span>{says}</span>
                <span className="quiet">{more}</span>
              </MenuItem>
            )}
          </Menu>
        </div>
      </Autocomplete>
    </Dialog>
  );
}

function useDeskHits(desks: readonly Desk[]): readonly Found[] {
  const { club } = useClub();
  const { meeting } = useMeeting();
  const language = useLanguage();
  const [, go] = useLocation();
  const at = meeting ? `?meeting=${encodeURIComponent(meeting.meeting)}` : '';
  return desks.map((desk) => {
    const say = sayer(desk.words, language);
    return { id: `desk ${desk.id}`, says: say('title'), more: say('about'), do: () => go(`/${club.club}/${desk.id}${at}`) };
  });
}

/** The parts of every desk. */
function useTabHits(desks: readonly Desk[]): readonly Found[] {
  const { club, acting } = useClub();
  const { meeting } = useMeeting();
  const language = useLanguage();
  const [, go] = useLocation();
  return desks.flatMap((desk) =>
    (desk.tabs ?? [])
      .filter(({ asks }) => asks === undefined || acting.asks.includes(asks))
      .map((tab) => ({
        id: `tab ${desk.id} ${tab.id}`,
        says: sayer(tab.words, language)('title'),
        more: sayer(desk.words, language)('title'),
        do: () =>
          go(
            `/${club.club}/${desk.id}?${new URLSearchParams({ ...(meeting ? { meeting: meeting.meeting } : {}), tab: tab.id }).toString()}`,
          ),
      })),
  );
}

function useTourHits(): readonly Found[] {
  const say = useWords(WORDS);
  const { offered, start } = useTour();
  return offered ? [{ id: 'tour', says: say('tour'), more: '', do: start }] : [];
}

/** Calls and marks that the role may make: they are made in race control. */
function useActHits(desks: readonly Desk[]): readonly Found[] {
  const { client, club, acting } = useClub();
  const [, go] = useLocation();
  const there = desks.some(({ id }) => id === 'race-control') && acting.asks.includes('acts');
  const asked = useQuery({
    queryKey: [client.club, 'palette-acts', acting.role],
    queryFn: ({ signal }) => client.ask('acts', { role: acting.role }, { reasons: false, signal }),
    enabled: there,
  });
  return (asked.data?.acts ?? [])
    .filter((act) => act.sort !== 'record')
    .map((act) => ({
      id: `act ${act.name}`,
      says: act.says,
      more: act.name.replaceAll('-', ' '),
      do: () => go(`/${club.club}/race-control`),
    }));
}

/** Clauses of the rulebook, each on the page that everybody reads. */
function useClauseHits(): readonly Found[] {
  const { client, club } = useClub();
  const asked = useQuery({
    queryKey: [client.club, 'palette-clauses'],
    queryFn: ({ signal }) => client.ask('clauses', {}, { reasons: false, signal }),
  });
  return (asked.data?.clauses ?? []).map((clause) => ({
    id: `clause ${clause.id}`,
    says: clause.id,
    more: clause.says,
    do: () => void open(`/clubs/${club.club}/rulebook#${encodeURIComponent(clause.id)}`, '_blank', 'noreferrer'),
  }));
}

function useRaceHits(): readonly Found[] {
  const { client } = useClub();
  const { meeting } = useMeeting();
  const [path, go] = useLocation();
  const asked = useQuery({
    queryKey: [client.club, 'palette-races', meeting?.meeting],
    queryFn: ({ signal }) => client.ask('schedule', { meeting: meeting?.meeting ?? '' }, { reasons: false, signal }),
    enabled: meeting !== undefined,
  });
  return (asked.data?.races ?? []).map((race) => ({
    id: `race ${race.race}`,
    says: race.name,
    more: race.race,
    do: () => go(`${path}?${new URLSearchParams({ meeting: meeting?.meeting ?? '', race: race.race }).toString()}`),
  }));
}

/** Cars and drivers of the meeting; a hit opens the race in which the car starts first. */
function useCarHits(): readonly Found[] {
  const { client, club, acting } = useClub();
  const { meeting } = useMeeting();
  const [path, go] = useLocation();
  const asked = useQuery({
    queryKey: [client.club, 'palette-cars', meeting?.meeting],
    queryFn: async ({ signal }) => {
      const at = meeting?.meeting ?? '';
      const all = await Promise.all(
        club.classes.map(({ id }) => client.ask('entries', { meeting: at, class: id }, { reasons: false, signal })),
      );
      return all.flatMap((each) => each.entries);
    },
    enabled: meeting !== undefined && acting.asks.includes('entries'),
  });
  return (asked.data ?? []).map((each) => ({
    id: `car ${each.class} ${each.car}`,
    says: `${each.car} ${each.driver}`,
    more: club.classes.find(({ id }) => id === each.class)?.name ?? each.class,
    do: () => go(`${path}?${new URLSearchParams({ meeting: meeting?.meeting ?? '', class: each.class, car: each.car }).toString()}`),
  }));
}

function useKeyHits(): readonly Found[] {
  return useBoundKeys().flatMap(({ title, bindings }) =>
    bindings
      .filter((each) => each.quiet !== true)
      .map((each) => ({ id: `key ${title} ${each.key}`, says: each.says, more: title, do: each.do })),
  );
}

function useMeetingHits(): readonly Found[] {
  const { meetings, choose } = useMeeting();
  return meetings.map((each) => ({ id: `meeting ${each.meeting}`, says: each.name, more: each.date, do: () => choose(each.meeting) }));
}
