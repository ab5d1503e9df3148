import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import type { Meeting, SeasonDays } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface ChecklistProps {
  readonly season: SeasonDays | undefined;
  readonly meetings: readonly Meeting[];
  readonly onOpenSeason: () => void;
  readonly onSchedule: () => void;
}

type StepId = 'season' | 'meeting' | 'values' | 'people' | 'open' | 'enter';

/** The way to a first night: what is done, and what comes next. */
export function Checklist({ season, meetings, onOpenSeason, onSchedule }: ChecklistProps) {
  const say = useWords(WORDS);
  const { club, acting, me } = useClub();
  const values = useView('values', season === undefined ? {} : { season: season.season });
  const unset = values.answer?.unset.length ?? 0;
  const at = `/${club.club}`;
  const steps: readonly { readonly id: StepId; readonly done: boolean; readonly more?: string; readonly act?: ReactNode }[] = [
    {
      id: 'season',
      done: season?.starts !== undefined,
      act: acting.gives.includes('open-season') && <Button onPress={onOpenSeason}>{say('open-season')}</Button>,
    },
    {
      id: 'meeting',
      done: meetings.length > 0,
      act: acting.gives.includes('schedule-meeting') && <Button onPress={onSchedule}>{say('schedule')}</Button>,
    },
    {
      id: 'values',
      done: values.answer !== undefined && unset === 0,
      ...(unset > 0 ? { more: say('unset-count', { count: unset }) } : {}),
      act: <Link href={`${at}/season?tab=values`}>{say('tab-values')}</Link>,
    },
    { id: 'people', done: me.is === 'member', act: <Link href={`${at}/settings?tab=people`}>{say('to-people')}</Link> },
    { id: 'open', done: meetings.some((each) => each.opened) },
    { id: 'enter', done: false, act: <Link href={`${at}/sign-in`}>{say('to-sign-in')}</Link> },
  ];
  const next = steps.find((each) => !each.done);
  return (
    <section className="card stack" aria-label={say('checklist')}>
      <h2>{say('checklist')}</h2>
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <li key={step.id} className={step === next ? styles['next'] : ''} aria-current={step === next ? 'step' : undefined}>
            <span className={styles['tick-sign']} aria-hidden="true">
              {step.done ? '✓' : '○'}
            </span>
            <div>
              <p>
                <b>{say(`step-${step.id}`)}</b> <span className="visually-hidden">{say(step.done ? 'done' : 'to-do')}</span>
              </p>
              <p className="quiet">{step.more ?? say(`step-${step.id}-how`)}</p>
              {!step.done && step.act}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
