import type { Because } from '@racetower/engine';
import type { Compared, Difference, WhatIf } from '@racetower/rulebook/bench';
import { inWords } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { Table } from '../../design/table.tsx';
import { Clauses, Reason } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { useMeetingName } from './limits.tsx';
import styles from './rulebook.module.css';
import { useAnswer } from './use-answer.ts';
import { WORDS } from './words.ts';

const KINDS: readonly Compared[] = ['standings', 'points', 'result', 'purse', 'fees', 'fund', 'award', 'suspension'];
/** Of long tables so many rows at first; the standings are shown whole. */
const AT_FIRST = 12;
const AT_ONCE = 200;

interface Row {
  readonly difference: Difference;
  readonly index: number;
}

/** Everything that would be otherwise, with the clause that was edited and why on both sides. */
export function Differences({ found }: { readonly found: WhatIf }) {
  const say = useWords(WORDS);
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<Row>();
  const rows = found.differences.map((difference, index): Row => ({ difference, index }));
  const fits = ({ difference }: Row): boolean => JSON.stringify(difference).toLowerCase().includes(wanted.trim().toLowerCase());
  if (rows.length === 0) return null;
  const shown = rows.filter(fits);
  return (
    <section className="stack" aria-label={say('differences')}>
      <div className={styles['finder']}>
        <Field label={say('find-difference')} name="who" type="search" value={wanted} onChange={setWanted} />
      </div>
      {KINDS.map((kind) => {
        const own = shown.filter((each) => each.difference.kind === kind);
        return own.length > 0 && <OfKind key={kind} kind={kind} rows={own} onOpen={setOpen} />;
      })}
      {open && <WhyBoth row={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function OfKind({ kind, rows, onOpen }: { readonly kind: Compared; readonly rows: readonly Row[]; readonly onOpen: (row: Row) => void }) {
  const say = useWords(WORDS);
  const where = useWhere();
  const has = useHas();
  const [all, setAll] = useState(kind === 'standings');
  const most = all ? AT_ONCE : AT_FIRST;
  return (
    <section className="stack">
      <h2>
        {say(`kind-${kind}`)} <span className="quiet">{rows.length}</span>
      </h2>
      <Table
        caption={say(`kind-${kind}`)}
        rows={rows.slice(0, most)}
        keyOf={(row) => String(row.index)}
        columns={[
          {
            id: 'who',
            head: say('who'),
            names: true,
            cell: ({ difference }) => (
              <>
                {difference.car !== undefined && <Plate car={difference.car} />} {difference.who}
              </>
            ),
          },
          { id: 'where', head: say('where'), cell: ({ difference }) => where(difference) },
          { id: 'before', head: say('as-it-is'), cell: ({ difference }) => has(difference.before), number: true },
          {
            id: 'after',
            head: say('as-edited'),
            number: true,
            cell: ({ difference }) => (
              <strong>
                {has(difference.after)} <Moved difference={difference} />
              </strong>
            ),
          },
          { id: 'clauses', head: say('clause'), cell: ({ difference }) => <Clauses clauses={difference.clauses} />, wide: true },
          {
            id: 'why',
            head: say('why'),
            cell: (row) => (
              <Button onPress={() => onOpen(row)} aria-label={say('why-of', { who: row.difference.who, where: where(row.difference) })}>
                {say('why')}
              </Button>
            ),
          },
        ]}
      />
      {rows.length > most && (
        <p className="row">
          {!all && <Button onPress={() => setAll(true)}>{say('show-all', { count: Math.min(rows.length, AT_ONCE) })}</Button>}
          {all && <span className="quiet">{say('more-rows', { count: rows.length - most })}</span>}
        </p>
      )}
    </section>
  );
}

/** Up or down, by a sign and a word. */
function Moved({ difference: { before, after } }: { readonly difference: Difference }) {
  const say = useWords(WORDS);
  const [was, is] = [before?.place, after?.place];
  if (was === undefined || is === undefined || was === is) return null;
  return <Badge kind={is < was ? 'good' : 'warn'}>{say(is < was ? 'up' : 'down', { count: Math.abs(was - is) })}</Badge>;
}

/** Where something differs, as people name it. */
function useWhere(): (difference: Difference) => string {
  const { classes } = useClub().club;
  const meetingName = useMeetingName();
  return ({ meeting, race, class: id, of, kind }) =>
    [
      meeting === undefined ? undefined : meetingName(meeting),
      race === undefined ? classes.find((each) => each.id === id)?.name : inWords(race, classes),
      kind === 'standings' ? undefined : of,
    ]
      .filter((each) => each !== undefined && each !== '')
      .join(', ');
}

function useHas(): (has: Difference['before']) => string {
  const say = useWords(WORDS);
  const money = useMoney();
  return (has) => {
    if (!has) return '–';
    const { place, points, cents, says } = has;
    return [
      place === undefined ? undefined : say('place', { place }),
      points === undefined ? undefined : say('points', { points }),
      cents === undefined ? undefined : money(cents),
      says === 'finished' ? undefined : says,
    ]
      .filter((each) => each !== undefined && each !== '')
      .join(', ');
  };
}

/** Why it is so, and why it would be: side by side. */
function WhyBoth({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { whatIf } = useDraft();
  const where = useWhere();
  const has = useHas();
  const { index, difference } = row;
  const reasons = useAnswer(whatIf.workshop, { question: 'reasons', asked: { index }, again: whatIf.found });
  return (
    <Dialog title={say('why-of', { who: difference.who, where: where(difference) })} onClose={onClose} wide>
      <div className={styles['both']}>
        {(['before', 'after'] as const).map((side) => (
          <section key={side} aria-label={say(side === 'before' ? 'as-it-is' : 'as-edited')}>
            <h3>
              {say(side === 'before' ? 'as-it-is' : 'as-edited')}: {has(difference[side])}
            </h3>
            <Side reason={reasons?.[side]} asked={reasons !== undefined} clauses={difference.clauses} />
          </section>
        ))}
      </div>
    </Dialog>
  );
}

interface SideProps {
  readonly reason: Because | undefined;
  readonly asked: boolean;
  /** Clauses whose text was edited. */
  readonly clauses: readonly string[];
}

/** One side: first where the edited clause decides, then all of it. */
function Side({ reason, asked, clauses }: SideProps) {
  const say = useWords(WORDS);
  const { found } = useDraft().whatIf;
  if (!reason) return asked ? <p className="quiet">{say('not-there')}</p> : <p role="status">{say('loading')}</p>;
  const edited = new Set(found?.edited.flatMap((each) => [each.before ?? '', each.after ?? '']));
  const decides = whereDecided(reason, new Set(clauses), edited);
  return (
    <>
      {decides && decides !== reason && (
        <div className={styles['decides']}>
          <Reason reason={{ ...decides, from: [] }} />
        </div>
      )}
      <Reason reason={reason} />
    </>
  );
}

/** The step that reads a formula which was edited; else the first that cites one of the clauses, by the formula under it where there is one. */
function whereDecided(reason: Because, clauses: ReadonlySet<string>, edited: ReadonlySet<string>): Because | undefined {
  const reads = first(reason, (step) => step.expression !== undefined && edited.has(step.expression.source));
  const cites = first(reason, (step) => step.clauses.some((clause) => clauses.has(clause)));
  const formula = reads ?? (cites && first(cites, (step) => step.expression !== undefined));
  return formula ? { ...formula, clauses: [...clauses] } : cites;
}

/** The first step of a reason that fits, from above. */
function first(reason: Because, fits: (step: Because) => boolean): Because | undefined {
  if (fits(reason)) return reason;
  for (const part of reason.from) {
    const found = first(part, fits);
    if (found) return found;
  }
  return undefined;
}
