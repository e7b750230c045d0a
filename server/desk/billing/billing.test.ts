import { readFile } from "node:fs/promises";
import test from "ava";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { compileRuleSet } from "../../decisions/compile.ts";
import { decide } from "../../decisions/decide.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { setSeller } from "../records/house.ts";
import { approveProposal } from "./approve.ts";
import { markInvoiced } from "./invoice.ts";
import type { Invoice } from "./invoice.ts";

const rules = new Map(
  await Promise.all(
    ["billability", "time_rounding", "price_source", "tax_key"].map(async (key) => {
      const file = new URL(`../../../rules/${key}.json`, import.meta.url);
      return [key, compileRuleSet(parseRuleSet(JSON.parse(await readFile(file, "utf8"))))] as const;
    }),
  ),
);
const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});

async function verdictOf(key: string, facts: JsonObject): Promise<Json> {
  const compiled = rules.get(key);
  if (compiled === undefined) throw new Error(`Expected rule set ${key}`);
  return (await decide(compiled, facts)).verdict;
}

async function worked(customerId: string, minutes: readonly number[], changes: JsonObject = {}): Promise<string> {
  const intake = { channel: "mail", title: "Server steht", customerId, category: "incident:server" };
  const { ticket } = await office.run("desk.ticket.create", { intake, condition: {} });
  const { id } = ticket as { readonly id: string }; // by contract
  for (const spent of minutes) {
    await office.run("desk.time.record", {
      ticketId: id,
      technician: "bo",
      minutes: spent,
      workType: "remote",
      note: "x",
      ...changes,
    });
  }
  return id;
}

type Billing = JsonObject & { readonly customer: JsonObject; readonly lines: readonly JsonObject[] };
type Proposal = {
  readonly id: string;
  readonly state: string;
  readonly totalCents: number;
  readonly anythingBillable: boolean;
  readonly lines: number;
};

/** As the process does it: the four real rules for each line. */
async function propose(ticketId: string): Promise<Proposal> {
  const billing = (await office.run("desk.billing.collect", { ticket: { id: ticketId } }))["billing"] as Billing; // by contract
  const verdicts: JsonObject[] = [];
  for (const line of billing.lines) {
    const has = (name: string) => line[`${name}Cents`] !== null;
    verdicts.push({
      lineId: line["id"] ?? null,
      billability: await verdictOf("billability", line),
      rounding: await verdictOf("time_rounding", line),
      price: await verdictOf("price_source", {
        contractLinePrice: has("contractLinePrice"),
        customerPrice: has("customerPrice"),
        tierPrice: has("tierPrice"),
        listPrice: has("listPrice"),
      }),
      tax: await verdictOf("tax_key", {
        ...billing.customer,
        taxClass: line["taxClass"] ?? null,
        supply: line["supply"] ?? null,
      }),
    });
  }
  return (await office.run("desk.billing.draft", { billing, verdicts }))["proposal"] as Proposal; // by contract
}

const invoice = (...ids: string[]): Promise<readonly Invoice[]> =>
  office.within((tx) =>
    markInvoiced({ tx, now: office.clock.now, calendarOf: (key) => office.calendars.of(tx, key) }, ids),
  );

test.serial("time and material: entries of a day are summed and rounded once, at the list price", async (t) => {
  const proposal = await propose(await worked(office.ids.alpen, [7, 9, 4]));
  const [line] = await office.rows(
    "select minutes, billed_minutes, unit_price_cents, net_cents, rule_trace from billing_lines where proposal_id = $1",
    [proposal.id],
  );

  // 20 minutes round up to 30, at 120 EUR an hour.
  t.like(proposal, { lines: 1, totalCents: 6000, anythingBillable: true, state: "draft" });
  t.like(line, { minutes: 20, billed_minutes: 30, unit_price_cents: 12000 });
  t.like(line?.["rule_trace"], {
    billability: { billable: "yes" },
    rounding: { scope: "ticket_day" },
    price: { use: "list" },
    tax: { taxKey: "DE19" },
  });
});

test.serial("the second time of one solution is one proposal; what it holds is on no other", async (t) => {
  const ticketId = await worked(office.ids.alpen, [15]);

  const first = await propose(ticketId);
  const second = await propose(ticketId);

  t.is(second.id, first.id);
  t.is(second.totalCents, first.totalCents);
  t.is((await office.rows("select 1 from billing_proposals where origin_id = $1", [ticketId])).length, 1);
});

