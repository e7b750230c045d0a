import test from "ava";
import type { ExecutionContext } from "ava";
import { checkBmd } from "../documents/bmd/check.ts";
import { parseBmd } from "../documents/bmd/parse.ts";
import { checkFile } from "../documents/checkFile.ts";
import { readLines } from "../documents/csv/lines.ts";
import { checkDatev } from "../documents/datev/check.ts";
import { parseDatev } from "../documents/datev/parse.ts";
import { transact } from "../db/transact.ts";
import { readFile } from "../desk/files/files.ts";
import { cutOff, ledgerOffice, today } from "./ledgerOffice.ts";
import type { LedgerOffice } from "./ledgerOffice.ts";

let office: LedgerOffice;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  office = await ledgerOffice();
  // an authority without its reference, and customers of whom the ledger does not know how long they may take to pay
  await rows("update customers set buyer_reference = null where name like 'Stadtwerke%'");
  await rows("update customers set payment_days = payment_days + 7");
});
test.after.always(() => office.close());

/** What the pages of runs and batches show. */
interface Told {
  readonly invoicedCents: number;
  readonly customers: readonly { readonly invoice: string | null }[];
  readonly batches: readonly { readonly number: string; readonly state: string }[];
  readonly invoices: readonly { readonly number: string }[];
  readonly replacedBy: string;
  readonly rejectMessage: string;
  readonly format: string;
}

/** The run that a story started. */
const ofRun = "(select id from billing_runs order by created_at desc limit 1)";
const rows = (text: string, values: readonly unknown[] = []) => office.rows(text, values);

/** The accounts that a batch's file of debtors tells of, which DATEV takes; nothing when it has none. */
async function debtorsOf(t: ExecutionContext, number: string): Promise<string[]> {
  const [batch] = await rows("select debtors_file_id as id from export_batches where number = $1", [number]);
  if (typeof batch?.["id"] !== "string") return [];
  const { body, name } = await transact(office.house.database, "main", (tx) => readFile(tx, String(batch["id"])));
  t.deepEqual(checkFile(body, name), { kind: "datev", breaches: [] });
  return readLines(body, "datev").lines.slice(2).map(({ cells }) => cells[0]?.text ?? ""); // prettier-ignore
}

test.serial("a run bills every customer, line by line, with four eyes above the limit", async (t) => {
  t.timeout(120_000);
  const [muster] = await rows("select id from customers where name = 'Muster GmbH'");
  const material = {
    customerId: muster?.["id"],
    text: "Notebooks für die Größe L",
    quantity: 5,
    unitPriceCents: 129_900,
    deliveredOn: today,
  };
  await office.ask("esommer", "POST", "/api/material", material);
  await office.startRun(cutOff);

  const finding = await office.task("billing_clearing", "Stadtwerke");
  await office.complete("gpohl", finding, {
    action: "fix_data",
    buyerReference: "04011000-1234512345-06",
    reason: "Vom Kunden bestätigt",
  });
  const shown = await office.task("billing_approval", "Muster GmbH");
  const offered = shown.form.fields.find((field) => field.key === "rejected")?.options ?? [];
  const rejected = offered.find((option) => !JSON.stringify(option).includes("Notebooks"));
  await office.complete("esommer", shown, { rejected: [rejected?.value], reason: "Noch nicht fertig" });
  const second = await office.task("approval", "Muster GmbH");
  await t.throwsAsync(office.complete("esommer", second, { decision: "approved" }), { message: /403/ });
  await office.complete("gpohl", second, { decision: "approved" });
  await office.approveAll("esommer");

  // BMD is new and gets the demo's months as well
  await office.eventually("batches with their ledgers", async () => {
    return (await office.awaited()).length === 3 ? true : undefined;
  });
  const invoices = await rows(
    "select number, gross_cents, tax_key, buyer->>'name' as name, state from invoices where kind = 'invoice' order by number",
  );
  t.deepEqual(
    invoices.map((each) => Number(String(each["number"]).slice(-4))),
    invoices.map((_, index) => Number(String(invoices[0]?.["number"]).slice(-4)) + index),
    "no number is missing",
  );
  t.is(invoices.find((each) => String(each["name"]).startsWith("Alpen"))?.["tax_key"], "EU_RC_SERVICE");
  t.is((await rows("select 1 from invoices where run_id is not null and state <> 'sent'")).length, 0);
  t.is(
    (await rows("select 1 from billing_lines where decision = 'rejected' and run_id is null and parked = 1")).length,
    1,
  );
  t.is((await rows("select time_entry_id from billed_times group by 1 having count(*) > 1")).length, 0);
});

