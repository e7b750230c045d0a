import type { Place, Selection } from "../table/places.ts";

/** What of a key press decides. */
export type SheetPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};
export type Extent = { readonly lines: number; readonly columns: number; readonly page: number };

/** What a key means on the sheet; the habits of spreadsheets. */
export type SheetAction =
  | { readonly kind: "select"; readonly selection: Selection }
  | { readonly kind: "edit"; readonly typed: string | null }
  | {
      readonly kind:
        | "clear"
        | "fillDown"
        | "undo"
        | "redo"
        | "insert"
        | "duplicate"
        | "deleteRows"
        | "moveUp"
        | "moveDown"
        | "release";
    };

/** The meaning of a key, or null when it is none of ours. `typed` is what the editor begins with; null: what is there. */
export function actionOf(press: SheetPress, selection: Selection, extent: Extent): SheetAction | null {
  const isMod = press.ctrlKey || press.metaKey;
  const moved = moveOf(press, selection, extent, isMod);
  if (moved !== null) return { kind: "select", selection: moved };
  if (press.altKey)
    return { ArrowUp: { kind: "moveUp" } as const, ArrowDown: { kind: "moveDown" } as const }[press.key] ?? null;
  if (isMod) return commandOf(press, extent);
  if (press.key === "F2") return { kind: "edit", typed: null };
  if (press.key === "Escape") return { kind: "release" };
  if (press.key === "Delete") return { kind: "clear" };
  if (press.key === "Backspace") return { kind: "edit", typed: "" };
  return press.key.length === 1 ? { kind: "edit", typed: press.key } : null;
}

function commandOf(press: SheetPress, { lines, columns }: Extent): SheetAction | null {
  const key = press.key.toLowerCase();
  if (key === "z") return { kind: press.shiftKey ? "redo" : "undo" };
  if (key === "d") return { kind: press.shiftKey ? "duplicate" : "fillDown" };
  if (key === "a")
    return {
      kind: "select",
      selection: { anchor: { line: 0, at: 0 }, cursor: { line: Math.max(0, lines - 3), at: columns - 1 } },
    };
  const commands: Readonly<Record<string, SheetAction>> = {
    y: { kind: "redo" },
    enter: { kind: "insert" },
    "-": { kind: "deleteRows" },
  };
  return commands[key] ?? null;
}

function moveOf(press: SheetPress, { anchor, cursor }: Selection, extent: Extent, isMod: boolean): Selection | null {
  const target = press.altKey ? null : targetOf(press, cursor, extent, isMod);
  if (target === null) return null;
  const keeps = press.shiftKey && press.key !== "Tab" && press.key !== "Enter";
  return { anchor: keeps ? anchor : target, cursor: target };
}

function targetOf(
  press: SheetPress,
  { line, at }: Place,
  { lines, columns, page }: Extent,
  isMod: boolean,
): Place | null {
  const to = (down: number, right: number): Place => ({
    line: Math.max(0, Math.min(lines - 1, down)),
    at: Math.max(0, Math.min(columns - 1, right)),
  });
  if (isMod) {
    const edges: Readonly<Record<string, Place>> = {
      ArrowDown: to(lines - 1, at),
      ArrowUp: to(0, at),
      ArrowRight: to(line, columns - 1),
      ArrowLeft: to(line, 0),
      Home: to(0, 0),
      End: to(lines - 1, columns - 1),
    };
    return edges[press.key] ?? null;
  }
  const back = press.shiftKey ? -1 : 1;
  const steps: Readonly<Record<string, Place>> = {
    ArrowDown: to(line + 1, at),
    ArrowUp: to(line - 1, at),
    ArrowRight: to(line, at + 1),
    ArrowLeft: to(line, at - 1),
    PageDown: to(line + page, at),
    PageUp: to(line - page, at),
    Home: to(line, 0),
    End: to(line, columns - 1),
    Enter: to(line + back, at),
    Tab: tabbed(line, at, back, columns),
  };
  const target = steps[press.key];
  return target === undefined || target.line < 0 || target.line >= lines ? null : target;
}

/** Tab goes on with the next line after the last column. */
function tabbed(line: number, at: number, step: number, columns: number): Place {
  const flat = line * columns + at + step;
  return { line: Math.floor(flat / columns), at: ((flat % columns) + columns) % columns };
}
