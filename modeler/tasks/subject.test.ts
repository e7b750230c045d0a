import test from "ava";
import { restOf, subjectOf } from "./subject.ts";

test("the subject is told from the variables and from the ticket among them, each thing once", (t) => {
  const { texts, facts } = subjectOf({
    title: "VPN",
    ticket: { title: "other", number: "T-1" },
    customerName: "Muster",
    customer: null,
  });

  t.deepEqual(texts, [{ key: "title", says: "fact.title", value: "VPN" }]);
  t.deepEqual(
    facts.map(({ says, value }) => [says, value]),
    [
      ["fact.number", "T-1"],
      ["fact.customer", "Muster"],
    ],
  );
});

test("where no ticket is, other records tell; what has neither number nor title is none", (t) => {
  const { texts, facts } = subjectOf({
    policy: { priority: "P1", status: "x" },
    opportunity: { number: "OP-1", title: "Three sites", customerName: "Nordlicht" },
  });

  t.deepEqual(
    [...texts, ...facts].map(({ value }) => value),
    ["Three sites", "OP-1", "Nordlicht"],
  );
});

test("what there is no word for stays under all data", (t) => {
  t.deepEqual(restOf({ title: "VPN", alert: { product: "ninjaone" } }), { alert: { product: "ninjaone" } });
});
