import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { createProduct } from "../records/agreements.ts";
import { createPriceList } from "../records/priceLists.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { acceptQuote } from "./decide.ts";

const office = await openOffice();
test.after.always(() => office.close());
test.before(async () => {
  await office.within(async (tx) => {
    const flat = await createProduct(tx, { sku: "FLAT", name: "Flat", kind: "service_flat", unit: "C62" }, mondayAtTen);
    const box = await createProduct(tx, { sku: "BOX", name: "Kiste", kind: "hardware", unit: "C62" }, mondayAtTen);
    await createProduct(tx, { sku: "BARE", name: "Ohne Preis", kind: "hardware", unit: "C62" }, mondayAtTen);
    const items = [
      { productId: flat, unitPriceCents: 4000 },
      { productId: flat, minQty: 10, unitPriceCents: 3500 },
      { productId: box, unitPriceCents: 100000 },
    ];
    await createPriceList(tx, { name: "2026", validFrom: "2026-06-01", items }, mondayAtTen);
    await tx.query("update products set cost_cents = 2000 where sku = 'FLAT'");
    await tx.query("update products set cost_cents = 80000 where sku = 'BOX'");
  });
});

let leads = 0;
async function open(changes: JsonObject = {}): Promise<JsonObject> {
  leads += 1;
  const lead = {
    company: `Firma ${leads}`,
    person: "Pia",
    email: `pia@firma${leads}.example`,
    source: "website",
    ...changes,
  };
  return (await office.run("desk.opportunity.open", { lead }))["opportunity"] as JsonObject; // by contract
}

const rules: Readonly<Record<string, string>> = { FLAT: "tier", BOX: "list", BARE: "error_no_price" };

/** A draft with positions as typed, priced; by the rule's verdict for each article. */
async function draft(opportunity: JsonObject, text: string, more: JsonObject = {}): Promise<JsonObject> {
  const id = opportunity["id"] ?? null;
  const { quote } = await office.run("desk.quote.save", { opportunityId: id, draft: { text, ...more } });
  const saved = quote as JsonObject; // by contract
  const { prices } = await office.run("desk.quote.facts", { quoteId: saved["id"] ?? null });
  const verdicts = (prices as { pos: number; sku: string }[]).map(({ pos, sku }) => ({
    pos,
    price: { use: rules[sku] ?? "list" },
  }));
  const priced = await office.run("desk.quote.price", {
    quoteId: saved["id"] ?? null,
    verdicts,
    problems: saved["problems"] ?? null,
  });
  return priced["quote"] as JsonObject; // by contract
}

async function send(quote: JsonObject): Promise<string> {
  const id = quote["id"] as string; // by contract
  await office.rows(
    "update quotes set state = 'sent', valid_through = '2026-12-24T00:00:00Z', sent_at = now() where id = $1",
    [id],
  );
  return id;
}

const accept = (id: string, positions: readonly number[] = []) =>
  office.within((tx) => acceptQuote(tx, id, { positions, name: "Pia", reference: null, by: "link" }, office.clock.now));

test.serial("a second lead of the same company or address becomes a line in the history of the first", async (t) => {
  const first = await open({ company: "Doppel AG", email: "a@doppel.example" });

  const again = await open({ company: "DOPPEL ag", email: "b@other.example", interest: "Noch da?" });
  const byMail = await open({ company: "Other", email: "A@doppel.example" });

  t.like(first, { number: "OP-2026-00001", duplicate: false, stage: "new" });
  t.like(again, { id: first["id"], duplicate: true });
  t.like(byMail, { id: first["id"], duplicate: true });
  t.is((await office.rows("select 1 from opportunity_events where kind = 'linked'")).length, 2);
});

test.serial("a lead from a customer's domain is the customer's", async (t) => {
  t.like(await open({ company: null, email: "neu@muster.example" }), {
    customerId: office.ids.muster,
    company: "Muster GmbH",
  });
});

test.serial("two leads of one company at the same moment open one opportunity", async (t) => {
  const both = await Promise.all([open({ company: "Zwilling" }), open({ company: "Zwilling" })]);

  t.is(both[0]?.["id"], both[1]?.["id"]);
});

test.serial(
  "tier prices, line and quote discounts and costs come to amounts; the list price shows what was given away",
  async (t) => {
    const quote = await draft(await open(), "10 FLAT\n1 BOX; Rabatt 10\n1 BOX; optional", {
      termMonths: 12,
      discountPercent: 10,
    });

    t.like(quote, { number: "AN-2026-00001", version: 1, problems: [] });
    t.like(quote, { monthlyCents: 31500, onceCents: 81000, totalCents: 459000, marginPercent: 30.3 });
    t.is(quote["discountPercent"], 11.7);
  },
);

test.serial(
  "what the catalogue does not know, has no price or is no offer at all is told instead of refused",
  async (t) => {
    const unknown = await draft(await open(), "1 NONE\n1 BARE\n1 FLAT; Rabatt viel");
    const nothing = await draft(await open(), "1 BOX; optional");

    const problems = (unknown["problems"] as string[]).join("\n"); // by contract
    t.regex(problems, /NONE: nicht im Katalog/);
    t.regex(problems, /BARE: kein Preis/);
    t.regex(problems, /^3: /);
    t.is((nothing["problems"] as string[]).length, 1);
  },
);

