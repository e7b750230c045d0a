import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { feel } from "@bpmn-io/lang-feel";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { linter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Variable } from "../facts/variables.ts";
import { completions, type Origin } from "./complete.ts";
import { faultIn } from "./syntax.ts";

/** What an editor of one expression is given; the functions are asked whenever they are needed. */
export type FeelOptions = {
  readonly label: string;
  readonly placeholder: string;
  readonly describedBy: string;
  readonly variables: () => readonly Variable[];
  readonly origin: Origin;
  readonly fault: (text: string) => string;
  readonly changed: (text: string) => void;
  readonly left: () => void;
};

const colours = HighlightStyle.define([
  { tag: tags.string, color: "var(--ok)" },
  { tag: tags.number, color: "var(--info)" },
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.function(tags.variableName), tags.function(tags.special(tags.variableName))], color: "var(--warn)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--text-3)" },
]);

/** Makes an editor for a FEEL expression, without the leading `=`. Tab leaves it, as in any other field. */
export function feelEditor(parent: HTMLElement, text: string, options: FeelOptions): EditorView {
  const extensions = [
    history(),
    closeBrackets(),
    bracketMatching(),
    feel({ dialect: "expression" }),
    syntaxHighlighting(colours),
    autocompletion({
      override: [(context) => completions(context, options.variables(), options.origin)],
      icons: false,
    }),
    linter((view) => diagnose(view.state.doc.toString(), options), { delay: 250 }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.lineWrapping,
    placeholder(options.placeholder),
    EditorView.contentAttributes.of({ "aria-label": options.label, "aria-describedby": options.describedBy }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.changed(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) options.left();
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

function diagnose(text: string, options: FeelOptions): Diagnostic[] {
  const fault = faultIn(text);
  if (fault === null) return [];
  return [{ from: fault.from, to: fault.to, severity: "error", message: options.fault(fault.text) }];
}
