import { useState, type KeyboardEvent } from "react";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import type { PartEditorProps } from "../../model/parts/PartScreen.tsx";
import { useWords } from "../../words/language.tsx";
import { findingsOf } from "../CheckFindings.tsx";
import { JsonText } from "../JsonText.tsx";
import { PartHeader, type PartView } from "../PartHeader.tsx";
import { StalePart } from "../StalePart.tsx";
import { usePartDraft, type Codec } from "../usePartDraft.ts";
import { addField, designOf, duplicateField, moveField, placeField, removeField, storedOf } from "./design.ts";
import type { Design, FieldType } from "./design.ts";
import { FieldList } from "./FieldList.tsx";
import { FormPreview } from "./FormPreview.tsx";
import { FormProperties } from "./FormProperties.tsx";
import { faultsIn } from "./faults.ts";
import css from "../Designer.module.css";
import { learn } from "../../words/dictionary.ts";
import { designerWords } from "../../words/designer.ts";

learn(designerWords);

/** What is edited: a form, or what is none and is edited as JSON. */
type Body = { readonly kind: "design"; readonly design: Design } | { readonly kind: "raw"; readonly body: unknown };

const codec: Codec<Body> = {
  open: (body) => {
    const design = designOf(body);
    return design === null ? { kind: "raw", body } : { kind: "design", design };
  },
  store: (body) => (body.kind === "design" ? storedOf(body.design) : body.body),
};

/** A form of a draft: its fields, how it will look, and the properties of the chosen field. Everything is saved by itself. */
export function FormDesigner({ draft, part }: PartEditorProps) {
  const { pick } = useWords();
  const edited = usePartDraft(draft, part, codec);
  const [view, setView] = useState<PartView>("designer");
  const { present, change } = edited;
  const canEdit = draft.actions.includes("edit");
  const isDesign = present.kind === "design";
  useShortcuts({ save: () => void edited.autosave.flush() });
  const edit = (by: (design: Design) => Design) => change((before) => edits(before, by));
  const read = () => codec.store(present);
  return (
    <div className={css["editor"]} onKeyDown={(event) => steps(event, edited)}>
      <PartHeader
        draft={draft}
        part={part}
        title={isDesign ? pick(present.design.title) : part.key}
        edited={edited}
        view={isDesign ? view : "json"}
        onView={isDesign ? setView : null}
      />
      <StalePart draft={draft} part={part} edited={edited} read={read} />
      {isDesign && view === "designer" ? (
        <Bench design={present.design} edit={edit} undo={edited.undo} draft={draft} part={part} canEdit={canEdit} />
      ) : (
        <JsonText
          body={read()}
          normal={(body) => codec.store(codec.open(body))}
          isReadOnly={!canEdit}
          onChange={(body) => change(() => codec.open(body))}
        />
      )}
    </div>
  );
}

type BenchProps = PartEditorProps & {
  readonly design: Design;
  readonly edit: (by: (design: Design) => Design) => void;
  readonly undo: () => void;
  readonly canEdit: boolean;
};

/** List, preview and properties, side by side. */
function Bench({ design, edit, undo, draft, part, canEdit }: BenchProps) {
  const { t, pick } = useWords();
  const { say } = useToasts();
  const [wanted, setChosen] = useState<string | null>(design.items[0]?.id ?? null);
  const chosen = design.items.find(({ id }) => id === wanted) ?? null;
  const faults = faultsIn(design);
  const add = (type: FieldType) => {
    const id = crypto.randomUUID();
    edit((before) => addField(before, type, { id, after: chosen?.id ?? null }));
    setChosen(id);
  };
  const duplicate = (id: string) => {
    const newId = crypto.randomUUID();
    edit((before) => duplicateField(before, id, newId));
    setChosen(newId);
  };
  const remove = (id: string) => {
    const at = design.items.findIndex((each) => each.id === id);
    const name = pick(design.items[at]?.field.label ?? { de: "", en: "" });
    edit((before) => removeField(before, id));
    setChosen((design.items[at + 1] ?? design.items[at - 1])?.id ?? null);
    say({
      tone: "info",
      text: t("designer.removed", { name: name === "" ? (design.items[at]?.field.key ?? "") : name }),
      action: { text: t("model.undo"), run: undo },
    });
  };
  return (
    <div className={css["bench"]}>
      <FieldList
        items={design.items}
        chosen={chosen?.id ?? null}
        faults={faults}
        canEdit={canEdit}
        onChoose={setChosen}
        onAdd={add}
        onDuplicate={duplicate}
        onRemove={remove}
        onMove={(id, by) => edit((before) => moveField(before, id, by))}
        onPlace={(id, target) => edit((before) => placeField(before, id, target))}
      />
      <FormPreview design={design} onChoose={setChosen} />
      <FormProperties
        design={design}
        item={chosen}
        faults={faults}
        findings={findingsOf(draft, "form", part.key)}
        draft={draft}
        canEdit={canEdit}
        edit={edit}
      />
    </div>
  );
}

function edits(before: Body, by: (design: Design) => Design): Body {
  if (before.kind === "raw") return before;
  const design = by(before.design);
  return design === before.design ? before : { kind: "design", design };
}

/** Undo and redo by keyboard, but not where a text field takes back its own letters. */
function steps(event: KeyboardEvent, { undo, redo }: { undo: () => void; redo: () => void }): void {
  const isTyping =
    event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]") !== null;
  if (isTyping || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
