import test from "ava";
import { begin, redo, step, undo } from "../../rules/table/history.ts";
import {
  addField,
  changeField,
  changeType,
  designOf,
  duplicateField,
  moveField,
  placeField,
  relabel,
  removeField,
  renameKey,
  storedOf,
  type Design,
} from "./design.ts";
import { faultsIn } from "./faults.ts";
import { isKey, suggestKey } from "./keys.ts";
import { addOption, moveOption, optionsFromLines, valueOf } from "./options.ts";
import { defaultOf, defaultText } from "./values.ts";

const stored = {
  key: "repair",
  version: 3,
  title: { de: "Reparatur", en: "Repair" },
  note: "kept",
  fields: [
    {
      key: "outcome",
      type: "enum",
      label: { de: "Ergebnis", en: "Outcome" },
      options: [{ value: "done", label: { de: "Fertig", en: "Done" } }],
    },
    {
      key: "reason",
      type: "text",
      label: { de: "Grund", en: "Reason" },
      visibleIf: 'outcome != "outcome"',
      required: "order.outcome = outcome",
    },
    { key: "hours", type: "decimal", label: { de: "Stunden", en: "Hours" }, source: "kept" },
  ],
};

function opened(): Design {
  const design = designOf(stored);
  if (design === null) throw new Error("Expected a design");
  return design;
}
const keys = ({ items }: Design) => items.map(({ field }) => field.key);
const idOf = (design: Design, key: string) => design.items.find(({ field }) => field.key === key)?.id ?? "";

test("a form that is opened and not changed is stored as it was, with what the designer does not know", (t) => {
  t.deepEqual(storedOf(opened()), stored);
});

test("a record is chosen from something, follows the field with its customer, and says when there is none", (t) => {
  const begun = addField(addField(opened(), "record", { id: "c", after: null }), "record", { id: "d", after: null });
  const [customer, device] = begun.items.slice(-2);
  const narrowed = changeField(begun, "d", { source: "assets", customer: customer?.field.key });

  const renamed = renameKey(narrowed, "c", "client");
  const lost = removeField(renamed, "c");
  const changed = changeType(renamed, "d", "text");

  t.is(device?.field.source, "customers");
  t.is(renamed.items.at(-1)?.field.customer, "client");
  t.false(faultsIn(renamed).some(({ member }) => member === "customer"));
  t.deepEqual(
    faultsIn(lost).filter(({ member }) => member === "customer"),
    [{ id: "d", member: "customer", says: "designer.noCustomer" }],
  );
  t.deepEqual(Object.keys(changed.items.at(-1)?.field ?? {}), ["key", "type", "label"]);
});

test("what is no form is no design", (t) => {
  t.is(designOf({ title: stored.title }), null);
  t.is(designOf({ fields: [{ key: 1 }] }), null);
  t.is(designOf([]), null);
});

test("a missing language is an empty text that can be filled in", (t) => {
  const design = designOf({ fields: [{ key: "a", type: "text", label: { de: "A" } }] });

  t.deepEqual(design?.items[0]?.field.label, { de: "A", en: "" });
});

test("a field is added behind the chosen one, or at the end, under a free key", (t) => {
  const design = opened();
  const behind = addField(design, "text", { id: "n1", after: idOf(design, "outcome") });
  const atEnd = addField(behind, "enum", { id: "n2", after: null });

  t.deepEqual(keys(atEnd), ["outcome", "field", "reason", "hours", "field2"]);
  t.deepEqual(atEnd.items.at(-1)?.field.options, []);
});

test("a field moves up and down and stops at the edges", (t) => {
  const design = opened();
  const hours = idOf(design, "hours");
  const up = moveField(moveField(design, hours, -1), hours, -1);

  t.deepEqual(keys(up), ["hours", "outcome", "reason"]);
  t.is(moveField(up, hours, -1), up);
  t.deepEqual(keys(moveField(up, hours, 1)), ["outcome", "hours", "reason"]);
});

test("a field that is dropped lands beside its target", (t) => {
  const design = opened();
  const [outcome, hours] = [idOf(design, "outcome"), idOf(design, "hours")];

  t.deepEqual(keys(placeField(design, hours, { id: outcome, side: "before" })), ["hours", "outcome", "reason"]);
  t.deepEqual(keys(placeField(design, outcome, { id: hours, side: "after" })), ["reason", "hours", "outcome"]);
  t.is(placeField(design, outcome, { id: outcome, side: "after" }), design);
});

test("a copy has a key of its own", (t) => {
  const design = opened();

  t.deepEqual(keys(duplicateField(design, idOf(design, "reason"), "n")), ["outcome", "reason", "reason2", "hours"]);
});

test("a key is renamed in conditions, not in texts and not in members of others", (t) => {
  const design = opened();
  const { field } = renameKey(design, idOf(design, "outcome"), "result").items[1] ?? {};

  t.is(field?.visibleIf, 'result != "outcome"');
  t.is(field?.required, "order.outcome = result");
});