test.serial("a bucket is drawn until it is empty, the rest is billed, and a withdrawal gives it back", async (t) => {
  const ticketId = await worked(office.ids.muster, [60, 30]);
  const left = async () =>
    Number(
      (
        await office.rows(
          "select 60 + coalesce(sum(minutes), 0)::int as left from bucket_ledger where contract_line_id = $1",
          [office.ids.line],
        )
      )[0]?.["left"],
    );

  const proposal = await propose(ticketId);
  const drawn = await left();
  await office.run("desk.ticket.update", { ticketId, changes: { status: "resolved" } });
  await office.run("desk.ticket.update", { ticketId, changes: { status: "triaged" } });
  await office.run("desk.billing.withdraw", { ticketId });
  await office.run("desk.billing.withdraw", { ticketId });
  const returned = await left();
  const again = await propose(ticketId);

  t.is(drawn, 0);
  t.is(proposal.totalCents, 6000);
  t.is(returned, 60);
  t.not(again.id, proposal.id);
  t.is(again.totalCents, 6000);
  await t.throwsAsync(office.rows("delete from bucket_ledger"), { message: /append-only/ });
});

test.serial("own errors are goodwill: nothing to bill", async (t) => {
  t.like(await propose(await worked(office.ids.alpen, [30], { cause: "own_error" })), {
    totalCents: 0,
    anythingBillable: false,
    state: "not_billable",
  });
});

test.serial("an invoice has tax, a due date and the next number, and is final", async (t) => {
  const proposal = await propose(await worked(office.ids.alpen, [60]));

  const [done] = await invoice(proposal.id);

  t.like(done, { number: "RE-2026-00001", netCents: 12000, vatCents: 2280, grossCents: 14280 });
  t.truthy(done?.ticketNumber);
  const [row] = await office.rows(
    "select state, issued_on::text as issued, due_on::text as due from invoices where id = $1",
    [done?.id],
  );
  t.deepEqual({ ...row }, { state: "final", issued: "2026-11-23", due: "2026-12-07" });
  await t.throwsAsync(office.rows("update invoices set net_cents = 1, gross_cents = 2281 where id = $1", [done?.id]), {
    message: /never changes/,
  });
  await t.throwsAsync(office.rows("delete from invoices where id = $1", [done?.id]), { message: /never changes/ });
  await t.throwsAsync(office.rows("delete from invoice_lines where invoice_id = $1", [done?.id]), {
    message: /never change/,
  });
  t.is((await t.throwsAsync(invoice(proposal.id), { instanceOf: Refusal })).code, "billing.state");
});

test.serial("invoices at once have numbers without gap or repetition, one proposal is invoiced once", async (t) => {
  const proposals: string[] = [];
  for (let count = 0; count < 6; count += 1) proposals.push((await propose(await worked(office.ids.alpen, [60]))).id);

  const results = await Promise.allSettled([...proposals, ...proposals].map((id) => invoice(id)));

  t.is(results.filter((each) => each.status === "fulfilled").length, 6);
  const numbers = await office.rows("select right(number, 5)::int as no from invoices order by 1");
  t.deepEqual(
    numbers.map((row) => row["no"]),
    numbers.map((_, index) => index + 1),
  );
});

test.serial("positions that need approval block the invoice, and nobody approves their own time", async (t) => {
  const proposal = await propose(await worked(office.ids.muster, [60, 60]));
  const approve = (login: string) => office.within((tx) => approveProposal(tx, proposal.id, login, office.clock.now));

  t.is((await t.throwsAsync(invoice(proposal.id), { instanceOf: Refusal })).code, "billing.unapproved");
  t.is((await t.throwsAsync(approve("bo"), { instanceOf: Refusal })).code, "billing.ownTime");
  await approve("dora");
  t.is((await invoice(proposal.id)).length, 1);
  await t.throwsAsync(office.rows("update time_entries set approved_by = 'bo' where technician = 'bo'"), {
    message: /check constraint/,
  });
});

test.serial("an invoiced proposal is not withdrawn: only a credit note helps", async (t) => {
  const ticketId = await worked(office.ids.alpen, [60]);
  await invoice((await propose(ticketId)).id);

  t.is(
    (await t.throwsAsync(office.run("desk.billing.withdraw", { ticketId }), { instanceOf: Refusal })).code,
    "billing.invoiced",
  );
});

