import type { Key } from "../words/dictionary.ts";

/** Where a shortcut works. */
export type Scope = "global" | "tasks" | "instance" | "modeler" | "merge";
export type Shortcut = {
  readonly id: string;
  readonly scope: Scope;
  readonly keys: string;
  readonly says: Key;
  /** Whether a key that is held goes on: moving does, acting does not. */
  readonly repeats?: true;
};

/**
 * Every shortcut of the product: what the help dialog lists and what the key press is matched with. `mod` is Ctrl, or
 * Command on a Mac; a blank stands between the keys of a sequence.
 */
export const shortcuts = [
  { id: "palette", scope: "global", keys: "mod+k", says: "keys.palette" },
  { id: "help", scope: "global", keys: "?", says: "keys.help" },
  { id: "search", scope: "global", keys: "/", says: "keys.search" },
  { id: "goTasks", scope: "global", keys: "g t", says: "keys.goTasks" },
  { id: "goOps", scope: "global", keys: "g o", says: "keys.goOps" },
  { id: "goDesk", scope: "global", keys: "g d", says: "keys.goDesk" },
  { id: "goProcesses", scope: "global", keys: "g p", says: "keys.goProcesses" },
  { id: "goRules", scope: "global", keys: "g r", says: "keys.goRules" },
  { id: "goAudit", scope: "global", keys: "g a", says: "keys.goAudit" },
  { id: "goAdmin", scope: "global", keys: "g v", says: "keys.goAdmin" },
  { id: "goFigures", scope: "global", keys: "g k", says: "keys.goFigures" },
  { id: "next", scope: "tasks", keys: "j", says: "keys.next", repeats: true },
  { id: "previous", scope: "tasks", keys: "k", says: "keys.previous", repeats: true },
  { id: "open", scope: "tasks", keys: "enter", says: "keys.open" },
  { id: "claim", scope: "tasks", keys: "c", says: "keys.claim" },
  { id: "release", scope: "tasks", keys: "u", says: "keys.release" },
  { id: "assign", scope: "tasks", keys: "a", says: "keys.assign" },
  { id: "delegate", scope: "tasks", keys: "d", says: "keys.delegate" },
  { id: "handBack", scope: "tasks", keys: "b", says: "keys.handBack" },
  { id: "comment", scope: "tasks", keys: "m", says: "keys.comment" },
  { id: "work", scope: "tasks", keys: "t", says: "keys.work" },
  { id: "sort", scope: "tasks", keys: "s", says: "keys.sort" },
  { id: "mark", scope: "tasks", keys: "x", says: "keys.mark" },
  { id: "filter", scope: "tasks", keys: "f", says: "keys.filter" },
  { id: "complete", scope: "tasks", keys: "mod+enter", says: "keys.complete" },
  { id: "nextTask", scope: "tasks", keys: "n", says: "keys.nextTask", repeats: true },
  { id: "retry", scope: "instance", keys: "r", says: "keys.retry" },
  { id: "tokens", scope: "instance", keys: "t", says: "keys.tokens" },
  { id: "path", scope: "instance", keys: "p", says: "keys.path" },
  { id: "variables", scope: "instance", keys: "v", says: "keys.variables" },
  { id: "save", scope: "modeler", keys: "mod+s", says: "keys.save" },
  { id: "nextProblem", scope: "modeler", keys: "f8", says: "keys.nextProblem", repeats: true },
  { id: "nextConflict", scope: "merge", keys: "n", says: "keys.nextConflict", repeats: true },
  { id: "previousConflict", scope: "merge", keys: "p", says: "keys.previousConflict", repeats: true },
  { id: "firstChoice", scope: "merge", keys: "1", says: "keys.firstChoice" },
  { id: "secondChoice", scope: "merge", keys: "2", says: "keys.secondChoice" },
  { id: "thirdChoice", scope: "merge", keys: "3", says: "keys.thirdChoice" },
  { id: "fourthChoice", scope: "merge", keys: "4", says: "keys.fourthChoice" },
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
