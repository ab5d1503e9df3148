import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { CalendarPaper } from './calendar-paper.tsx';
import { AtAGlance } from './at-a-glance.tsx';
import { Checklist } from './checklist.tsx';
import { usePaper } from '../../design/paper.tsx';
import { MeetingCard } from './meeting-card.tsx';
import { MeetingList } from './meeting-list.tsx';
import { MonthOfMeetings } from './month.tsx';
import { ScheduleDialog } from './schedule.tsx';
import { type Meeting, type SeasonDays, useToday } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface CalendarTabProps {
  readonly season: SeasonDays | undefined;
  readonly meetings: readonly Meeting[];
  readonly onOpenSeason: () => void;
}

/** The meetings of a season, month by month or as a list, and what can be done with the one that is chosen. */
export function CalendarTab({ season, meetings, onOpenSeason }: CalendarTabProps) {
  const { acting } = useClub();
  const { meeting: chosen, meetings: all, choose } = useMeeting();
  const today = useToday();
  const [search, setSearch] = useSearchParams();
  const [scheduling, setScheduling] = useState<{ readonly day: string; readonly meeting?: Meeting }>();
  const { print, paper } = usePaper();
  const asList = search.get('as') === 'list';
  const set = (parts: Readonly<Record<string, string>>): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(parts)) next.set(name, value);
      return next;
    });
  const here = chosen && (season === undefined || chosen.season === season.season) ? chosen : undefined;
  const day = search.get('day') ?? here?.date ?? today;
  const may = acting.gives.includes('schedule-meeting');
  const first = season === undefined || meetings.length === 0 || !meetings.some((each) => each.opened);
  return (
    <div className="stack">
      {first && <Checklist season={season} meetings={meetings} onOpenSeason={onOpenSeason} onSchedule={() => setScheduling({ day })} />}
      <Bar
        asList={asList}
        onAs={(as) => set({ as })}
        onPrint={meetings.length > 0 && season ? () => print(<CalendarPaper season={season} meetings={meetings} />) : undefined}
        onSchedule={may ? () => setScheduling({ day: day < today ? today : day }) : undefined}
      />
      <div className={styles['split']}>
        {asList ? (
          <MeetingList meetings={meetings} chosen={here?.meeting} onChoose={choose} />
        ) : (
          <MonthOfMeetings
            meetings={all}
            day={day}
            onDay={(next) => {
              set({ day: next });
              const there = all.find((each) => each.date === next);
              if (there) choose(there.meeting);
            }}
          />
        )}
        <div className="stack">
          <MeetingCard
            meeting={asList ? here : all.find((each) => each.date === day && (each.meeting === chosen?.meeting || chosen?.date !== day))}
            day={day}
            others={asList ? [] : all.filter((each) => each.date === day)}
            onChoose={choose}
            onSchedule={may ? (meeting) => setScheduling({ day: meeting?.date ?? day, ...(meeting ? { meeting } : {}) }) : undefined}
          />
          {!asList && (
            <AtAGlance meetings={meetings} chosen={here?.meeting} onChoose={(each) => set({ meeting: each.meeting, day: each.date })} />
          )}
        </div>
      </div>
      {scheduling && (
        <ScheduleDialog
          {...scheduling}
          taken={all.map((each) => each.meeting)}
          onClose={(made) => {
            setScheduling(undefined);
            if (made) set({ meeting: made.meeting, day: made.day });
          }}
        />
      )}
      {paper}
    </div>
  );
}

interface BarProps {
  readonly asList: boolean;
  readonly onAs: (as: 'month' | 'list') => void;
  /** Left out: there is nothing to print. */
  readonly onPrint: (() => void) | undefined;
  /** Left out: this role may not. */
  readonly onSchedule: (() => void) | undefined;
}

/** How the season is shown, and what can be done with all of it. */
function Bar({ asList, onAs, onPrint, onSchedule }: BarProps) {
  const say = useWords(WORDS);
  return (
    <div className={styles['bar']}>
      <div className={styles['switch']} role="group" aria-label={say('shown-as')}>
        <Button kind={asList ? 'plain' : 'main'} aria-pressed={!asList} onPress={() => onAs('month')}>
          {say('as-month')}
        </Button>
        <Button kind={asList ? 'main' : 'plain'} aria-pressed={asList} onPress={() => onAs('list')}>
          {say('as-list')}
        </Button>
      </div>
      <div className={styles['actions']}>
        {onPrint && <Button onPress={onPrint}>{say('print')}</Button>}
        {onSchedule && (
          <Button kind="main" onPress={onSchedule}>
            {say('schedule')}
          </Button>
        )}
      </div>
    </div>
  );
}
