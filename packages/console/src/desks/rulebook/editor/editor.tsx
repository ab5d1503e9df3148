import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { historyField } from '@codemirror/commands';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Problem } from '@racetower/rulebook/bench';
import { type FocusEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useWords } from '../../../words/words.tsx';
import { WORDS } from '../words.ts';
import styles from '../rulebook.module.css';
import { type EditorSettings, extensionsOf } from './set-up.ts';

/** What can be asked of an editor from outside. */
export interface EditorHandle {
  /** Goes to a line, from 1, and puts the cursor there. */
  readonly goTo: (line: number, column?: number) => void;
}

export interface EditorProps extends Omit<EditorSettings, 'phrases'> {
  readonly text: string;
  readonly onChange?: (text: string) => void;
  readonly findings?: readonly Problem[];
  /** Where undo and the cursor are kept while it is not shown. */
  readonly kept?: { state?: unknown };
  /** Leads to a line when it is shown first. */
  readonly line?: number | undefined;
  readonly handle?: Ref<EditorHandle>;
}

/**
 * The editor of a text. It stands in a shadow root: there its styles are adopted as sheets, which the content policy of the server allows,
 * while styles written into the page are not.
 */
export function Editor({ text, onChange, findings = [], kept, line, handle, ...settings }: EditorProps) {
  const say = useWords(WORDS);
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onChange, settings });
  latest.current = { onChange, settings };
  useEffect(() => {
    const host = place.current;
    if (!host) return undefined;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const told = EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange?.(update.state.doc.toString());
    });
    const extensions = [...extensionsOf({ ...latest.current.settings, phrases: phrasesOf(say) }), told];
    const before = kept?.state instanceof EditorState ? kept.state : undefined;
    const made = new EditorView({ root, parent: root, state: stateFor(text, extensions, before) });
    view.current = made;
    if (line !== undefined) lead(made, line);
    return () => {
      if (kept) kept.state = made.state;
      made.destroy();
      view.current = undefined;
    };
    // Another text, language or comparison is another editor: whoever shows it gives it a key.
  }, []);
  useEffect(() => {
    const made = view.current;
    if (made && made.state.doc.toString() !== text) made.dispatch({ changes: changeBetween(made.state.doc.toString(), text) });
  }, [text]);
  useEffect(() => {
    const made = view.current;
    if (made)
      made.dispatch(
        setDiagnostics(
          made.state,
          findings.map((each) => diagnosticOf(each, made.state.doc)),
        ),
      );
  }, [findings]);
  useImperativeHandle(handle, () => ({ goTo: (to, column) => view.current && lead(view.current, to, column) }), []);
  // From outside, focus in the shadow root looks like that of whatever is around it.
  const own = (event: FocusEvent): void => event.stopPropagation();
  return <div ref={place} className={styles['editor']} onFocus={own} onBlur={own} />;
}

/** Goes on where it was left; what was changed elsewhere meanwhile can be undone as well. */
function stateFor(text: string, extensions: readonly Extension[], before: EditorState | undefined): EditorState {
  if (!before) return EditorState.create({ doc: text, extensions });
  const state = EditorState.fromJSON(before.toJSON(KEPT), { extensions }, KEPT);
  const now = state.doc.toString();
  return now === text ? state : state.update({ changes: changeBetween(now, text) }).state;
}

const KEPT = { history: historyField };

/** The smallest piece by which two texts differ. */
function changeBetween(a: string, b: string): { readonly from: number; readonly to: number; readonly insert: string } {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return { from, to: a.length - end, insert: b.slice(from, b.length - end) };
}

function lead(view: EditorView, line: number, column = 1): void {
  const { doc } = view.state;
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const anchor = Math.min(at.from + column - 1, at.to);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}

const SEVERITIES = { error: 'error', warning: 'warning', note: 'info' } as const;

function diagnosticOf({ line, column, says, severity }: Problem, doc: Text): Diagnostic {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
  const word = /^[\w.$-]+/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
  return { from, to: word > 0 ? from + word : at.to, severity: SEVERITIES[severity], message: says };
}

type Say = ReturnType<typeof useWords<keyof typeof WORDS.en>>;

/** The words of CodeMirror's own panels. */
function phrasesOf(say: Say): Readonly<Record<string, string>> {
  return {
    Find: say('cm-find'),
    Replace: say('cm-replace'),
    next: say('cm-next'),
    previous: say('cm-previous'),
    all: say('cm-all'),
    'match case': say('cm-case'),
    regexp: say('cm-regexp'),
    'by word': say('cm-word'),
    replace: say('cm-replace'),
    'replace all': say('cm-replace-all'),
    close: say('close'),
    Completions: say('cm-completions'),
    Diagnostics: say('problems'),
    'No diagnostics': say('no-problems'),
    'Fold line': say('cm-fold'),
    'Unfold line': say('cm-unfold'),
    'folded code': say('cm-folded'),
    'Folded lines': say('cm-folded'),
    'Unfolded lines': say('cm-unfold'),
    to: say('cm-to'),
    unfold: say('cm-unfold'),
    'current match': say('cm-match'),
    'replaced $ matches': say('cm-replaced'),
    'on line': say('cm-on-line'),
    'Go to line': say('cm-go'),
    go: say('cm-go'),
    '$ unchanged lines': say('cm-unchanged'),
  };
}
