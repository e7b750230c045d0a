import { lazy, type ComponentType } from "react";
import type { PartKind } from "../../processes/queries.ts";
import { JsonEditor, type PartEditorProps } from "./PartScreen.tsx";
import { whenReached } from "../../live/reach.ts";

/** The editors of parts that have one of their own; a designer is entered here by its kind. */
const editors: Readonly<Partial<Record<PartKind, ComponentType<PartEditorProps>>>> = {
  ruleSet: lazy(() =>
    whenReached(() => import("../../rules/editor/RuleEditor.tsx")).then(({ RuleEditor }) => ({ default: RuleEditor })),
  ),
  form: lazy(() =>
    whenReached(() => import("../../designer/form/FormDesigner.tsx")).then(({ FormDesigner }) => ({
      default: FormDesigner,
    })),
  ),
  scenario: lazy(() =>
    whenReached(() => import("../../designer/scenario/ScenarioEditor.tsx")).then(({ ScenarioEditor }) => ({
      default: ScenarioEditor,
    })),
  ),
  template: lazy(() =>
    whenReached(() => import("../../designer/template/TemplateEditor.tsx")).then(({ TemplateEditor }) => ({
      default: TemplateEditor,
    })),
  ),
};

/** The editor of a kind of part. */
export function editorOf(kind: PartKind): ComponentType<PartEditorProps> {
  return editors[kind] ?? JsonEditor;
}
