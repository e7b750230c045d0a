import test from "ava";
import { openOffice } from "../../test/office.ts";
import { createContract } from "../records/agreements.ts";

const office = await openOffice();
test.after.always(() => office.close());

test("a contract that ends soon becomes a lead once, and none where its renewal is an open opportunity already", async (t) => {
  const { clock, ids } = office;
  const ending = async (number: string, customerId: string): Promise<void> => {
    const contract = { number, customerId, kind: "flat", starts: "2025-01-01", ends: "2026-12-31" } as const;
    await office.within((tx) => createContract(tx, contract, clock.now));
  };
  await ending("V-OPEN", ids.muster);
  await ending("V-ENDS", ids.alpen);
  const lead = { customerId: ids.muster, source: "renewal", title: "Verlängerung" };
  await office.run("desk.opportunity.open", { lead });

  const { renewals } = await office.run("desk.contract.renewals", { days: 90 });
  const again = await office.run("desk.contract.renewals", { days: 90 });

  t.deepEqual(renewals, { count: 1, contracts: ["V-ENDS"] });
  t.deepEqual(again["renewals"], { count: 0, contracts: [] });
});
