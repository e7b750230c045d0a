import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { acceptValues, filesIn, parseForm, withDefaults } from "./form.ts";
import type { Form } from "./form.ts";

const now = new Date("2026-11-23T09:00:00Z");
const nothing = { variables: {}, now };
const both = (text: string) => ({ de: text, en: text });
const form = parseForm({
  key: "work",
  version: 1,
  title: both("Work"),
  fields: [
    {
      key: "outcome",
      type: "enum",
      label: both("Outcome"),
      required: true,
      options: [
        { value: "solved", label: both("Solved") },
        { value: "continue", label: both("Continue") },
      ],
    },
    {
      key: "resolution",
      type: "textarea",
      label: both("Resolution"),
      required: 'outcome = "solved"',
      visibleIf: 'outcome = "solved"',
      maxLength: 20,
    },
    { key: "minutes", type: "int", label: both("Minutes"), min: 1, max: 600, default: "=planned * 2" },
  ],
});

function record(more: object): Form {
  return parseForm({ ...form, fields: [{ key: "device", type: "record", label: both("Device"), ...more }] });
}

test("a record is one of a kind, perhaps only of the customer that FEEL tells", (t) => {
  const refusal = t.throws(() => record({}), { instanceOf: Refusal });
  const [given] = withDefaults(record({ source: "assets", customer: "=ticket.customerId" }), {
    ...nothing,
    variables: { ticket: { customerId: "c1" } },
  }).fields;

  t.is(refusal?.complaints[0]?.place, "/fields/0/source");
  t.like(given, { customerId: "c1" });
  t.false("customer" in (given ?? {}));
});

test("a complete form is accepted, and values of hidden fields are left out", (t) => {
  t.deepEqual(acceptValues(form, { outcome: "continue", resolution: "x", minutes: 5 }, nothing), {
    outcome: "continue",
    minutes: 5,
  });
});

test("a field that is required because of another one is asked for", (t) => {
  const refusal = t.throws(() => acceptValues(form, { outcome: "solved" }, nothing), { instanceOf: Refusal });

  t.deepEqual(
    refusal?.complaints.map(({ place, code }) => [place, code]),
    [["resolution", "form.required"]],
  );
});

for (const [name, values, place] of [
  ["an option that does not exist", { outcome: "magic" }, "outcome"],
  ["a text that is too long", { outcome: "solved", resolution: "x".repeat(21) }, "resolution"],
  ["a number out of range", { outcome: "continue", minutes: 601 }, "minutes"],
  ["a variable that is no field", { outcome: "continue", ticket: {} }, "ticket"],
] as const) {
  test(`${name} is refused by name`, (t) => {
    const refusal = t.throws(() => acceptValues(form, values, nothing), { instanceOf: Refusal });

    t.is(refusal?.complaints[0]?.place, place);
  });
}

test("a file field takes ids of files, and a drawn signature counts as one", (t) => {
  const id = "0193a5d2-0000-7000-8000-000000000001";
  const report = parseForm({
    key: "report",
    version: 1,
    title: both("Report"),
    fields: [
      { key: "photos", type: "file", label: both("Photos"), required: true },
      { key: "signature", type: "signature", label: both("Signature") },
    ],
  });

  const drawn = acceptValues(report, { photos: [id], signature: id }, nothing);
  const typed = acceptValues(report, { photos: [id], signature: "Erika Muster" }, nothing);

  t.deepEqual(filesIn(report, drawn), [id, id]);
  t.deepEqual(filesIn(report, typed), [id]);
  t.throws(() => acceptValues(report, { photos: "a.png" }, nothing), { instanceOf: Refusal });
  t.throws(() => acceptValues(report, { photos: [] }, nothing), { instanceOf: Refusal });
});

test("a FEEL default is computed from the task's variables", (t) => {
  t.is(withDefaults(form, { variables: { planned: 15 }, now }).fields[2]?.default, 30);
});

test("what is chosen among records comes from the task's variables, and nothing else can be chosen", (t) => {
  const choice = parseForm({
    key: "lines",
    version: 1,
    title: both("Lines"),
    fields: [{ key: "rejected", type: "multi", label: both("Rejected"), optionsFrom: "=lines" }],
  });
  const seen = { variables: { lines: [{ value: "l1", label: both("SSD") }] }, now };

  t.deepEqual(withDefaults(choice, seen).fields[0]?.options, [{ value: "l1", label: both("SSD") }]);
  t.deepEqual(acceptValues(choice, { rejected: ["l1"] }, seen), { rejected: ["l1"] });
  t.throws(() => acceptValues(choice, { rejected: ["l2"] }, seen), { code: "form.values" });
  t.throws(() => acceptValues(choice, { rejected: ["l1"] }, { variables: {}, now }), { code: "form.values" });
});

test("a form that is none is refused with the place", (t) => {
  const refusal = t.throws(
    () =>
      parseForm({ key: "x", version: 1, title: both("X"), fields: [{ key: "a b", type: "text", label: both("A") }] }),
    { instanceOf: Refusal },
  );

  t.is(refusal?.complaints[0]?.place, "/fields/0/key");
});