test("the key of a new field follows its label until somebody writes a key", (t) => {
  const fresh = addField(opened(), "text", { id: "n", after: null });
  const german = relabel(fresh, "n", { de: "Größe der Lösung", en: "" });
  const english = relabel(german, "n", { de: "Größe der Lösung", en: "Solution size" });
  const kept = relabel(renameKey(english, "n", "size"), "n", { de: "Maß", en: "Measure" });

  t.is(german.items.at(-1)?.field.key, "groesseDerLoesung");
  t.is(english.items.at(-1)?.field.key, "solutionSize");
  t.is(kept.items.at(-1)?.field.key, "size");
});

test("the key of a published field does not follow its label", (t) => {
  const design = opened();

  t.deepEqual(keys(relabel(design, idOf(design, "hours"), { de: "Zeit", en: "Time" })), keys(design));
});

test("another type loses what only the old one had", (t) => {
  const design = opened();
  const [field] = changeType(design, idOf(design, "outcome"), "int").items;

  t.false("options" in (field?.field ?? {}));
});

test("what is only read keeps the words for its values, and needs none", (t) => {
  const design = opened();
  const shown = changeType(design, idOf(design, "outcome"), "readonly");
  const bare = changeType(design, idOf(design, "hours"), "readonly");

  t.is(shown.items[0]?.field.options?.length, 1);
  t.deepEqual(faultsIn(bare), []);
});

test("what is removed comes back by undo, and goes again by redo", (t) => {
  const design = opened();
  const history = step(begin(design), removeField(design, idOf(design, "reason")));

  t.deepEqual(keys(history.present), ["outcome", "hours"]);
  t.is(undo(history).present, design);
  t.deepEqual(keys(redo(undo(history)).present), ["outcome", "hours"]);
});

test("a member that becomes undefined is not stored", (t) => {
  const design = opened();
  const { items } = changeField(design, idOf(design, "hours"), { source: undefined });

  t.false("source" in (items[2]?.field ?? {}));
});

test("keys are safe names: no words of FEEL, no digit first", (t) => {
  t.is(suggestKey("2. Versuch", []), "field2Versuch");
  t.is(suggestKey("Not", []), "fieldNot");
  t.is(suggestKey("Grund", ["grund", "grund2"]), "grund3");
  t.is(suggestKey("…", []), "field");
  t.false(isKey("a-b"));
});

test("options come from lines: value and both languages, both languages, or one word", (t) => {
  const options = optionsFromLines("new | Neu | New\nAlt\tOld\n\nOffen", []);

  t.deepEqual(options, [
    { value: "new", label: { de: "Neu", en: "New" } },
    { value: "old", label: { de: "Alt", en: "Old" } },
    { value: "offen", label: { de: "Offen", en: "Offen" } },
  ]);
  t.deepEqual(
    moveOption(options, 0, 1).map(({ value }) => value),
    ["old", "new", "offen"],
  );
  t.is(addOption(options).at(-1)?.value, "option");
  t.is(valueOf("7", 5), 7);
  t.is(valueOf("7", "5"), "7");
});

test("defaults are typed as one writes them, money in euro", (t) => {
  t.is(defaultOf("money", "12,50"), 1250);
  t.is(defaultOf("money", "1.234,50"), 123_450);
  t.is(defaultOf("decimal", "1,234.5"), 1234.5);
  t.is(defaultOf("decimal", "1.234"), "1.234");
  t.is(defaultText({ key: "a", type: "money", label: stored.title, default: 1250 }, "de"), "12,50");
  t.is(defaultText({ key: "a", type: "decimal", label: stored.title, default: 1.234 }, "en"), "1.2340");
  t.is(defaultOf("text", "=name"), "=name");
  t.is(defaultOf("boolean", "true"), true);
  t.is(defaultOf("text", ""), undefined);
  t.is(defaultOf("int", "x"), "x");
});

test("missing translations, double keys, FEEL that is none and empty choices are found beside their field", (t) => {
  const design = designOf({
    fields: [
      { key: "a", type: "text", label: { de: "A", en: "" } },
      { key: "a", type: "enum", label: { de: "A", en: "A" }, options: [] },
      { key: "b", type: "int", label: { de: "B", en: "B" }, min: 5, max: 1, visibleIf: "a = (1" },
    ],
  });

  t.deepEqual(design === null ? [] : faultsIn(design).map(({ member, says }) => `${member} ${says}`), [
    "label designer.untranslated",
    "key designer.keyDouble",
    "options designer.noOptions",
    "key designer.keyDouble",
    "visibleIf designer.notFeel",
    "max designer.limits",
  ]);
});

test("the fields of a form without mistakes have none", (t) => {
  t.deepEqual(faultsIn(opened()), []);
});
