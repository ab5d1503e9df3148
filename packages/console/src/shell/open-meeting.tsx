import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../api/club.tsx';
import { useGiving } from '../api/giving.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../design/field.tsx';
import { useWords } from '../words/words.tsx';
import { type Meeting, useMeeting } from './meeting.tsx';
import { roleName } from './role-name.ts';
import styles from './line-banner.module.css';
import { WORDS } from './words.ts';

/** Says above the desks of the night that no meeting is open, and opens the next of the calendar or one of today; who may not is told so. */
export function MeetingBanner() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { meeting, meetings, pending } = useMeeting();
  const [open, setOpen] = useState(false);
  if (pending || (meeting?.opened === true && !meeting.closed)) return null;
  const planned = meetings.find((each) => each === meeting && !each.closed);
  return (
    <div className={styles['meeting']} role="status">
      <span>
        {meeting === undefined
          ? say('no-meeting-open')
          : say(meeting.closed ? 'meeting-closed' : 'meeting-planned', { name: meeting.name })}
      </span>
      <Button
        kind="main"
        onPress={() => setOpen(true)}
        whyNot={acting.gives.includes('open-meeting') ? undefined : say('not-yours', { role: roleName(acting.role) })}
      >
        {planned ? say('open-planned', { name: planned.name }) : say('open-meeting')}
      </Button>
      {open && <OpenDialog planned={planned} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface OpenDialogProps {
  readonly planned: Meeting | undefined;
  readonly onClose: () => void;
}

function OpenDialog({ planned, onClose }: OpenDialogProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { give } = useGiving();
  const { choose } = useMeeting();
  const [date, setDate] = useState(() => planned?.date ?? today(club.zone));
  const [name, setName] = useState('');
  const [kind, setKind] = useState(club.meetingKinds.find((each) => each.points)?.id ?? club.meetingKinds[0]?.id);
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const submit = async (): Promise<void> => {
    if (sent) return;
    setSent(true);
    const about = planned
      ? { meeting: planned.meeting }
      : { meeting: date, date, ...(kind === undefined ? {} : { kind }), ...(name.trim() === '' ? {} : { name: name.trim() }) };
    const came = await give({ do: 'open-meeting', ...about }, { says: say('open-meeting'), refusal: 'fields' });
    setSent(false);
    if (came.is === 'refused') return setProblem(came.problem);
    choose(about.meeting);
    onClose();
  };
  const typed = (set: (text: string) => void) => (text: string) => {
    setProblem(undefined);
    set(text);
  };
  return (
    <Dialog
      title={planned ? say('open-planned', { name: planned.name }) : say('open-meeting')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void submit()} whyNot={sent ? say('on-its-way') : undefined} autoFocus={planned !== undefined}>
            {say('open-it')}
          </Button>
        </>
      }
    >
      <p>{say('open-how')}</p>
      <Form problem={problem} onSubmit={() => void submit()} label={say('open-meeting')}>
        {!planned && (
          <>
            <Field label={say('meeting-date')} name="date" type="date" value={date} onChange={typed(setDate)} />
            <ChoiceField
              label={say('meeting-kind')}
              name="kind"
              choices={club.meetingKinds.map(({ id, points }) => ({
                id,
                says: roleName(id),
                more: say(points ? 'for-points' : 'not-for-points'),
              }))}
              value={kind}
              onChange={typed(setKind)}
            />
            <Field label={say('meeting-name')} name="name" value={name} onChange={typed(setName)} autoFocus autoComplete="off" />
          </>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

/** The day of now at the club, as `2026-05-02`. */
function today(zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());
}
