/** Where a shortcut works. */
export type Scope = "global" | "tasks" | "instance" | "editor" | "modeler" | "canvas" | "rules" | "merge";
export type Shortcut = {
  readonly id: string;
  readonly scope: Scope;
  readonly keys: string;
  /** Whether a key that is held goes on: moving does, acting does not. */
  readonly repeats?: true;
  /** Listened for by the canvas or the sheet itself, while it has the focus; everything else is dispatched here. */
  readonly isOwn?: true;
};

/**
 * Every shortcut of the product: what the help dialog lists (in the words `keys.id`) and what the key press is matched with. `mod` is Ctrl, or
 * Command on a Mac; a blank stands between the keys of a sequence.
 */
export const shortcuts = [
  { id: "palette", scope: "global", keys: "mod+k" },
  { id: "help", scope: "global", keys: "?" },
  { id: "search", scope: "global", keys: "/" },
  { id: "goTasks", scope: "global", keys: "g t" },
  { id: "goOps", scope: "global", keys: "g o" },
  { id: "goDesk", scope: "global", keys: "g d" },
  { id: "goProcesses", scope: "global", keys: "g p" },
  { id: "goRules", scope: "global", keys: "g r" },
  { id: "goAudit", scope: "global", keys: "g a" },
  { id: "goAdmin", scope: "global", keys: "g v" },
  { id: "goFigures", scope: "global", keys: "g k" },
  { id: "next", scope: "tasks", keys: "j", repeats: true },
  { id: "previous", scope: "tasks", keys: "k", repeats: true },
  { id: "open", scope: "tasks", keys: "enter" },
  { id: "claim", scope: "tasks", keys: "c" },
  { id: "release", scope: "tasks", keys: "u" },
  { id: "assign", scope: "tasks", keys: "a" },
  { id: "delegate", scope: "tasks", keys: "d" },
  { id: "handBack", scope: "tasks", keys: "b" },
  { id: "comment", scope: "tasks", keys: "m" },
  { id: "work", scope: "tasks", keys: "t" },
  { id: "sort", scope: "tasks", keys: "s" },
  { id: "due", scope: "tasks", keys: "e" },
  { id: "mark", scope: "tasks", keys: "x" },
  { id: "filter", scope: "tasks", keys: "f" },
  { id: "complete", scope: "tasks", keys: "mod+enter" },
  { id: "nextTask", scope: "tasks", keys: "n", repeats: true },
  { id: "retry", scope: "instance", keys: "r" },
  { id: "tokens", scope: "instance", keys: "t" },
  { id: "path", scope: "instance", keys: "p" },
  { id: "heat", scope: "instance", keys: "h" },
  { id: "variables", scope: "instance", keys: "v" },
  { id: "migrate", scope: "instance", keys: "m" },
  { id: "save", scope: "editor", keys: "mod+s" },
  { id: "nextProblem", scope: "modeler", keys: "f8", repeats: true },
  { id: "compare", scope: "modeler", keys: "mod+shift+d" },
  { id: "create", scope: "canvas", keys: "n", isOwn: true },
  { id: "append", scope: "canvas", keys: "a", isOwn: true },
  { id: "label", scope: "canvas", keys: "e", isOwn: true },
  { id: "replace", scope: "canvas", keys: "r", isOwn: true },
  { id: "connect", scope: "canvas", keys: "c", isOwn: true },
  { id: "space", scope: "canvas", keys: "s", isOwn: true },
  { id: "lasso", scope: "canvas", keys: "l", isOwn: true },
  { id: "hand", scope: "canvas", keys: "h", isOwn: true },
  { id: "find", scope: "canvas", keys: "mod+f", isOwn: true },
  { id: "selectAll", scope: "canvas", keys: "mod+a", isOwn: true },
  { id: "copy", scope: "canvas", keys: "mod+c", isOwn: true },
  { id: "paste", scope: "canvas", keys: "mod+v", isOwn: true },
  { id: "undo", scope: "canvas", keys: "mod+z", isOwn: true },
  { id: "redo", scope: "canvas", keys: "mod+y", isOwn: true },
  { id: "remove", scope: "canvas", keys: "delete", isOwn: true },
  { id: "runTests", scope: "rules", keys: "f9" },
  { id: "explain", scope: "rules", keys: "mod+shift+e" },
  { id: "insertRow", scope: "rules", keys: "mod+enter", isOwn: true },
  { id: "duplicateRow", scope: "rules", keys: "mod+shift+d", isOwn: true },
  { id: "deleteRows", scope: "rules", keys: "mod+-", isOwn: true },
  { id: "editCell", scope: "rules", keys: "f2", isOwn: true },
  { id: "fillDown", scope: "rules", keys: "mod+d", isOwn: true },
  { id: "undoRows", scope: "rules", keys: "mod+z", isOwn: true },
  { id: "redoRows", scope: "rules", keys: "mod+y", isOwn: true },
  { id: "nextConflict", scope: "merge", keys: "n", repeats: true },
  { id: "previousConflict", scope: "merge", keys: "p", repeats: true },
  { id: "zoom", scope: "merge", keys: "z" },
  { id: "firstChoice", scope: "merge", keys: "1" },
  { id: "secondChoice", scope: "merge", keys: "2" },
  { id: "thirdChoice", scope: "merge", keys: "3" },
  { id: "fourthChoice", scope: "merge", keys: "4" },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof shortcuts)[number]["id"];

/** The keys of a shortcut, to print them on its button. */
export function keysOf(id: ShortcutId): string {
  return shortcuts.find((shortcut) => shortcut.id === id)?.keys ?? "";
}

/** Whether a shortcut is a bare character, which WCAG 2.1.4 wants to be switched off. */
export function isBare(keys: string): boolean {
  return !keys.includes("+") && keys.split(" ").every((key) => key.length === 1);
}
