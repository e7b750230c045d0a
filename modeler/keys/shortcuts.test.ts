import test from "ava";
import { shortcuts, type Scope } from "./shortcuts.ts";
import { spell } from "./spell.ts";

test("no two shortcuts that work at the same time have the same keys", (t) => {
  const scopes: readonly Scope[] = ["tasks", "instance", "modeler", "canvas", "rules", "merge"];
  for (const scope of scopes) {
    const keys = shortcuts.filter((one) => [scope, "global", "editor"].includes(one.scope)).map((one) => one.keys);
    t.is(new Set(keys).size, keys.length, scope);
  }
});

test("no shortcut that works everywhere on the page takes a key that the browser or a screen reader needs", (t) => {
  const taken = new Set(["mod+t", "mod+n", "mod+w", "mod+r", "mod+l", "mod+f", "mod+p", "tab", "escape", "space"]);

  t.deepEqual(
    shortcuts.filter((one) => taken.has(one.keys) && !("isOwn" in one)),
    [],
  );
});

test("keys are spelled as they are printed on the keyboard", (t) => {
  t.deepEqual(spell("mod+enter", "de", false), ["Strg", "↵"]);
  t.deepEqual(spell("mod+k", "en", false), ["Ctrl", "K"]);
  t.deepEqual(spell("mod+k", "de", true), ["⌘", "K"]);
  t.deepEqual(spell("g t", "en", false), ["G", "T"]);
});
