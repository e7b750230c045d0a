import test from "ava";
import { checkFile } from "../documents/checkFile.ts";
import { monthEnd } from "../documents/day.ts";
import { transact } from "../db/transact.ts";
import { readFile } from "../desk/files/files.ts";
import { billingOffice } from "./billingOffice.ts";
import type { BillingOffice } from "./billingOffice.ts";

let office: BillingOffice;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  office = await billingOffice();
  await office.approveAll("esommer");
});
test.after.always(() => office.close());

const today = new Date().toISOString().slice(0, 10);

const posOf = ({ lines }: Proposal, name: string) => lines.find(({ text }) => text.endsWith(name))?.pos ?? 0;

/** The steps of an approval behind the first. */
async function approveRest(number: string): Promise<void> {
  const [approval] = await office.rows(
    "select jsonb_array_length(variables->'approval'->'steps') as steps from instances where business_key = $1 and definition_key = 'approval'",
    [number],
  );
  for (let step = 2; step <= Number(approval?.["steps"]); step += 1)
    await office.complete("admin", await office.task("approval", number, step), { decision: "approved" });
}

/** A proposal as people see it. */
interface Proposal {
  readonly id: string;
  readonly state: string;
  readonly netCents: number;
  readonly replaces: string | null;
  readonly lines: readonly {
    readonly pos: number;
    readonly text: string;
    readonly quantity: number;
    readonly unitPriceCents: number;
    readonly netCents: number;
  }[];
}

test.serial(
  "a wrong invoice is cancelled as a whole, put right and billed again by others, and nothing twice",
  async (t) => {
    t.timeout(180_000);
    const { ask, rows, task, complete, eventually } = office;
    const [baker] = await rows("select id from customers where name = 'Bäcker Müller KG'");
    const given = {
      customerId: baker?.["id"],
      text: "Kassendrucker",
      quantity: 2,
      unitPriceCents: 30_000,
      deliveredOn: today,
    };
    const { id: materialId } = await ask("esommer", "POST", "/api/material", given);
    await office.startRun(monthEnd(today));
    await office.approveAll("esommer");
    const [wrong] = await eventually("the invoice to be sent", async () => {
      const found = await rows(
        `select i.id, i.number, i.net_cents::int as net from invoices i join invoice_lines l on l.invoice_id = i.id
       where l.text like '%Kassendrucker' and i.state = 'sent'`,
      );
      return found.length > 0 ? found : undefined;
    });
    const number = String(wrong?.["number"]);

    const late = ask("esommer", "PATCH", `/api/material/${String(materialId)}`, { revision: 1, quantity: 1 });
    await t.throwsAsync(late, { message: /material\.billed/ });
    await ask("esommer", "POST", `/api/invoices/${number}/dispute`, { reason: "Es war nur einer" });
    const checked = { outcome: "full_cancel", again: true, reason: "Nur ein Drucker geliefert" };
    await complete("gpohl", await task("dispute", number), checked);
    await complete("imayer", await task("approval", number), { decision: "approved" });
    await approveRest(number);
    const [found] = await eventually("the proposal", async () => {
      const open = await rows("select id from billing_proposals where origin = 'manual' and origin_id = $1", [
        wrong?.["id"],
      ]);
      return open.length > 0 ? open : undefined;
    });
    const address = `/api/billing-proposals/${String(found?.["id"])}`;
    const read = async () => (await ask("gpohl", "GET", address)) as unknown as Proposal; // as documented

    const proposed = await read();
    t.like(proposed, { state: "draft", replaces: number, netCents: wrong?.["net"] });
    const pos = posOf(proposed, "Kassendrucker");
    const change = { pos, quantity: 1, reason: "Lieferschein" };
    await t.throwsAsync(ask("admin", "PATCH", `${address}/lines`, { ...change, pos: 99 }), {
      message: /proposal\.line/,
    });
    await ask("admin", "PATCH", `${address}/lines`, change);
    const corrected = await read();
    t.like(
      corrected.lines.find((line) => line.pos === pos),
      { quantity: 1, unitPriceCents: 30_000, netCents: 30_000 },
    );
    t.is(corrected.netCents, proposed.netCents - 30_000);
    await t.throwsAsync(ask("admin", "POST", `${address}/approve`), { message: /billing\.ownChange/ });

    await office.startRun(monthEnd(today));
    const shown = await task("billing_approval", "Bäcker");
    await t.throwsAsync(ask("admin", "PATCH", `${address}/lines`, change), { message: /billing\.state/ });
    await t.throwsAsync(complete("admin", shown, {}), { message: /403/ });
    await complete("esommer", shown, {});
    const [again] = await eventually("the corrected invoice", async () => {
      const sent = await rows(
        `select i.id, i.number, i.net_cents::int as net from invoices i join invoice_lines l on l.invoice_id = i.id
       join billing_lines b on b.id = l.billing_line_id where b.proposal_id = $1 and i.state = 'sent' group by i.id, i.number, i.net_cents`,
        [proposed.id],
      );
      return sent.length > 0 ? sent : undefined;
    });

    t.is(again?.["net"], corrected.netCents, "what was billed before is not billed with it once more");
    t.deepEqual(
      await rows(
        "select kind, state, net_cents::int as net from invoices where id = $1 or corrects_id = $1 order by kind",
        [wrong?.["id"]],
      ),
      [
        { kind: "credit", state: "sent", net: wrong?.["net"] },
        { kind: "invoice", state: "cancelled", net: wrong?.["net"] },
      ],
    );
    const files = await rows("select id, name from files where subject_kind = 'invoice' and subject_id = $1", [
      String(again?.["id"]),
    ]);
    t.true(files.length > 0);
    for (const { id, name } of files) {
      const { body } = await transact(office.house.database, "main", (tx) => readFile(tx, String(id)));
      t.deepEqual(
        checkFile(body, String(name)).breaches.filter(({ severity }) => severity === "error"),
        [],
      );
    }
  },
);
