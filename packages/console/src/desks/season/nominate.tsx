import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import type { Ballot } from './awards.tsx';
import { WORDS } from './words.ts';

export interface NominationProps {
  readonly season: string;
  readonly ballot: Ballot;
  readonly what: 'vote' | 'pick' | 'nomination';
  readonly onClose: () => void;
}

/** Votes for somebody, picks or names them for an award. */
export function NominationDialog({ season, ballot, what, onClose }: NominationProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const known = useNames(ballot, season);
  const [person, setPerson] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const record = async (): Promise<void> => {
    const nominee = person.trim();
    const wanted = missing({ nominee: nominee === '' && say('needs-person') });
    if (wanted) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const about =
      what === 'nomination' ? { person: nominee, fields: { award: ballot.award } } : { fields: { award: ballot.award, nominee } };
    const came = await give(
      { do: 'record', name: what, season, ...about },
      { says: say(`${what}-of`, { person: nominee, award: ballot.name }), refusal: 'fields' },
    );
    setSent(false);
    return came.is === 'done' ? onClose() : setProblem(atItsField(atNominee(came.problem), ['nominee']));
  };
  return (
    <Dialog
      title={`${say(what === 'nomination' ? 'nominate' : what)}: ${ballot.name}`}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void record()}>
            {say(what === 'nomination' ? 'nominate' : what)}
          </Button>
        </>
      }
    >
      {what === 'vote' && <p className="quiet">{say('vote-how')}</p>}
      <Form problem={problem} onSubmit={() => void record()}>
        <Field label={say('who')} name="nominee" value={person} onChange={setPerson} suggestions={known} autoFocus />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

/** What is said of the person stands at their field, however the record calls it. */
const atNominee = (problem: Problem): Problem =>
  problem.field === 'person' || problem.code === 'not-for-the-award' ? { ...problem, field: 'nominee' } : problem;

/** Who may be meant: those who are named already, and everybody who raced. */
function useNames(ballot: Ballot, season: string): readonly string[] {
  const { acting } = useClub();
  const results = useView('results', { season }, { reasons: false }).answer?.results ?? [];
  const people = useView('people', acting.asks.includes('people') ? {} : undefined).answer?.people ?? [];
  return [
    ...new Set([...ballot.nominees.map((each) => each.person), ...results.map((each) => each.driver), ...people.map((each) => each.name)]),
  ].toSorted();
}
