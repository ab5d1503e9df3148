import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { folderOf, nextEdition } from './edition.ts';
import { WORDS } from './words.ts';

/** Makes the next edition from the one that is shown, with its own day in force. */
export function NewEdition({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { edition, textOf, files, add, choose, shelf } = useDraft();
  const year = String(Number(shelf.today.slice(0, 4)) + 1);
  const [name, setName] = useState(year);
  const [inForce, setInForce] = useState(`${year}-01-01`);
  const [wrong, setWrong] = useState<readonly { readonly field: string; readonly says: string }[]>([]);
  const make = (): void => {
    const file = `${name.trim().toLowerCase()}.yaml`;
    const errors = [
      ...(/^[a-z0-9][a-z0-9._-]{0,40}$/.test(name.trim().toLowerCase()) ? [] : [{ field: 'edition', says: say('bad-name') }]),
      ...(files.some((each) => each.kind === 'edition' && each.name === file) ? [{ field: 'edition', says: say('name-taken') }] : []),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(inForce) ? [] : [{ field: 'in-force', says: say('bad-day') }]),
    ];
    setWrong(errors);
    if (errors.length > 0) return;
    const path = `${folderOf(edition.path)}${file}`;
    add({ path, kind: 'edition', name: file, text: nextEdition(textOf(edition.path), { edition: name.trim(), inForce }) });
    choose(path);
    onClose();
  };
  const problem =
    wrong.length === 0
      ? undefined
      : { type: '', title: '', status: 422 as const, detail: wrong[0]?.says ?? '', code: 'form', errors: wrong };
  return (
    <Dialog
      title={say('new-edition')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('not-now')}</Button>
          <Button kind="main" onPress={make}>
            {say('make-edition')}
          </Button>
        </>
      }
    >
      <p>{say('new-edition-how', { name: edition.name })}</p>
      <Form problem={problem} onSubmit={make}>
        <Field label={say('edition-name')} name="edition" value={name} onChange={setName} required autoFocus />
        <Field label={say('in-force-from')} name="in-force" type="date" value={inForce} onChange={setInForce} required />
      </Form>
    </Dialog>
  );
}
