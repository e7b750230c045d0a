import test from "ava";
import { ledgerTarget } from "../../desk/ledger/targets.ts";
import { bmdSettings, proposedTaxCodes } from "../../documents/bmd/settings.ts";
import { checkFile } from "../../documents/checkFile.ts";
import { datevSettings, proposedAccounts } from "../../documents/datev/settings.ts";
import { testLedger } from "./testFile.ts";

const now = new Date("2026-12-01T08:30:00Z");
const datev = datevSettings.parse({
  consultant: 1001,
  client: 1,
  chart: "04",
  accounts: { ...proposedAccounts("04"), CH81: { account: "4450", isAutomatic: false, groups: { licence: "4451" } } },
  costCentres: { "Büro Süd": "4711" },
});
const targets = [
  { key: "datev", name: "DATEV", format: "datev", settings: datev },
  { key: "bmd", name: "BMD", format: "bmd", settings: bmdSettings.parse({ taxCodes: proposedTaxCodes() }) },
] as const;

for (const target of targets)
  test(`a test file of ${target.name} tries every tax key and is what the receiver takes`, (t) => {
    const { name, body, findings } = testLedger(ledgerTarget.parse(target), now);
    const bytes = Buffer.from(body, "base64");

    t.deepEqual(findings, []);
    t.is(checkFile(bytes, name).kind, target.format);
    for (const key of Object.keys(target.format === "datev" ? target.settings.accounts : target.settings.taxCodes))
      t.true(bytes.toString("latin1").includes(`TEST ${key}`), key);
  });

test("settings without any tax key make no file", (t) => {
  const { body, findings } = testLedger(
    ledgerTarget.parse({ ...targets[0], settings: { ...datev, accounts: {} } }),
    now,
  );

  t.is(body, "");
  t.like(findings, [{ severity: "error", text: { de: "Erwartet: mindestens ein Steuerfall mit seinem Konto." } }]);
});
