import test from "ava";
import { draftOf, targetOf } from "./draft.ts";
import type { Target } from "./queries.ts";

const target: Target = {
  key: "bmd",
  name: "BMD",
  format: "bmd",
  isActive: true,
  settings: {
    taxSign: "opposite",
    documentNumber: "numeric",
    textLength: 255,
    dateForm: "YYYYMMDD",
    bookedOn: "monthEnd",
    symbols: { invoice: "AR", credit: "GS" },
    costCentres: { "Büro Süd": "4711", Intern: "" },
    taxCodes: { AT20: { account: "4000", code: "1", groups: { licence: "4001" } } },
  },
};

test("what was stored is typed and sent as it is", (t) => {
  t.deepEqual(targetOf(target, draftOf(target)), target);
});

test("a blank name of a cost centre is no name, and groups without account are sent to be refused", (t) => {
  const draft = draftOf(target);
  const [row] = draft.accounts;
  const sent = targetOf(target, {
    ...draft,
    centres: [{ costCentre: "MS", name: " ", isLeftOut: false }],
    accounts: row === undefined ? [] : [{ ...row, groups: "licence; hardware = 4002" }],
  });

  t.like(sent, {
    settings: { costCentres: {}, taxCodes: { AT20: { groups: { licence: "", hardware: "4002" } } } },
  });
});
