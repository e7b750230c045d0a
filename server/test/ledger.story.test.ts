import test from "ava";
import { checkBmd } from "../documents/bmd/check.ts";
import { parseBmd } from "../documents/bmd/parse.ts";
import { checkDatev } from "../documents/datev/check.ts";
import { parseDatev } from "../documents/datev/parse.ts";
import { addDays } from "../documents/day.ts";
import type { OpenTask } from "./billingOffice.ts";
import { cutOff, ledgerOffice } from "./ledgerOffice.ts";
import type { LedgerOffice } from "./ledgerOffice.ts";

let office: LedgerOffice;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  office = await ledgerOffice();
});
test.after.always(() => office.close());

/** What the page of a batch shows. */
interface Batch {
  readonly replacedBy: string | null;
  readonly breaches: readonly { readonly severity: string; readonly text: { readonly de: string } }[];
  readonly takenOut: readonly { readonly number: string; readonly batch: string }[];
}

const pageOf = async (number: string) =>
  (await office.ask("gpohl", "GET", `/api/export-batches/${number}`)) as unknown as Batch; // as documented

/** What a task lets choose in a field. */
function optionsOf({ form }: OpenTask, key: string): string[] {
  return form.fields.find((field) => field.key === key)?.options?.map(({ value }) => String(value)) ?? [];
}

test.serial(
  "no batch is a dead end: a cost centre is written as the ledger takes it, or mapped, and a document is taken out",
  async (t) => {
    t.timeout(240_000);
    const { rows, ask, eventually, complete } = office;
    for (const { id, revision } of await rows("select id, revision::int as revision from contracts")) {
      await ask("admin", "PATCH", `/api/contracts/${String(id)}`, { revision, costCentre: "Büro Süd" });
      const { costCentreTold } = await ask("admin", "GET", `/api/contracts/${String(id)}`);
      t.regex(
        JSON.stringify(costCentreTold),
        /DATEV\) bucht auf „Buero Sued“, denn es nimmt nur Buchstaben \(ohne Umlaute\)/,
      );
    }
    await rows("update customers set debtor_account = '5' where name like 'Muster%'");
    await office.startRun(cutOff);
    await office.approveAll("esommer");
    const number = await eventually("the batch that DATEV would not take", async () => {
      const [found] = await rows("select number from export_batches where target_key = 'datev' and state = 'planned'");
      return found === undefined ? undefined : String(found["number"]);
    });

    const first = await office.task("export_fix", number);
    t.deepEqual(optionsOf(first, "costCentre"), ["Büro Süd"]);
    t.regex(JSON.stringify(first.form.fields), /Erwartet: ein Debitorenkonto aus dem Bereich dieser Fibu, beim Kunden/);
    await complete("gpohl", first, { action: "map", costCentre: "Büro Süd", bookedAs: "Süd/1", note: "Laut Kanzlei" });
    const second = await eventually("the task to come again", async () => {
      const task = await office.task("export_fix", number);
      return task.id === first.id ? undefined : task;
    });
    const hindering = optionsOf(second, "documents");
    const [invoice] = await rows("select max(number) as number from invoices where buyer->>'name' like 'Muster%'");
    t.deepEqual(hindering, [String(invoice?.["number"])]);
    await complete("gpohl", second, { action: "take_out", documents: hindering, note: "Debitor wird geklärt" });
    await office.waiting(number);

    const bytes = await office.fileOf(number);
    t.deepEqual(checkDatev(bytes), []);
    t.true(parseDatev(bytes).bookings.some(({ costCentre }) => costCentre === "Sued_1"));
    t.false(parseDatev(bytes).bookings.some(({ document1 }) => hindering.includes(document1)));
    await ask("gpohl", "POST", `/api/export-batches/${number}/confirm`, {});
    t.deepEqual((await pageOf(number)).takenOut.map((each) => each.number), hindering); // prettier-ignore
    t.deepEqual(
      await rows("select 1 from invoices where number = any($1) and settled_at is not null", [hindering]),
      [],
    );

    const bmd = await eventually("a batch of BMD with the cost centre", async () => {
      for (const each of await office.batchesOf("bmd"))
        if (parseBmd(await office.fileOf(each)).some(({ costCentre }) => costCentre === "Buero Sued")) return each;
      return undefined;
    });
    const [breach, ...more] = (await pageOf(bmd)).breaches;
    t.deepEqual([breach?.severity, more], ["warning", []]);
    t.regex(breach?.text.de ?? "", /gebucht wird auf „Buero Sued“.*gefunden: "Büro Süd"/);
  },
);

