import test from "ava";
import { cutOff, ledgerOffice } from "./ledgerOffice.ts";
import type { LedgerOffice } from "./ledgerOffice.ts";

let office: LedgerOffice;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  office = await ledgerOffice();
});
test.after.always(() => office.close());

const drifting = "select title, input->'drift'->>'active' as active from tasks where form_key = 'license_true_up'";

/** The number of a run of this month in which every customer's licences are compared, or wait for somebody. */
async function compared(): Promise<string> {
  await office.startRun(cutOff);
  const [run] = await office.rows("select id, number from billing_runs order by created_at desc limit 1");
  await office.eventually("the licences of all customers to be compared", async () => {
    const [found] = await office.rows(
      `select (select count(*) from instances where definition_key = 'license-reconciliation' and business_key = $2) as begun,
         (select count(*) from instances i where i.definition_key = 'license-reconciliation' and i.business_key = $2 and (i.status = 'completed'
           or exists (select 1 from tasks k where k.instance_id = i.id and k.form_key = 'license_true_up'))) as through,
         (select count(*) from billing_run_customers where run_id = $1) as customers`,
      [run?.["id"], run?.["number"]],
    );
    return found?.["begun"] === found?.["customers"] && found?.["through"] === found?.["customers"] ? true : undefined;
  });
  return String(run?.["number"]);
}

test("a licence that was kept is asked about again in its month only when the count changes", async (t) => {
  t.timeout(240_000);
  // whoever was asked in the demo's run, or is in this one, keeps the quantity
  await compared();
  await office.approveAll("esommer");
  const kept = await office.rows(
    `select distinct c.name, h.counted from license_changes h join license_subscriptions s on s.id = h.subscription_id
     join customers c on c.id = s.customer_id where h.kind = 'kept' and date_trunc('month', h.effective_on) = date_trunc('month', $1::date) order by 1`,
    [cutOff],
  );

  await compared();
  const again = await office.rows(drifting);
  await office.approveAll("esommer");

  const [licence] = await office.rows(
    `select s.id from license_subscriptions s join customers c on c.id = s.customer_id where c.name = 'Alpen-IT Kunde GmbH'`,
  );
  await office.ask("gpohl", "POST", `/api/licenses/${String(licence?.["id"])}/counts`, { assigned: 15, active: 15 });
  await compared();
  const changed = await office.rows(drifting);

  t.deepEqual(kept, [
    { name: "Alpen-IT Kunde GmbH", counted: 14 },
    { name: "Muster GmbH", counted: 50 },
  ]);
  t.deepEqual(again, []);
  t.deepEqual(changed, [{ title: "Alpen-IT Kunde GmbH", active: "15" }]);
});