test.serial("a quote that was sent never changes, and its lines neither", async (t) => {
  const id = await send(await draft(await open(), "1 BOX"));

  const change = (text: string) => t.throwsAsync(office.rows(text, [id]), { message: /never change/ });
  await change("update quotes set term_months = 60 where id = $1");
  await change("update quotes set state = 'draft' where id = $1");
  await change("update quote_lines set net_cents = 1 where quote_id = $1");
  await change("delete from quote_lines where quote_id = $1");
  await change("delete from quotes where id = $1");
});

test.serial("an acceptance counts once, and only while the quote is valid", async (t) => {
  const once = await send(await draft(await open(), "1 BOX"));
  const late = await send(await draft(await open(), "1 BOX"));

  const race = await Promise.allSettled([accept(once), accept(once)]);
  office.clock.now = new Date("2026-12-24T00:00:00Z");
  const refusal = await t.throwsAsync(accept(late), { instanceOf: Refusal });
  office.clock.now = mondayAtTen;

  t.deepEqual(race.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  t.is(refusal?.code, "quote.expired");
});

test.serial(
  "what is accepted in part becomes an order of that part; the rest is given back, and the company becomes a customer",
  async (t) => {
    const opportunity = await open({ company: "Neukunde GmbH", country: "AT" });
    const id = await send(await draft(opportunity, "10 FLAT\n1 BOX\n2 SUP-L2; Preis 120", { termMonths: 24 }));

    const acceptance = await accept(id, [1, 3]);
    const { order } = await office.run("desk.order.create", { quoteId: id });
    const { contract } = await office.run("desk.contract.create", { order: order ?? null });

    t.like(acceptance, { partial: true, missing: ["Kiste"] });
    t.like(order, {
      number: "AB-2026-00001",
      customerName: "Neukunde GmbH",
      hasContract: true,
      hasProject: true,
      hasHardware: false,
    });
    t.deepEqual((order as JsonObject)["rest"], [{ sku: "BOX", quantity: 1, text: "Kiste", period: "once" }]);
    t.like(contract, { number: "V-2026-00001", starts: "2026-12-01", ends: "2028-11-30" });
    const [line] = await office.rows(
      "select quantity::int, unit_price_cents from contract_lines l join contracts c on c.id = l.contract_id where c.number = 'V-2026-00001'",
    );
    t.like(line, { quantity: 10, unit_price_cents: 3500 });
    t.like((await office.rows("select stage, probability from opportunities where id = $1", [opportunity["id"]]))[0], {
      stage: "won",
      probability: 100,
    });
    t.is((await office.rows("select 1 from customers where name = 'Neukunde GmbH' and country = 'AT'")).length, 1);
  },
);

test.serial("an order never changes, but for the contract it becomes", async (t) => {
  await t.throwsAsync(office.rows("update orders set once_cents = 1"), { message: /never changes/ });
  await t.throwsAsync(office.rows("delete from order_lines"), { message: /append-only/ });
});

test.serial("a new version takes the positions over, and the old one can no longer be accepted", async (t) => {
  const id = await send(await draft(await open(), "1 BOX; Preis 900\n1 FLAT; optional"));

  const { quote } = await office.run("desk.quote.supersede", { quoteId: id, reason: "Lieber zwei" });

  t.like(quote, { version: 2, state: "draft", text: "1 BOX; Preis 900,00; Text Kiste\n1 FLAT; optional; Text Flat" });
  t.is((await t.throwsAsync(accept(id), { instanceOf: Refusal }))?.code, "quote.decided");
});

test.serial("closing a quote keeps an acceptance that came a moment before", async (t) => {
  const taken = await send(await draft(await open(), "1 BOX"));
  const silent = await send(await draft(await open(), "1 BOX"));
  await accept(taken);

  t.like((await office.run("desk.quote.close", { quoteId: taken }))["quote"], { state: "accepted" });
  t.like((await office.run("desk.quote.close", { quoteId: silent }))["quote"], { state: "withdrawn" });
});

async function lose(opportunity: JsonObject, loss: JsonObject, followUp: JsonObject): Promise<unknown> {
  const opportunityId = opportunity["id"] ?? null;
  await office.run("desk.opportunity.lose", { opportunityId, loss });
  return (await office.run("desk.opportunity.plan", { opportunityId, followUp }))["plan"];
}

test.serial(
  "a lost customer is asked again in time, a quarter before another contract ends if that is known",
  async (t) => {
    const days = { followUpDays: 90, action: "call" };
    const end = { followUpDays: 300, action: "contract_end_call" };
    const loss = { lossReason: "chose_competitor", contractEnd: "2027-06-30" };

    t.like(await lose(await open({ consent: true }), { lossReason: "no_response" }, days), { on: "2027-02-21" });
    t.like(await lose(await open({ consent: true }), loss, end), { on: "2027-04-01", at: "2027-04-01T07:00:00Z" });
  },
);

test.serial("who did not agree to be contacted is not asked again", async (t) => {
  const plan = await lose(await open(), { lossReason: "timing" }, { followUpDays: 120, action: "call" });

  t.deepEqual(plan, { at: null, action: "none" });
});

test.serial("somebody who is interested again begins anew", async (t) => {
  const opportunity = await open({ consent: true });
  await lose(opportunity, { lossReason: "timing" }, { followUpDays: 120, action: "call" });

  const { opportunity: back } = await office.run("desk.opportunity.revive", {
    opportunityId: opportunity["id"] ?? null,
    interested: true,
  });

  t.like(back, { stage: "new", lossReason: null, closedAt: null });
});