test.serial("what was taken out goes into a batch of its own, and a debtor that was put right is booked", async (t) => {
  t.timeout(240_000);
  const { rows, eventually } = office;
  const [taken] = await rows("select i.number, b.number as batch from export_items x join invoices i on i.id = x.invoice_id join export_batches b on b.id = x.batch_id where x.taken_out_at is not null"); // prettier-ignore
  await rows("update customers set debtor_account = '10999' where name like 'Muster%'");
  await office.startRun(cutOff);
  await office.approveAll("esommer");
  // what is left of the batch it was taken out of may be handed over later than this one
  const own = await eventually("the document's own batch", async () => {
    const [found] = await rows(
      `select b.number from export_items x join invoices i on i.id = x.invoice_id join export_batches b on b.id = x.batch_id
       where i.number = $1 and x.taken_out_at is null and b.target_key = 'datev' and b.state = 'transferred'`,
      [taken?.["number"]],
    );
    return found === undefined ? undefined : String(found["number"]);
  });

  const { bookings } = parseDatev(await office.fileOf(own));
  t.deepEqual(
    new Set(bookings.map(({ document1, account }) => `${document1} ${account}`)),
    new Set([`${String(taken?.["number"])} 10999`]),
  );
  t.like((await pageOf(String(taken?.["batch"]))).takenOut, [{ batch: own }]);
});

/** The batches that their ledger has, as soon as there are any. */
async function handedOver(target: string): Promise<string[] | undefined> {
  const found = await office.batchesOf(target);
  return found.length > 0 ? found : undefined;
}

test.serial("in a closed period the batch is booked on another day, and its documents keep theirs", async (t) => {
  t.timeout(120_000);
  const { rows, ask, eventually } = office;
  const bookedOn = addDays(cutOff, 40);
  const replacements: { readonly datev: Buffer[]; readonly bmd: Buffer[] } = { datev: [], bmd: [] };
  for (const target of ["datev", "bmd"] as const)
    for (const number of await eventually(`a batch for ${target}`, () => handedOver(target))) {
      await office.waiting(number);
      await ask("gpohl", "POST", `/api/export-batches/${number}/reject`, { message: "Periode geschlossen" });
      const task = await office.task("export_reject", number);
      await office.complete("gpohl", task, { reason: "period_closed", bookedOn, message: "In den offenen Monat" });
      const replacement = await eventually(`what replaces ${number}`, async () => {
        const { replacedBy } = await pageOf(number);
        return replacedBy === null ? undefined : replacedBy;
      });
      await office.waiting(replacement);
      replacements[target].push(await office.fileOf(replacement));
      await ask("gpohl", "POST", `/api/export-batches/${replacement}/confirm`, {});
    }

  t.true(replacements.datev.length > 0 && replacements.bmd.length > 0);
  const documents = await rows("select number, issued_on::text as day from invoices");
  const own = new Map(documents.map((each) => [each["number"], String(each["day"])]));
  for (const bytes of replacements.bmd) {
    t.deepEqual(checkBmd(bytes), []);
    t.notRegex(bytes.toString("latin1"), /;A;-/, "a term that runs backwards");
    for (const booking of parseBmd(bytes)) t.like(booking, { bookedOn, issuedOn: own.get(booking.number) });
  }
  for (const bytes of replacements.datev) {
    t.deepEqual(checkDatev(bytes), []);
    for (const { date, dueOn, text } of parseDatev(bytes).bookings) {
      t.is(date, bookedOn);
      t.true(dueOn === null || dueOn >= bookedOn);
      t.regex(text, /^Beleg v\. \d{2}\.\d{2}\.\d{4} /);
    }
  }
});
