import { useState } from 'react';
import { Link } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Clauses } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import { CancelDialog } from './cancel.tsx';
import { readable, stateOf, STATE_LOOKS } from './meeting-state.ts';
import { type Meeting, useToday } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface MeetingCardProps {
  readonly meeting: Meeting | undefined;
  /** The day that is looked at, when it has no meeting. */
  readonly day: string;
  /** All meetings of the day. */
  readonly others: readonly Meeting[];
  readonly onChoose: (meeting: string) => void;
  /** Opens the form, of a meeting to change it; left out: this role may not. */
  readonly onSchedule: ((meeting?: Meeting) => void) | undefined;
}

/** A meeting and what can be done with it; of a day without one, to schedule one. */
export function MeetingCard({ meeting, day, others, onChoose, onSchedule }: MeetingCardProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  if (!meeting)
    return (
      <section className="card stack" aria-label={date(day)}>
        <h2>{date(day)}</h2>
        <p className="quiet">{say('no-meeting-on-day')}</p>
        {onSchedule && (
          <div className="row">
            <Button onPress={() => onSchedule()}>{say('schedule-here')}</Button>
          </div>
        )}
      </section>
    );
  return (
    <section className="card stack" aria-label={meeting.name === meeting.date ? date(meeting.date) : meeting.name}>
      {others.length > 1 && (
        <div className="row" role="group" aria-label={say('of-this-day')}>
          {others.map((each) => (
            <Button
              key={each.meeting}
              kind={each === meeting ? 'main' : 'plain'}
              aria-pressed={each === meeting}
              onPress={() => onChoose(each.meeting)}
            >
              {each.name === each.date ? readable(each.kind) : each.name}
            </Button>
          ))}
        </div>
      )}
      <Facts meeting={meeting} />
      <Actions meeting={meeting} onSchedule={onSchedule} />
    </section>
  );
}

function Facts({ meeting }: { readonly meeting: Meeting }) {
  const say = useWords(WORDS);
  const { date, hour } = useInstants();
  const { club } = useClub();
  const kind = useView('meeting-kinds', {}).answer?.kinds.find((each) => each.kind === meeting.kind);
  const today = useToday();
  const state = stateOf(meeting, today);
  const names = meeting.classes?.map((id) => club.classes.find((each) => each.id === id)?.name ?? id);
  return (
    <>
      <div className={styles['title']}>
        <h2>{meeting.name === meeting.date ? date(meeting.date) : meeting.name}</h2>
        <Badge kind={STATE_LOOKS[state]}>{say(state)}</Badge>
      </div>
      {meeting.cancelled && <p className={styles['off']}>{say('cancelled-why', { why: meeting.cancelled.why })}</p>}
      <dl className={styles['facts']}>
        <div>
          <dt>{say('day')}</dt>
          <dd>{date(meeting.date)}</dd>
        </div>
        <div>
          <dt>{say('starts-at')}</dt>
          <dd>{meeting.startsAt === undefined ? say('not-said') : hour(meeting.startsAt)}</dd>
        </div>
        <div>
          <dt>{say('kind')}</dt>
          <dd>
            {readable(meeting.kind)} <span className="quiet">{kind?.points ? say('counts') : say('does-not-count')}</span>{' '}
            <Clauses clauses={kind?.because.clauses ?? []} />
          </dd>
        </div>
        <div>
          <dt>{say('classes')}</dt>
          <dd>{names === undefined ? say('all-classes') : names.join(', ')}</dd>
        </div>
      </dl>
    </>
  );
}

type Asked = 'open' | 'close' | 'cancel';

function Actions({ meeting, onSchedule }: Pick<MeetingCardProps, 'onSchedule'> & { readonly meeting: Meeting }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const [asked, setAsked] = useState<Asked>();
  const { opened, closed, cancelled } = meeting;
  const over = closed && !cancelled;
  const may = (kind: (typeof acting.gives)[number]): boolean => acting.gives.includes(kind);
  return (
    <>
      <div className={styles['does']}>
        {may('open-meeting') && !opened && !closed && (
          <Button kind="main" onPress={() => setAsked('open')}>
            {say('open-meeting')}
          </Button>
        )}
        {may('close-meeting') && opened && !closed && (
          <Button kind="main" onPress={() => setAsked('close')}>
            {say('close-meeting')}
          </Button>
        )}
        {onSchedule && !over && <Button onPress={() => onSchedule(meeting)}>{say(cancelled ? 'on-again' : 'move')}</Button>}
        {may('cancel-meeting') && !closed && (
          <Button kind="danger" onPress={() => setAsked('cancel')}>
            {say('cancel')}
          </Button>
        )}
      </div>
      <div className={styles['links']}>
        <Link href={`/${club.club}/season?tab=values&meeting=${encodeURIComponent(meeting.meeting)}&for=meeting`}>
          {say('values-of-meeting')}
        </Link>
        <a href={`/clubs/${club.club}/meetings/${encodeURIComponent(meeting.meeting)}`} target="_blank" rel="noreferrer">
          {say('public-page')}
        </a>
        {opened && <Link href={`/${club.club}/sign-in?meeting=${encodeURIComponent(meeting.meeting)}`}>{say('to-sign-in')}</Link>}
      </div>
      {asked === 'cancel' && <CancelDialog meeting={meeting} onClose={() => setAsked(undefined)} />}
      {(asked === 'open' || asked === 'close') && <OpenOrClose meeting={meeting} what={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface OpenOrCloseProps {
  readonly meeting: Meeting;
  readonly what: 'open' | 'close';
  readonly onClose: () => void;
}

/** Opens or closes a meeting, with what follows from it said before. */
function OpenOrClose({ meeting, what, onClose }: OpenOrCloseProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { give } = useGiving();
  const { seq } = useView('meetings', {});
  const id = meeting.meeting;
  const command = what === 'open' ? ({ do: 'open-meeting', meeting: id } as const) : ({ do: 'close-meeting', meeting: id } as const);
  const would = usePreview(command, seq);
  const name = meeting.name === meeting.date ? date(meeting.date) : meeting.name;
  const go = (): void => {
    onClose();
    void give(command, { says: say(what === 'open' ? 'opened' : 'closed', { meeting: name }) });
  };
  return (
    <Dialog
      title={say(what === 'open' ? 'open-of' : 'close-of', { meeting: name })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={go} autoFocus>
            {say(what === 'open' ? 'open-meeting' : 'close-meeting')}
          </Button>
        </>
      }
    >
      <p>{say(what === 'open' ? 'open-how' : 'close-how')}</p>
      <Changes would={would} />
    </Dialog>
  );
}