test.serial("the files are what DATEV and BMD take, and come to what the invoices come to", async (t) => {
  const batches = await rows(
    `select b.number, b.target_key, b.debit_cents::int as debit, b.state, (select sum(i.gross_cents)::int from invoices i
       join export_items x on x.invoice_id = i.id where x.batch_id = b.id and i.kind = 'invoice') as gross from export_batches b order by b.number`,
  );
  const [sum] = await rows(
    "select sum(gross_cents)::int as gross from invoices where gross_cents > 0 and kind = 'invoice'",
  );
  const booked = (target: string) => batches.filter((each) => each["target_key"] === target && each["state"] !== "replaced").reduce((all, each) => all + Number(each["debit"]), 0); // prettier-ignore
  t.deepEqual([booked("datev"), booked("bmd")], [sum?.["gross"], sum?.["gross"]]);

  for (const { number, target_key: target, debit, gross, state } of batches) {
    const bytes = await office.fileOf(String(number));
    t.deepEqual(target === "datev" ? checkDatev(bytes) : checkBmd(bytes), []);
    t.is(debit, gross);
    const count = target === "datev" ? parseDatev(bytes).bookings.length : parseBmd(bytes).length;
    t.true(count > 0);
    if (state === "confirmed" || state === "replaced") continue;
    // whom it books on, and who has changed since the ledger knows them
    const known = await rows("select debtor_account as account from customers where debtor_account <> '' order by 1");
    const told = target === "datev" ? known.map(({ account }) => account) : [];
    t.deepEqual(await debtorsOf(t, String(number)), told);
    if (target === "datev") t.true(parseDatev(bytes).bookings.every(({ account }) => told.includes(account)));
  }
});

test.serial(
  "each invoice is a letter with the invoice within, and has the file beside it that its receiver wants",
  async (t) => {
    const files = await rows(
      `select f.id, f.name, i.buyer->>'format' as format from files f join invoices i on i.id::text = f.subject_id
     where f.subject_kind = 'invoice' and i.kind = 'invoice' order by f.name`,
    );
    const kinds = new Map<string, string[]>();
    for (const { id, name, format } of files) {
      const { body } = await transact(office.house.database, "main", (tx) => readFile(tx, String(id)));
      const { kind, breaches } = checkFile(body, String(name));
      t.deepEqual(
        breaches.filter(({ severity }) => severity === "error"),
        [],
        String(name),
      );
      kinds.set(String(format), [...(kinds.get(String(format)) ?? []), kind]);
    }

    t.deepEqual(new Set(kinds.get("xrechnung")), new Set(["zugferd", "xrechnung"]));
    t.deepEqual(new Set(kinds.get("zugferd")), new Set(["zugferd"]));
    const [{ count } = {}] = await rows("select count(*)::int as count from invoices where run_id is not null");
    t.is([...kinds.values()].flat().filter((kind) => kind === "zugferd").length, Number(count));
  },
);

test.serial(
  "a rejected batch stays, its replacement takes its place, and tickets close when every ledger has booked",
  async (t) => {
    t.timeout(60_000);
    const [datev = ""] = await office.batchesOf("datev");
    for (const number of await office.batchesOf("bmd"))
      await office.ask("gpohl", "POST", `/api/export-batches/${number}/confirm`, {});
    await office.ask("gpohl", "POST", `/api/export-batches/${datev}/reject`, {
      message: "Konto 4400 gesperrt",
    });
    const task = await office.task("export_reject", datev);
    await office.complete("gpohl", task, { reason: "account_missing", message: "Konto ist frei" });
    const replacement = await office.eventually("the replacement", async () => {
      const [found] = await rows(
        "select r.number from export_batches r join export_batches o on o.id = r.replaces_id where o.number = $1",
        [datev],
      );
      return found !== undefined && (await office.awaited()).includes(String(found["number"])) ? found : undefined;
    });

    t.is((await rows(`select 1 from invoices where settled_at is not null and run_id = ${ofRun}`)).length, 0);
    const again = await debtorsOf(t, String(replacement["number"]));
    t.true(again.length > 1);
    t.deepEqual(again, await debtorsOf(t, datev));
    await office.ask("gpohl", "POST", `/api/export-batches/${String(replacement["number"])}/confirm`, {});

    await office.eventually("the run to be closed", async () => {
      const [run] = await rows("select state from billing_runs order by created_at desc limit 1");
      return run?.["state"] === "closed" ? true : undefined;
    });
    const [old] = await rows("select state, reject_reason, file_id from export_batches where number = $1", [datev]);
    t.like(old, { state: "replaced", reject_reason: "account_missing" });
    t.truthy(old?.["file_id"]);
    t.is((await rows("select 1 from invoices where settled_at is null and gross_cents > 0")).length, 0);
    t.true((await rows("select 1 from archive_objects where kind = 'invoice' and state = 'verified'")).length >= 3);
    await t.throwsAsync(rows("update export_batches set reject_reason = null where number = $1", [datev]), {
      message: /never changes/,
    });
  },
);

