import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ActDialog, type ActShown } from '../../acts/act-dialog.tsx';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { NominationDialog } from './nominate.tsx';
import styles from './season.module.css';
import { sentence } from './value-text.ts';
import { WORDS } from './words.ts';

export type Ballot = Answer<'ballots'>['ballots'][number];

/** The awards of a season with their votes, calls that wait for more officials, and what else is put on record of a season. */
export function Awards({ season }: { readonly season: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, problem, pending } = useView('ballots', { season, role: acting.role });
  if (pending) return <Waiting says={say('loading')} />;
  if (problem) return <p>{problem.detail}</p>;
  return (
    <div className="stack">
      {answer?.ballots.length === 0 && <Empty title={say('no-awards')}>{say('no-awards-how')}</Empty>}
      <div className={styles['cards']}>
        {answer?.ballots.map((each) => (
          <AwardCard key={each.award} season={season} ballot={each} />
        ))}
      </div>
      <div className={styles['halves']}>
        <Proposals />
        <OfSeason season={season} />
      </div>
    </div>
  );
}

function AwardCard({ season, ballot }: { readonly season: string; readonly ballot: Ballot }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const [naming, setNaming] = useState<Naming>();
  const given = ballot.given.filter((each) => each.standing !== 'returned');
  return (
    <section className="card stack" aria-label={ballot.name}>
      <div className={styles['title']}>
        <h2>
          {ballot.name} <Clauses clauses={ballot.because.clauses} />
        </h2>
        <Badge>{say(`by-${ballot.how}`)}</Badge>
      </div>
      {ballot.says !== undefined && <p className="quiet">{say('not-for', { who: ballot.says })}</p>}
      {given.length === 0 ? (
        <p className="quiet">{say(ballot.how === 'result' ? 'at-meetings' : 'nobody-yet')}</p>
      ) : (
        <ul className={styles['plain']}>
          {given.map((each) => (
            <li key={`${each.class ?? ''} ${each.driver}`}>
              <Why about={`${ballot.name}: ${each.driver}`} because={each.because}>
                {each.driver}
              </Why>
              {each.class !== undefined && (
                <span className="quiet"> {club.classes.find(({ id }) => id === each.class)?.name ?? each.class}</span>
              )}
              {each.standing === 'provisional' && <Badge kind="warn">{say('provisional')}</Badge>}
            </li>
          ))}
        </ul>
      )}
      <Votes ballot={ballot} />
      <BallotButtons ballot={ballot} onName={setNaming} />
      {naming && <NominationDialog season={season} ballot={ballot} what={naming} onClose={() => setNaming(undefined)} />}
    </section>
  );
}

type Naming = 'vote' | 'pick' | 'nomination';

/** Who is named for an award, with the votes as they are. */
function Votes({ ballot }: { readonly ballot: Ballot }) {
  const say = useWords(WORDS);
  return (
    <>
      {ballot.nominees.length > 0 && (
        <ul className={styles['votes']} aria-label={say('named')}>
          {ballot.nominees.map((each) => (
            <li key={each.person}>
              <span>{each.person}</span>
              {!each.may && (
                <Why about={each.person} because={each.because}>
                  {say('may-not')}
                </Why>
              )}
              <span className="number">{ballot.how === 'vote' ? say('votes', { count: each.votes }) : ''}</span>
            </li>
          ))}
        </ul>
      )}
      {ballot.how === 'vote' && ballot.voted.length > 0 && <p className="quiet">{say('voted', { who: ballot.voted.join(', ') })}</p>}
    </>
  );
}

function BallotButtons({ ballot, onName }: { readonly ballot: Ballot; readonly onName: (what: Naming) => void }) {
  const say = useWords(WORDS);
  const { record, nomination } = ballot;
  if (!record && !nomination) return null;
  return (
    <div className={styles['does']}>
      {nomination && (
        <Button
          onPress={() => onName('nomination')}
          whyNot={nomination.mayGive ? undefined : say('only-roles', { roles: nomination.by.map(roleName).join(', ') })}
        >
          {say('nominate')}
        </Button>
      )}
      {record && (
        <Button
          kind="main"
          onPress={() => onName(record.name === 'vote' ? 'vote' : 'pick')}
          whyNot={record.mayGive ? undefined : say('only-roles', { roles: record.by.map(roleName).join(', ') })}
        >
          {say(record.name === 'vote' ? 'vote' : 'pick')}
        </Button>
      )}
    </div>
  );
}

/** Calls that several officials have to be for, and that still wait. */
function Proposals() {
  const say = useWords(WORDS);
  const rows = useView('proposals', {}).answer?.proposals ?? [];
  return (
    <section className="card stack" aria-label={say('proposals')}>
      <h2>{say('proposals')}</h2>
      {rows.length === 0 && <p className="quiet">{say('no-proposals')}</p>}
      <ul className={styles['plain']}>
        {rows.map((row) => (
          <li key={`${row.call} ${row.meeting ?? ''} ${row.race ?? ''} ${row.cars.join(' ')}`}>
            <Why about={row.says} because={row.because}>
              {sentence(row.says)}
            </Why>{' '}
            {row.cars.length > 0 && say('of-cars', { cars: row.cars.join(', ') })} {row.person}
            <span className="quiet">
              {' '}
              {row.needs === undefined ? row.by.join(', ') : say('for-it', { who: row.by.join(', '), needs: row.needs })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Acts of the rulebook about a season as a whole, and what is due of its procedures. */
function OfSeason({ season }: { readonly season: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const acts = useView('acts', { role: acting.role });
  const steps = useView('prompts', { season, role: acting.role }).answer?.steps ?? [];
  const [chosen, setChosen] = useState<ActShown>();
  const rows = (acts.answer?.acts ?? []).filter((each) => each.of === 'season' && !['vote', 'pick', 'nomination'].includes(each.name));
  const due = steps.filter((each) => !each.done);
  return (
    <section className="card stack" aria-label={say('of-season')}>
      <h2>{say('of-season')}</h2>
      {rows.length === 0 && due.length === 0 && <p className="quiet">{say('nothing-of-season')}</p>}
      {due.length > 0 && (
        <ul className={styles['plain']}>
          {due.map((each) => (
            <li key={each.step}>
              <Badge kind="warn">{say('due')}</Badge>{' '}
              <Why about={each.says} because={each.because}>
                {sentence(each.says)}
              </Why>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {rows.map((each) => (
          <Button key={each.name} onPress={() => setChosen({ ...each, clauses: each.because.clauses })}>
            {sentence(each.says)}
          </Button>
        ))}
      </div>
      {chosen && (
        <ActDialog act={chosen} about={{ season }} whom={say('title-of', { season })} seq={acts.seq} onClose={() => setChosen(undefined)} />
      )}
    </section>
  );
}
