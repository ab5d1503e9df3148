import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useKeys } from '../../design/keys.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { download, editionIn } from './edition.ts';
import { NewEdition } from './new-edition.tsx';
import styles from './rulebook.module.css';
import { SaveDialog } from './save-dialog.tsx';
import { WORDS } from './words.ts';

/** Which edition is worked on, how it stands, and what can be done with all of it. */
export function Head() {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const draft = useDraft();
  const { edition, files, shelf, isChanged, textOf, choose } = draft;
  const [open, setOpen] = useState<'save' | 'new'>();
  const whyNot = useWhyNotSave();
  useKeys(say('title'), [{ key: 'ctrl+s', says: say('save'), do: () => whyNot === undefined && setOpen('save') }]);
  const editions = files.filter((each) => each.kind === 'edition');
  const choices = editions.map((each) => {
    const { edition: id, inForce } = editionIn(textOf(each.path));
    return {
      id: each.path,
      says: say('edition', { edition: id ?? each.name }),
      more: inForce === undefined ? undefined : say('from-day', { day: date(inForce) }),
    };
  });
  const { inForce, base } = editionIn(textOf(edition.path));
  return (
    <header className={styles['head']}>
      <div className={styles['headLine']}>
        <h1>{say('title')}</h1>
        <div className={styles['which']}>
          <ChoiceField label={say('which-edition')} quiet choices={choices} value={edition.path} onChange={choose} />
        </div>
        <p className={styles['state']} role="status">
          {inForce !== undefined && inForce <= shelf.today ? (
            <Badge kind="good">{say('in-force')}</Badge>
          ) : (
            <Badge>{say('not-in-force')}</Badge>
          )}
          <Standing />
        </p>
        <div className={styles['actions']}>
          <Button kind="bare" onPress={() => download(edition.name, textOf(edition.path))}>
            {say('download')}
          </Button>
          <Button onPress={() => setOpen('new')}>{say('new-edition')}</Button>
          {isChanged(edition.path) && (
            <Button onPress={() => draft.drop(edition.path)} aria-label={say('discard-long')}>
              {say('discard')}
            </Button>
          )}
          <Button kind="main" whyNot={whyNot} shortcut="Ctrl S" onPress={() => setOpen('save')}>
            {say('save')}
          </Button>
        </div>
      </div>
      {base !== undefined && (
        <p>
          <Badge>{say('extends')}</Badge> {say('extends-how', { file: base })}
        </p>
      )}
      {shelf.notHere && (
        <p className={styles['notHere']}>
          <Badge kind="warn">{say('not-here')}</Badge> {shelf.notHere.says}
        </p>
      )}
      <ChangedMeanwhile />
      {open === 'save' && <SaveDialog onClose={() => setOpen(undefined)} />}
      {open === 'new' && <NewEdition onClose={() => setOpen(undefined)} />}
    </header>
  );
}

/** How the text stands: as saved, changed, or with something to mend. */
function Standing() {
  const say = useWords(WORDS);
  const { checked, edition, isChanged } = useDraft();
  const errors = checked?.findings.filter((each) => each.severity === 'error').length ?? 0;
  const warnings = checked?.findings.filter((each) => each.severity === 'warning').length ?? 0;
  return (
    <>
      {checked === undefined || !checked.whole ? (
        <Badge>{say('checking')}</Badge>
      ) : errors > 0 ? (
        <Badge kind="bad">{say('errors', { count: errors })}</Badge>
      ) : warnings > 0 ? (
        <Badge kind="warn">{say('warnings', { count: warnings })}</Badge>
      ) : (
        <Badge kind="good">{say('clean')}</Badge>
      )}
      <Badge kind={isChanged(edition.path) ? 'warn' : 'plain'}>{say(isChanged(edition.path) ? 'changed' : 'as-saved')}</Badge>
    </>
  );
}

/** Why the edition cannot be saved as it is; nothing when it can. */
export function useWhyNotSave(): string | undefined {
  const say = useWords(WORDS);
  const { shelf, checked, edition, isChanged } = useDraft();
  const first = checked?.findings.find((each) => each.severity === 'error');
  if (shelf.notHere) return shelf.notHere.says;
  if (!isChanged(edition.path)) return say('nothing-changed');
  if (!checked) return say('checking');
  if (checked.loads) return undefined;
  return first ? say('mend-first', { line: first.line, says: first.says }) : say('checking');
}

/** Told as soon as it is seen, not when somebody saves. */
function ChangedMeanwhile() {
  const say = useWords(WORDS);
  const { shelf, edition, isChanged, etagOf } = useDraft();
  const there = shelf.files.find((each) => each.path === edition.path);
  if (!isChanged(edition.path) || !there || there.etag === etagOf(edition.path)) return null;
  return (
    <p className={styles['notHere']} role="alert">
      <Badge kind="warn">{say('meanwhile')}</Badge> {say('meanwhile-how')}
    </p>
  );
}
