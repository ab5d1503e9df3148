import { autocompletion, type CompletionContext, type CompletionResult, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from '@codemirror/view';
import type { Described, Suggestions } from '@racetower/rulebook/bench';
import { COLOURS, LOOK } from './look.ts';

/** What the editor is told by whoever shows it. */
export interface EditorSettings {
  /** What it is called to a reader of screens. */
  readonly label: string;
  /** The words of its own panels, in the language of whoever looks: what CodeMirror calls them in English, and what they are. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** Shows what differs from this text. */
  readonly compareTo?: string | undefined;
  readonly suggest?: (text: string, offset: number) => Promise<Suggestions>;
  readonly describe?: (text: string, offset: number) => Promise<Described | undefined>;
}

/** Everything the editor can do. Tab is left alone, so that the keyboard finds its way out. */
export function extensionsOf({ label, phrases, readOnly = false, compareTo, suggest, describe }: EditorSettings): readonly Extension[] {
  return [
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    yaml(),
    syntaxHighlighting(COLOURS),
    LOOK,
    EditorState.phrases.of({ ...phrases }),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off' }),
    EditorState.readOnly.of(readOnly),
    ...(compareTo === undefined
      ? []
      : [unifiedMergeView({ original: compareTo, mergeControls: false, collapseUnchanged: { margin: 2, minSize: 6 } })]),
    ...(suggest ? [autocompletion({ override: [(context) => suggested(context, suggest)], icons: false })] : []),
    ...(describe ? [hoverTooltip((view, offset) => meaning(view, offset, describe), { hoverTime: 400 })] : []),
    keymap.of([
      // Where there is nothing left to undo here, the undo of the calls outside is not meant.
      { key: 'Mod-z', run: undo, preventDefault: true },
      { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
  ];
}

const FORMS = { field: 'property', word: 'enum', name: 'variable' } as const;

async function suggested(context: CompletionContext, suggest: NonNullable<EditorSettings['suggest']>): Promise<CompletionResult | null> {
  const isWord = context.matchBefore(/[\w.-]+$/);
  if (!isWord && !context.explicit) return null;
  const { from, words } = await suggest(context.state.doc.toString(), context.pos);
  if (context.aborted || words.length === 0) return null;
  return {
    from,
    options: words.map(({ word, insert, is, says }) => ({
      label: word,
      apply: insert,
      type: FORMS[is],
      detail: shortly(says),
      ...(says.length > 60 ? { info: says } : {}),
    })),
    validFor: /^[\w.-]*$/,
  };
}

const shortly = (says: string): string => (says.length > 60 ? `${says.slice(0, 58)} …` : says);

async function meaning(view: EditorView, offset: number, describe: NonNullable<EditorSettings['describe']>): Promise<Tooltip | null> {
  const found = await describe(view.state.doc.toString(), offset);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-meaning';
      const word = document.createElement('strong');
      word.textContent = found.word;
      dom.append(word, ...found.says.map((says) => Object.assign(document.createElement('div'), { textContent: says })));
      return { dom };
    },
  };
}
