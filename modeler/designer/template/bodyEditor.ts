import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export type BodyOptions = {
  readonly label: string;
  readonly isReadOnly: boolean;
  /** The placeholders on offer, asked whenever somebody types one. */
  readonly placeholders: () => readonly string[];
  readonly changed: (text: string) => void;
  readonly left: () => void;
};

const helpers = ["date", "time", "dateTime", "person", "money", "minutes", "join", "default", "eq"];
const blocks = ["if", "unless", "each", "with"];

/** Handlebars within plain text: what stands between braces is coloured, the text is not. */
const handlebars: StreamParser<{ isInside: boolean }> = {
  startState: () => ({ isInside: false }),
  token: (stream, state) => {
    if (!state.isInside) {
      if (!stream.match(/^\{\{[#/^!~{]*/)) {
        stream.next();
        stream.match(/^[^{]+/);
        return null;
      }
      state.isInside = true;
      return "bracket";
    }
    if (stream.match(/^~?\}\}\}?/)) {
      state.isInside = false;
      return "bracket";
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^(?:"[^"]*"|'[^']*')/)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?/)) return "number";
    const word = stream.match(/^[@\w./[\]-]+/);
    if (word === null || word === true || word === false) {
      stream.next();
      return "bracket";
    }
    return [...blocks, "else", "as"].includes(word[0])
      ? "keyword"
      : helpers.includes(word[0])
        ? "function"
        : "variableName";
  },
  tokenTable: { function: tags.function(tags.variableName) },
};

const colours = HighlightStyle.define([
  { tag: tags.bracket, color: "var(--text-3)" },
  { tag: tags.string, color: "var(--ok)" },
  { tag: tags.number, color: "var(--info)" },
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.function(tags.variableName), color: "var(--warn)" },
  { tag: tags.variableName, color: "var(--info)" },
]);

/** Makes an editor for the body of a template. Tab leaves it, as in any other field. */
export function bodyEditor(parent: HTMLElement, text: string, options: BodyOptions): EditorView {
  const extensions = [
    history(),
    closeBrackets(),
    StreamLanguage.define(handlebars),
    syntaxHighlighting(colours),
    autocompletion({ override: [(context) => completions(context, options.placeholders())], icons: false }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.lineWrapping,
    EditorView.editable.of(!options.isReadOnly),
    EditorState.readOnly.of(options.isReadOnly),
    EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.changed(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) options.left();
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** Between braces: the placeholders, helpers and blocks of the grammar. */
function completions(context: CompletionContext, placeholders: readonly string[]): CompletionResult | null {
  const open = context.matchBefore(/\{\{[^}]*/);
  if (open === null) return null;
  const word = context.matchBefore(/[\w.]*/);
  const isBlock = /\{\{#\w*$/.test(open.text);
  const options: Completion[] = isBlock
    ? blocks.map((label) => ({ label, type: "keyword" }))
    : [
        ...placeholders.map((label) => ({ label, type: "variable", boost: 10 })),
        ...helpers.map((label) => ({ label, type: "function" })),
      ];
  return { from: word?.from ?? context.pos, options, validFor: /^[\w.]*$/ };
}
