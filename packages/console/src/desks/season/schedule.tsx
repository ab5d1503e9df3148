import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form, Tick } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { readable } from './meeting-state.ts';
import { freeMeetingId, instantOf, type Meeting, seasonOn, timeText } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface ScheduleProps {
  readonly day: string;
  /** The meeting to be moved or changed; left out: a new one. */
  readonly meeting?: Meeting;
  readonly taken: readonly string[];
  readonly onClose: (made?: { readonly meeting: string; readonly day: string }) => void;
}

interface Plan {
  readonly name: string;
  readonly day: string;
  readonly starts: string;
  readonly kind: string;
  readonly classes: readonly string[];
}

/** Puts a meeting on the calendar, or moves and changes one that is there. */
export function ScheduleDialog({ day, meeting, taken, onClose }: ScheduleProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { give } = useGiving();
  const all = club.classes.map((each) => each.id);
  const kinds = useView('meeting-kinds', {}).answer?.kinds ?? [];
  const [plan, setPlan] = useState<Plan>({
    name: meeting === undefined || meeting.name === meeting.date ? '' : meeting.name,
    day: meeting?.date ?? day,
    starts: meeting?.startsAt === undefined ? '' : timeText(meeting.startsAt, club.zone),
    kind: meeting?.kind ?? '',
    classes: meeting?.classes ?? all,
  });
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const kind = plan.kind === '' ? (kinds[0]?.kind ?? '') : plan.kind;
  const change = (part: Partial<Plan>): void => {
    setProblem(undefined);
    setPlan((before) => ({ ...before, ...part }));
  };
  const schedule = async (): Promise<void> => {
    const startsAt = plan.day === '' || plan.starts.trim() === '' ? undefined : instantOf(plan.day, plan.starts, club.zone);
    const wanted = missing({
      date: plan.day === '' && say('needs-day'),
      startsAt: plan.starts.trim() !== '' && plan.day !== '' && startsAt === undefined && say('no-time'),
      classes: plan.classes.length === 0 && say('needs-class'),
    });
    if (wanted) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const id = meeting?.meeting ?? freeMeetingId(plan.day, taken);
    const name = plan.name.trim() === '' ? plan.day : plan.name.trim();
    const came = await give(
      { do: 'schedule-meeting', meeting: id, ...announced({ ...plan, kind }, { startsAt, all, had: meeting?.classes !== undefined }) },
      { says: say(meeting ? 'changed-of' : 'scheduled-of', { meeting: name }), refusal: 'fields' },
    );
    setSent(false);
    return came.is === 'done'
      ? onClose({ meeting: id, day: plan.day })
      : setProblem(atItsField(came.problem, ['date', 'startsAt', 'name', 'kind', 'classes']));
  };
  return (
    <Dialog
      title={say(meeting === undefined ? 'schedule' : meeting.cancelled ? 'on-again' : 'move')}
      onClose={() => onClose()}
      buttons={
        <>
          <Button onPress={() => onClose()}>{say('no')}</Button>
          <Button kind="main" onPress={() => void schedule()}>
            {say(meeting === undefined ? 'put-on-calendar' : 'change-it')}
          </Button>
        </>
      }
    >
      {meeting && <p className="quiet">{say('move-how')}</p>}
      <Form problem={problem} onSubmit={() => void schedule()}>
        <PlanFields plan={plan} kind={kind} kinds={kinds} problem={problem} onChange={change} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

interface Announcing {
  readonly startsAt: string | undefined;
  readonly all: readonly string[];
  /** Whether single classes were named before: then all are told to race again. */
  readonly had: boolean;
}

/** A plan as it is announced; what was left empty is left out. */
function announced({ name, day, kind, classes }: Plan, { startsAt, all, had }: Announcing) {
  const own = classes.length === all.length ? (had ? [] : undefined) : classes;
  return {
    date: day,
    kind,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(own === undefined ? {} : { classes: own }),
  };
}

interface PlanFieldsProps {
  readonly plan: Plan;
  readonly kind: string;
  readonly kinds: Answer<'meeting-kinds'>['kinds'];
  readonly problem: Problem | undefined;
  readonly onChange: (part: Partial<Plan>) => void;
}

function PlanFields({ plan, kind, kinds, problem, onChange: change }: PlanFieldsProps) {
  const say = useWords(WORDS);
  return (
    <>
      <div className={styles['pair']}>
        <DateField
          label={say('day')}
          name="date"
          value={plan.day}
          onChange={(next) => change({ day: next })}
          hint={useSeasonHint(plan.day)}
          autoFocus
        />
        <Field
          label={say('racing-starts')}
          name="startsAt"
          value={plan.starts}
          onChange={(starts) => change({ starts })}
          hint={say('racing-starts-hint')}
        />
      </div>
      <Field
        label={say('meeting-name')}
        name="name"
        value={plan.name}
        onChange={(name) => change({ name })}
        hint={say('meeting-name-hint')}
      />
      <ChoiceField
        label={say('kind')}
        name="kind"
        choices={kinds.map((each) => ({
          id: each.kind,
          says: readable(each.kind),
          more: each.points ? say('counts') : say('does-not-count'),
        }))}
        value={kind === '' ? undefined : kind}
        onChange={(next) => change({ kind: next })}
      />
      <ClassTicks classes={plan.classes} problem={problem} onChange={(classes) => change({ classes })} />
    </>
  );
}

/** Says in which season a day falls, or that nobody opened one. */
function useSeasonHint(day: string): string | undefined {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { answer } = useView('meetings', {});
  if (day === '' || !answer) return undefined;
  const season = seasonOn(answer.seasons, day);
  return season ? say('in-season', { season: season.season }) : say('in-no-season', { day: date(day) });
}

interface ClassTicksProps {
  readonly classes: readonly string[];
  readonly problem: Problem | undefined;
  readonly onChange: (classes: readonly string[]) => void;
}

/** The classes that race; as long as all do, none is named. */
function ClassTicks({ classes, problem, onChange }: ClassTicksProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const wrong =
    problem?.errors?.find((each) => each.field === 'classes')?.says ?? (problem?.field === 'classes' ? problem.detail : undefined);
  return (
    <fieldset className={styles['ticks']} aria-describedby={wrong === undefined ? undefined : 'classes-wrong'}>
      <legend>{say('classes')}</legend>
      <div className={styles['tick-list']}>
        {club.classes.map(({ id, name }) => (
          <Tick
            key={id}
            value={classes.includes(id)}
            onChange={(on) => onChange(club.classes.map((each) => each.id).filter((each) => (each === id ? on : classes.includes(each))))}
          >
            {name}
          </Tick>
        ))}
      </div>
      {wrong !== undefined && (
        <p id="classes-wrong" role="alert" className={styles['wrong']}>
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
