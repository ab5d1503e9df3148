import { useState } from 'react';
import { type Unsigned, useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Form } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import { ActFields } from '../../acts/act-fields.tsx';
import { actValues, type Typed } from '../../acts/act-values.ts';
import type { Act } from './calls.tsx';
import type { AtRace } from './race.ts';
import { WORDS } from './words.ts';

export interface CallDialogProps {
  readonly act: Act;
  readonly at: AtRace;
  readonly cars: readonly string[];
  readonly seq: number;
  readonly onClose: (made: boolean) => void;
}

/** A call before it is made: what it is about, what is filled in, what it would change. Enter makes it. */
export function CallDialog({ act, at, cars, seq, onClose }: CallDialogProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [filled, setFilled] = useState<Typed>({});
  const missing = missingField(act.fields, filled);
  const command = commandOf(act, at, cars, filled);
  const would = usePreview(missing === undefined ? command : undefined, seq);
  const make = (): void => {
    onClose(true);
    void give(command, { says: [act.says, ...cars].join(' ') });
  };
  return (
    <Dialog
      title={act.says}
      onClose={() => onClose(false)}
      buttons={
        <>
          <Button onPress={() => onClose(false)}>{say('no')}</Button>
          <Button
            kind="main"
            size="large"
            onPress={make}
            whyNot={missing === undefined ? undefined : say('fill-in', { field: missing })}
            autoFocus={act.fields.length === 0}
          >
            {say('make-call')}
          </Button>
        </>
      }
    >
      <p className="row">
        {cars.map((car) => (
          <Plate key={car} car={car} large />
        ))}
        <Clauses clauses={act.because.clauses} />
      </p>
      {act.fields.length > 0 && (
        <Form onSubmit={() => missing === undefined && make()}>
          <ActFields fields={act.fields} typed={filled} onTyped={setFilled} autoFocus />
        </Form>
      )}
      {missing === undefined && <Changes would={would} />}
    </Dialog>
  );
}

function commandOf(act: Act, at: AtRace, cars: readonly string[], filled: Typed): Unsigned {
  const [car] = cars;
  const subject = car === undefined ? {} : cars.length === 1 ? { car } : { cars };
  const fields = actValues(act.fields, filled);
  return {
    do: act.sort === 'mark' ? 'mark' : 'call',
    name: act.name,
    ...at,
    ...subject,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
}

/** The first field that has to be filled in and is not. */
function missingField(fields: Act['fields'], filled: Typed): string | undefined {
  return fields.find((field) => !field.optional && field.type !== 'boolean' && String(filled[field.name] ?? '').trim() === '')?.name;
}
