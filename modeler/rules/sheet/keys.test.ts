import test from "ava";
import { actionOf, type SheetPress } from "./keys.ts";

const extent = { lines: 5, columns: 3, page: 2 };
const at = (line: number, column: number) => ({ line, at: column });
const one = { anchor: at(1, 1), cursor: at(1, 1) };
const press = (key: string, more: Partial<SheetPress> = {}): SheetPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const moved = (key: string, more: Partial<SheetPress> = {}, from = one) => {
  const action = actionOf(press(key, more), from, extent);
  return action?.kind === "select" ? action.selection : action;
};

test("arrows walk and stop at the edges; with Ctrl they jump, with Shift they extend", (t) => {
  t.deepEqual(moved("ArrowDown"), { anchor: at(2, 1), cursor: at(2, 1) });
  t.deepEqual(moved("ArrowUp", {}, { anchor: at(0, 0), cursor: at(0, 0) }), { anchor: at(0, 0), cursor: at(0, 0) });
  t.deepEqual(moved("ArrowDown", { ctrlKey: true }), { anchor: at(4, 1), cursor: at(4, 1) });
  t.deepEqual(moved("ArrowRight", { shiftKey: true }), { anchor: at(1, 1), cursor: at(1, 2) });
  t.deepEqual(moved("End", { metaKey: true }), { anchor: at(4, 2), cursor: at(4, 2) });
});

test("Tab goes on in the next line and leaves the sheet behind its last cell", (t) => {
  t.deepEqual(moved("Tab", {}, { anchor: at(1, 2), cursor: at(1, 2) }), { anchor: at(2, 0), cursor: at(2, 0) });
  t.deepEqual(moved("Tab", { shiftKey: true }, { anchor: at(1, 0), cursor: at(1, 0) }), {
    anchor: at(0, 2),
    cursor: at(0, 2),
  });
  t.is(moved("Tab", {}, { anchor: at(4, 2), cursor: at(4, 2) }), null);
  t.is(moved("Tab", { shiftKey: true }, { anchor: at(0, 0), cursor: at(0, 0) }), null);
});

test("typing begins a cell anew, F2 changes what is there, Backspace empties it first", (t) => {
  t.deepEqual(moved("x"), { kind: "edit", typed: "x" });
  t.deepEqual(moved("F2"), { kind: "edit", typed: null });
  t.deepEqual(moved("Backspace"), { kind: "edit", typed: "" });
  t.is(moved("F5"), null);
});

test("commands are those of a spreadsheet; unknown ones are left to the browser", (t) => {
  const kinds = [
    moved("z", { ctrlKey: true }),
    moved("Z", { ctrlKey: true, shiftKey: true }),
    moved("d", { ctrlKey: true }),
    moved("D", { ctrlKey: true, shiftKey: true }),
    moved("Enter", { ctrlKey: true }),
    moved("-", { ctrlKey: true }),
    moved("ArrowUp", { altKey: true }),
    moved("Delete"),
    moved("Escape"),
  ];

  t.deepEqual(
    kinds.map((action) => (action !== null && "kind" in action ? action.kind : null)),
    ["undo", "redo", "fillDown", "duplicate", "insert", "deleteRows", "moveUp", "clear", "release"],
  );
  t.is(moved("c", { ctrlKey: true }), null);
  t.deepEqual(moved("a", { ctrlKey: true }), { anchor: at(0, 0), cursor: at(2, 2) });
});
