import test from "ava";
import { shortcutOf, type Press, type Situation } from "./press.ts";
import { shortcuts } from "./shortcuts.ts";

const calm: Situation = { isTyping: false, isOnControl: false, bareKeysAllowed: true, before: null };

test("a single letter means its shortcut, whatever its case", (t) => {
  t.is(shortcutOf(press("c"), calm, shortcuts)?.id, "claim");
  t.is(shortcutOf(press("C"), calm, shortcuts)?.id, "claim");
});

test("single letters mean nothing while somebody types", (t) => {
  t.is(shortcutOf(press("c"), { ...calm, isTyping: true }, shortcuts), null);
});

test("Ctrl and Command shortcuts work while somebody types", (t) => {
  t.is(shortcutOf({ ...press("Enter"), ctrlKey: true }, { ...calm, isTyping: true }, shortcuts)?.id, "complete");
  t.is(shortcutOf({ ...press("k"), metaKey: true }, { ...calm, isTyping: true }, shortcuts)?.id, "palette");
});

test("function keys work while somebody types", (t) => {
  t.is(shortcutOf(press("F9"), { ...calm, isTyping: true }, shortcuts)?.id, "runTests");
  t.is(shortcutOf(press("f"), { ...calm, isTyping: true }, shortcuts), null);
});

test("with Shift, a Ctrl shortcut is another one", (t) => {
  const compare = { ...press("D"), ctrlKey: true, shiftKey: true };

  t.is(shortcutOf(compare, calm, [{ id: "compare", scope: "modeler", keys: "mod+shift+d" }])?.id, "compare");
  t.is(shortcutOf({ ...press("K"), ctrlKey: true, shiftKey: true }, calm, shortcuts), null);
});

test("single characters can be switched off, the others stay (WCAG 2.1.4)", (t) => {
  const off = { ...calm, bareKeysAllowed: false };

  t.is(shortcutOf(press("c"), off, shortcuts), null);
  t.is(shortcutOf(press("?"), off, shortcuts), null);
  t.is(shortcutOf(press("Enter"), off, shortcuts)?.id, "open");
  t.is(shortcutOf({ ...press("k"), ctrlKey: true }, off, shortcuts)?.id, "palette");
});

test("a sequence is its keys one after the other, and wins over its last key alone", (t) => {
  t.is(shortcutOf(press("t"), { ...calm, before: "g" }, shortcuts)?.id, "goTasks");
  t.is(
    shortcutOf(
      press("t"),
      calm,
      shortcuts.filter(({ scope }) => scope !== "tasks"),
    )?.id,
    "tokens",
  );
});

test("Enter on a button or link presses it instead of opening the task", (t) => {
  t.is(shortcutOf(press("Enter"), { ...calm, isOnControl: true }, shortcuts), null);
});

test("Alt is left to the browser and the keyboard layout", (t) => {
  t.is(shortcutOf({ ...press("c"), altKey: true }, calm, shortcuts), null);
});

function press(key: string): Press {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
}