test.serial("a tax that has to be decided by hand blocks the invoice", async (t) => {
  await office.rows("update customers set country = 'FR' where id = $1", [office.ids.alpen]);
  const proposal = await propose(await worked(office.ids.alpen, [60]));
  await office.rows("update customers set country = 'DE' where id = $1", [office.ids.alpen]);

  t.is((await t.throwsAsync(invoice(proposal.id), { instanceOf: Refusal })).code, "billing.tax");
});

test.serial(
  "a French company with a VAT id owes the tax itself; a small business charges none, and says why",
  async (t) => {
    const taxOf = async (proposal: Proposal) =>
      (
        await office.rows("select tax_key, tax_category, tax_text from billing_lines where proposal_id = $1", [
          proposal.id,
        ])
      )[0];
    await office.rows("update customers set country = 'FR', vat_id = 'FR40303265045' where id = $1", [
      office.ids.alpen,
    ]);
    const abroad = await taxOf(await propose(await worked(office.ids.alpen, [60])));
    await office.rows("update customers set country = 'DE', vat_id = null where id = $1", [office.ids.alpen]);
    const house = { name: "Systemhaus Muster", country: "DE", vatId: "DE100000000" };
    await office.within((tx) => setSeller(tx, { ...house, isSmallBusiness: true }));
    const small = await taxOf(await propose(await worked(office.ids.alpen, [60])));
    await office.within((tx) => setSeller(tx, house));

    t.like(abroad, { tax_key: "EU_RC_SERVICE", tax_category: "AE" });
    t.is(abroad?.["tax_text"], "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge");
    t.like(small, { tax_key: "SMALL_BUSINESS", tax_category: "E" });
    t.regex(String(small?.["tax_text"]), /§ 19 UStG/);
  },
);

test.serial("a reverse charge whose VAT id has gone by then is not written, and no number is missing", async (t) => {
  await office.rows("update customers set country = 'FR', vat_id = 'FR40303265045' where id = $1", [office.ids.alpen]);
  const proposal = await propose(await worked(office.ids.alpen, [60]));
  const [before] = await office.rows("select next_number from number_ranges where key = 'RE'");
  await office.rows("update customers set vat_id = null where id = $1", [office.ids.alpen]);
  const refusal = await t.throwsAsync(invoice(proposal.id), { instanceOf: Refusal });
  const [after] = await office.rows("select next_number from number_ranges where key = 'RE'");
  await office.rows("update customers set vat_id = 'FR40303265045' where id = $1", [office.ids.alpen]);
  const [written] = await invoice(proposal.id);
  await office.rows("update customers set country = 'DE', vat_id = null where id = $1", [office.ids.alpen]);

  t.is(refusal.code, "billing.tax");
  t.regex(refusal.message, /the customer's VAT id is missing/);
  t.deepEqual(after, before);
  t.like(written, { netCents: 12_000, vatCents: 0 });
});

function handed(customerId: string, projectId: string): JsonObject {
  return {
    projectId,
    projectNumber: "P-1",
    projectName: "Firewall",
    customerId,
    bookingType: "SR",
    netCents: 900_000,
    instalments: [{ milestone: 1, netCents: 300_000 }],
  };
}

test.serial("what a project hands over is worded in the customer's language", async (t) => {
  await office.rows("update customers set language = 'en' where id = $1", [office.ids.alpen]);
  for (const [customerId, projectId] of [
    [office.ids.muster, "20000000-0000-7000-8000-000000000001"],
    [office.ids.alpen, "20000000-0000-7000-8000-000000000002"],
  ] as const)
    await office.run("desk.billing.open", { kind: "project", projectBilling: handed(customerId, projectId) });
  const lines = await office.rows(
    `select text from billing_lines l join billing_proposals p on p.id = l.proposal_id
     where p.origin_id in ('20000000-0000-7000-8000-000000000001', '20000000-0000-7000-8000-000000000002') order by p.origin_id, l.pos`,
  );
  await office.rows("update customers set language = 'de' where id = $1", [office.ids.alpen]);

  t.deepEqual(
    lines.map(({ text }) => text),
    ["Schlussrechnung P-1, Firewall", "abzüglich Abschlag 1", "Final invoice P-1, Firewall", "less instalment 1"],
  );
});
