import { useRef, type KeyboardEvent } from "react";
import type { Selection } from "../table/places.ts";
import { actionOf, type Extent, type SheetAction } from "./keys.ts";
import type { RowCommand } from "./view.ts";

export type SheetState = {
  readonly isReadOnly: boolean;
  readonly isEditing: boolean;
  readonly selection: Selection;
  readonly extent: Extent;
};
export type SheetActions = {
  readonly select: (selection: Selection) => void;
  readonly edit: (typed: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly rows: (command: RowCommand) => void;
};

/** What keys do on the sheet. Tab walks from cell to cell; after Escape, and when nothing can be edited, it leaves. */
export function useSheetKeys(state: SheetState, on: SheetActions): (event: KeyboardEvent) => void {
  const leaves = useRef(false);
  const act = (action: SheetAction): boolean => {
    if (action.kind === "select") on.select(action.selection);
    else if (action.kind === "release") leaves.current = true;
    else if (state.isReadOnly) return false;
    else if (action.kind === "edit") on.edit(action.typed);
    else if (action.kind === "undo") on.undo();
    else if (action.kind === "redo") on.redo();
    else on.rows(action.kind);
    return true;
  };
  return (event) => {
    if (state.isEditing) return;
    const mayLeave = leaves.current || state.isReadOnly;
    if (event.key !== "Shift") leaves.current = false;
    if (event.key === "Tab" && mayLeave) return;
    const action = actionOf(event, state.selection, state.extent);
    if (action === null || !act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
