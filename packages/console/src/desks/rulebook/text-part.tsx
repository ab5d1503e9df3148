import { useCallback, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import type { EditorHandle } from './editor/editor.tsx';
import { LazyEditor } from './lazy-editor.tsx';
import { Problems } from './problems.tsx';
import styles from './rulebook.module.css';
import { useAnswer } from './use-answer.ts';
import { WORDS } from './words.ts';

/** The text itself, its outline, and what is the matter with it. */
export function TextPart() {
  const say = useWords(WORDS);
  const draft = useDraft();
  const { edition, checked, workshop } = draft;
  const { path } = edition;
  const handle = useRef<EditorHandle>(null);
  const [search] = useSearchParams();
  const line = Number(search.get('line') ?? '') || undefined;
  const suggest = useCallback((text: string, offset: number) => workshop.ask('suggest', { path, text, offset }), [workshop, path]);
  const describe = useCallback((text: string, offset: number) => workshop.ask('describe', { path, text, offset }), [workshop, path]);
  const goTo = (to: number, column?: number): void => handle.current?.goTo(to, column);
  const own = (checked?.findings ?? NONE).filter((each) => each.file === path);
  return (
    <div className={styles['textPart']}>
      <Outline onGo={goTo} />
      <div className={styles['sheet']}>
        <LazyEditor
          key={path}
          handle={handle}
          label={say('editor-label', { name: edition.name })}
          text={draft.textOf(path)}
          onChange={(text) => draft.edit(path, text)}
          findings={own}
          kept={draft.kept(path)}
          line={line}
          suggest={suggest}
          describe={describe}
        />
        <p className={`quiet ${styles['keys']}`}>{say('editor-keys')}</p>
        <Problems findings={checked?.findings ?? NONE} whole={checked?.whole ?? false} path={path} onGo={goTo} />
      </div>
    </div>
  );
}

const NONE: readonly never[] = [];

/** The blocks of the text and what stands in them, each a way to its line. */
function Outline({ onGo }: { readonly onGo: (line: number) => void }) {
  const say = useWords(WORDS);
  const { workshop, edition, texts } = useDraft();
  const entries = useAnswer(workshop, { question: 'outline', asked: { path: edition.path }, again: texts }) ?? NONE;
  const [wanted, setWanted] = useState('');
  const fits = (name: string): boolean => name.toLowerCase().includes(wanted.toLowerCase());
  const shown =
    wanted === ''
      ? entries
      : entries.flatMap((block) => {
          const parts = block.parts.filter((part) => fits(part.name));
          return parts.length > 0 || fits(block.name) ? [{ ...block, parts }] : [];
        });
  return (
    <nav className={styles['outline']} aria-label={say('outline')}>
      <Field label={say('outline-find')} name="outline" type="search" value={wanted} onChange={setWanted} />
      <ul>
        {shown.map((block) => (
          <li key={`${block.name} ${block.line}`}>
            <details open={wanted !== ''}>
              <summary>
                <span>{block.name}</span> {block.parts.length > 0 && <span className="quiet">{block.parts.length}</span>}
              </summary>
              <ul>
                <li>
                  <Button kind="bare" onPress={() => onGo(block.line)}>
                    {say('block-line', { line: block.line })}
                  </Button>
                </li>
                {block.parts.map((part) => (
                  <li key={`${part.name} ${part.line}`}>
                    <Button kind="bare" onPress={() => onGo(part.line)}>
                      {part.name}
                    </Button>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </nav>
  );
}
