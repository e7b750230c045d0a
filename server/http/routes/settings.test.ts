import test from "ava";
import { differences } from "./settings.ts";

test("only what reads differently is told, with both values, place by place", (t) => {
  const was = { name: "DATEV", settings: { client: 1, accounts: { S: { account: "8400" }, R: { account: "8300" } } } };
  const is = { name: "DATEV", settings: { client: 2, accounts: { S: { account: "8401" }, N: { account: "8200" } } } };

  t.deepEqual(differences(was, is), {
    before: { "settings.client": 1, "settings.accounts.S.account": "8400", "settings.accounts.R.account": "8300" },
    after: { "settings.client": 2, "settings.accounts.S.account": "8401", "settings.accounts.N.account": "8200" },
  });
  t.deepEqual(differences(undefined, { days: ["2026-12-24"] }), { before: {}, after: { days: ["2026-12-24"] } });
});

test("secrets are told by nobody", (t) => {
  t.deepEqual(differences({ url: "a", apiToken: "x" }, { url: "b", apiToken: "y", password: "z" }), {
    before: { url: "a" },
    after: { url: "b" },
  });
});
