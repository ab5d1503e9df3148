import type { Change } from '@racetower/engine';
import { inWords } from '@racetower/server/client';
import type { ReactNode } from 'react';
import { useAsk, useClub } from '../../api/club.tsx';
import type { WouldBe } from '../../api/preview.tsx';
import { Plate } from '../../design/badge.tsx';
import { useMoney } from '../../design/money.ts';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

/** What a verdict would do, in words of the sport: results, points of the day, purse, standings, and what is laid on people. */
export function VerdictPreview({ would }: { readonly would: WouldBe }) {
  const say = useWords(WORDS);
  if (would.problem)
    return (
      <p className={styles['not-you']} role="status">
        {would.problem.detail} <Clauses clauses={would.problem.clauses ?? []} />
      </p>
    );
  if (!would.preview) return <p role="status">{say('looking')}</p>;
  const { changes } = would.preview;
  const parts = [
    <Laid key="laid" changes={changes} />,
    <Results key="results" changes={changes} />,
    <Money key="money" changes={changes} />,
    <DayPoints key="points" changes={changes} />,
    <Season key="season" changes={changes} />,
  ];
  const told = changes.some(({ what }) => TOLD.some((each) => what.startsWith(`${each} `)));
  return (
    <div role="group" aria-label={say('would-change')} className="stack">
      <h3>{say('would-change')}</h3>
      {told ? <div className={styles['preview']}>{parts}</div> : <p className="quiet">{say('changes-nothing')}</p>}
    </div>
  );
}

const TOLD = ['discipline', 'result', 'payout', 'points', 'standings'] as const;

/** The changes of one sort, with the words of their paths behind it. */
function of(changes: readonly Change[], sort: (typeof TOLD)[number]): readonly (Change & { readonly words: readonly string[] })[] {
  return changes.flatMap((change) => {
    const [first, ...words] = change.what.split(' ');
    return first === sort ? [{ ...change, words }] : [];
  });
}

type Shape = Readonly<Record<string, unknown>>;
const shapeOf = (value: unknown): Shape => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : {});

interface Moved {
  readonly key: string;
  readonly who: ReactNode;
  readonly before: string;
  readonly after: string;
}

function Sheet({ title, rows }: { readonly title: string; readonly rows: readonly Moved[] }) {
  const say = useWords(WORDS);
  if (rows.length === 0) return null;
  return (
    <table className={styles['sheet']}>
      <caption>{title}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{say('person')}</th>
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.who}</th>
            <td className={styles['was']}>{row.before}</td>
            <td>
              <span aria-hidden="true">→ </span>
              <b>{row.after}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who drives a car, by class and number, at the meeting of the changes. */
function useDrivers(changes: readonly Change[]): (classId: string, car: string) => string {
  const meeting = changes.find((each) => each.meeting !== undefined)?.meeting;
  const entries = useAsk('entries', meeting === undefined ? undefined : { meeting }).data?.entries ?? [];
  return (classId, car) => entries.find((each) => classId.split('+').includes(each.class) && each.car === car)?.driver ?? '';
}

function Car({ car, driver }: { readonly car: string; readonly driver: string }) {
  return (
    <span className={styles['who']}>
      <Plate car={car} /> {driver}
    </span>
  );
}

function Results({ changes }: { readonly changes: readonly Change[] }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const driverOf = useDrivers(changes);
  const standing = (value: unknown): string => {
    const { place, status } = shapeOf(value);
    if (place === undefined && status === undefined) return say('not-in-it');
    const rest = status === 'finished' || status === undefined ? '' : String(status);
    return Number(place ?? 0) === 0 ? rest : `${say('place-n', { place: Number(place) })}${rest === '' ? '' : ` (${rest})`}`;
  };
  const rows = of(changes, 'result').filter((each) => each.words.length === 2);
  return [...Map.groupBy(rows, (row) => row.words[0] ?? '')].map(([race, own]) => (
    <Sheet
      key={race}
      title={say('result-of', { race: inWords(race, classes) })}
      rows={own
        .toSorted((a, b) => placeOf(a.after) - placeOf(b.after))
        .map((row) => ({
          key: row.what,
          who: <Car car={row.words[1] ?? ''} driver={driverOf(race.split('/')[0] ?? '', row.words[1] ?? '')} />,
          before: standing(row.before),
          after: standing(row.after),
        }))}
    />
  ));
}

/** Those without a place stand last. */
const placeOf = (value: unknown): number => Number(shapeOf(value)['place'] ?? 0) || 9999;

function DayPoints({ changes }: { readonly changes: readonly Change[] }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const driverOf = useDrivers(changes);
  const rows = of(changes, 'points').filter((each) => each.words.length === 2);
  return [...Map.groupBy(rows, (row) => row.words[0] ?? '')].map(([id, own]) => (
    <Sheet
      key={id}
      title={say('points-of', { class: classes.find((each) => each.id === id)?.name ?? id })}
      rows={own.map((row) => ({
        key: row.what,
        who: <Car car={row.words[1] ?? ''} driver={driverOf(id, row.words[1] ?? '')} />,
        before: String(row.before ?? '–'),
        after: String(row.after ?? '–'),
      }))}
    />
  ));
}

function Money({ changes }: { readonly changes: readonly Change[] }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const pay = (value: unknown): string => {
    const { cents, held } = shapeOf(value);
    if (typeof cents !== 'number') return money(0);
    return held === true ? say('held-sum', { sum: money(cents) }) : money(cents);
  };
  return (
    <Sheet
      title={say('purse-of-day')}
      rows={of(changes, 'payout').map((row) => ({
        key: row.what,
        who: row.words.join(' '),
        before: pay(row.before),
        after: pay(row.after),
      }))}
    />
  );
}

function Season({ changes }: { readonly changes: readonly Change[] }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const rank = (value: unknown): string => {
    const { place, total } = shapeOf(value);
    return place === undefined ? say('not-in-it') : say('place-points', { place: Number(place), points: Number(total) });
  };
  const rows = of(changes, 'standings');
  const classOf = (words: readonly string[]): string => classes.find((each) => each.id === words[0])?.id ?? '';
  return [...Map.groupBy(rows, (row) => classOf(row.words))].map(([id, own]) => (
    <Sheet
      key={id}
      title={say('standings-of', { class: classes.find((each) => each.id === id)?.name ?? '' })}
      rows={own
        .toSorted((a, b) => placeOf(a.after) - placeOf(b.after))
        .map((row) => ({
          key: row.what,
          who: (id === '' ? row.words : row.words.slice(1)).join(' '),
          before: rank(row.before),
          after: rank(row.after),
        }))}
    />
  ));
}

/** Fines, suspensions and the like, as the register would have them. */
function Laid({ changes }: { readonly changes: readonly Change[] }) {
  const say = useWords(WORDS);
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  const rows = of(changes, 'discipline').flatMap((row) => {
    const before = [...list(row.before)];
    const fresh = list(row.after).filter((each) => {
      const at = before.indexOf(each);
      if (at >= 0) before.splice(at, 1);
      return at < 0;
    });
    const person = row.words.join(' ');
    return [...fresh.map((says) => ({ person, says, gone: false })), ...before.map((says) => ({ person, says, gone: true }))];
  });
  if (rows.length === 0) return null;
  return (
    <div>
      <p className={styles['sheet-title']}>{say('laid-on-people')}</p>
      <ul className={styles['list']}>
        {rows.map((row) => (
          <li key={`${row.person} ${row.says}`}>
            <b>{row.person}</b>: {row.gone ? say('taken-off', { what: row.says }) : row.says}
          </li>
        ))}
      </ul>
    </div>
  );
}
