import { useCallback, useState, type RefObject } from "react";
import type { Language } from "../../api/types.ts";
import { writeTexts, type Edited } from "../table/edits.ts";
import { isWritable, lineAt, textAt, type Place, type Selection } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";

/** A cell that is being typed in. `isFresh`: begun by typing, not by F2. */
export type Editing = { readonly place: Place; readonly text: string; readonly isFresh: boolean };
export type EditingOptions = {
  readonly table: RuleTable;
  readonly language: Language;
  readonly isReadOnly: boolean;
  readonly grid: RefObject<HTMLElement | null>;
  readonly apply: (edited: Edited) => void;
  readonly onSelect: (selection: Selection) => void;
  readonly onTyping: ((table: RuleTable | null) => void) | undefined;
};

/** Typing into a cell: how it begins, what it would do, how it ends. */
export function useEditing({ table, language, isReadOnly, grid, apply, onSelect, onTyping }: EditingOptions) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const close = useCallback(() => {
    setEditing(null);
    onTyping?.(null);
    grid.current?.focus({ preventScroll: true });
  }, [onTyping, grid]);
  const edit = (at: Place, typed: string | null) => {
    if (isReadOnly || !isWritable(table, at)) return;
    onSelect({ anchor: at, cursor: at });
    setEditing({ place: at, text: typed ?? textAt(table, at, language), isFresh: typed !== null });
  };
  const type = (text: string) => {
    if (editing === null) return;
    const edited = writeTexts(table, editing.place, [[text]], language);
    onTyping?.(edited.unread.length > 0 ? null : edited.table);
  };
  /** False when the text cannot be understood; then it stays open. */
  const commit = (text: string): boolean => {
    if (editing === null) return true;
    const edited = editedBy(table, editing.place, text, language);
    if (edited.unread.length > 0) return false;
    apply(edited);
    close();
    return true;
  };
  return { editing, edit, type, commit, close };
}

/** The same text is no edit, and nothing typed into the empty line makes no row. */
function editedBy(table: RuleTable, at: Place, text: string, language: Language): Edited {
  const isNew = lineAt(table, at.line).kind === "new";
  const isSame = isNew ? text.trim() === "" : text === textAt(table, at, language);
  return isSame ? { table, unread: [] } : writeTexts(table, at, [[text]], language);
}