test.serial("a run tells what became of each customer, a batch what it holds and what the ledger said", async (t) => {
  const [{ number } = {}] = await rows("select number from billing_runs order by created_at desc limit 1");
  const run = (await office.ask("gpohl", "GET", `/api/billing-runs/${String(number)}`)) as unknown as Told; // as documented
  const [sum] = await rows(
    `select sum(net_cents)::int as net, count(*)::int as count from invoices where run_id = ${ofRun}`,
  );
  const [old] = await rows("select number from export_batches where state = 'replaced' order by number desc limit 1");
  const batch = (await office.ask("gpohl", "GET", `/api/export-batches/${String(old?.["number"])}`)) as unknown as Told;
  const invoiced = run.customers.flatMap(({ invoice }) => invoice ?? []);

  t.is(run.invoicedCents, Number(sum?.["net"]));
  t.is(invoiced.length, Number(sum?.["count"]));
  t.deepEqual(
    batch.invoices.flatMap((each) => (each.number.startsWith("RE-") ? each.number : [])),
    invoiced.toSorted(),
  );
  t.like(batch, { rejectMessage: "Konto 4400 gesperrt\n→ Konto ist frei", format: "datev" });
  t.true(run.batches.some((each) => each.number === batch.replacedBy && each.state === "confirmed"));
});

test.serial(
  "a disputed invoice is credited in part by another pair of eyes, and the credit note is booked with its reference",
  async (t) => {
    t.timeout(120_000);
    const [invoice] = await rows(
      `select id, number from invoices where buyer->>'name' = 'Muster GmbH' and run_id = ${ofRun}`,
    );
    const number = String(invoice?.["number"]);
    await office.ask("esommer", "POST", `/api/invoices/${number}/dispute`, { reason: "Zu viel Stunden" });
    const check = await office.task("dispute", number);
    const [line] = check.form.fields.find((field) => field.key === "lines")?.options ?? [];
    await office.complete("gpohl", check, {
      outcome: "partial_credit",
      lines: [line?.value],
      netCents: 1_000,
      reason: "Kulant um 10 €",
    });
    await office.complete("imayer", await office.task("approval", number), { decision: "approved" });
    const last = await office.task("approval", number, 2);
    await t.throwsAsync(office.complete("gpohl", last, { decision: "approved" }), { message: /403/ });
    await office.complete("admin", last, { decision: "approved" });
    await office.eventually("the credit note to be archived", async () => {
      const [credit] = await rows("select number from invoices where corrects_id = $1 and state = 'sent'", [
        invoice?.["id"],
      ]);
      return credit === undefined
        ? undefined
        : (await rows("select 1 from archive_objects where ref = $1", [credit["number"]]))[0];
    });
    const [credit] = await rows("select kind, net_cents::int as net from invoices where corrects_id = $1", [
      invoice?.["id"],
    ]);
    t.like(credit, { kind: "credit", net: 1_000 });

    await rows("update customers set street = 'Neue Straße 7' where name like 'Alpen%'");
    const [moved] = await rows("select debtor_account as account from customers where name like 'Alpen%'");
    await office.startRun(cutOff);
    await office.approveAll("esommer");
    const batch = await office.eventually("the next batch for DATEV", async () => {
      const [found] = await rows(
        "select number from export_batches where target_key = 'datev' and state = 'transferred'",
      );
      return found;
    });
    const bytes = await office.fileOf(String(batch["number"]));
    t.deepEqual(checkDatev(bytes), []);
    t.deepEqual(await debtorsOf(t, String(batch["number"])), [moved?.["account"]]);
    t.true(parseDatev(bytes).bookings.some((booking) => JSON.stringify(booking).includes(number)));
    t.is(
      (await rows("select 1 from invoice_lines x join billing_lines l on l.id = x.billing_line_id where l.parked = 1"))
        .length,
      1,
    );
  },
);
