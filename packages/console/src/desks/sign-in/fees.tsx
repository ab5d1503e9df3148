import { useState } from 'react';
import { useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useKeys } from '../../design/keys.tsx';
import { useMoney } from '../../design/money.ts';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

export interface FeesProps {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
}

/** What is charged for an entry, and what its people still owe at the meeting. */
export function Fees({ meeting, class: classId, car }: FeesProps) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { answer } = useView('fees', { meeting, class: classId, car });
  if (!answer) return null;
  const payers = [...new Set(answer.lines.map((line) => line.person))];
  return (
    <div className="stack">
      <h3>{say('fees')}</h3>
      {answer.lines.length === 0 && <p>{say('no-fees')}</p>}
      {answer.lines.map((line) => (
        <p key={`${line.fee} ${line.person} ${line.cents}`}>
          <Why about={say('fee-of', { fee: line.fee, amount: money(line.cents), car })} because={line.because}>
            {line.fee} {money(line.cents)}
          </Why>
        </p>
      ))}
      {payers.map((person, index) => (
        <Due
          key={person}
          meeting={meeting}
          person={person}
          fee={answer.lines.find((line) => line.person === person)?.fee ?? 'entry'}
          first={index === 0}
        />
      ))}
    </div>
  );
}

interface DueProps {
  readonly meeting: string;
  readonly person: string;
  readonly fee: string;
  /** Has the key. */
  readonly first: boolean;
}

function Due({ meeting, person, fee, first }: DueProps) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { give } = useGiving();
  const { answer } = useView('fees', { meeting, person });
  const [taking, setTaking] = useState(false);
  const due = answer?.dueCents ?? 0;
  const take = async (): Promise<void> => {
    if (taking || due <= 0) return;
    setTaking(true);
    await give({ do: 'pay', meeting, person, cents: due, for: fee }, { says: say('taken-from', { amount: money(due), person }) });
    setTaking(false);
  };
  useKeys(say('entry'), first ? [{ key: 'ctrl+Enter', says: say('take-fee'), do: () => void take() }] : []);
  if (!answer) return null;
  return (
    <div className="row">
      {due > 0 ? (
        <Button
          kind="main"
          onPress={() => void take()}
          whyNot={taking ? say('on-its-way') : undefined}
          shortcut={first ? 'Ctrl ⏎' : undefined}
        >
          {say('take-from', { amount: money(due), person })}
        </Button>
      ) : (
        <Badge kind="good">
          {due < 0 ? say('gets-back', { amount: money(-due), person }) : say('has-paid', { amount: money(answer.paidCents), person })}
        </Badge>
      )}
    </div>
  );
}
