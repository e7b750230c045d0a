import test from "ava";
import type { Json } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
test.before(async () => {
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, string | boolean | null>>(text, values));

interface Opportunity {
  readonly number: string;
  readonly stage: string;
  readonly owner: string;
  readonly customerId: string | null;
  readonly lossReason: string | null;
  readonly history: readonly { readonly kind: string; readonly note: string | null }[];
  readonly quotes: readonly {
    readonly number: string;
    readonly version: number;
    readonly state: string;
    readonly totalCents: number;
  }[];
}

/** A form of a website, sent as a browser does. */
function ask(fields: Record<string, string>): Promise<Response> {
  return fetch(`${site.url}/portal/leads`, { method: "POST", body: new URLSearchParams(fields) });
}

function opportunityOf(company: string): Promise<Opportunity> {
  return eventually(`an opportunity of ${company}`, async () => {
    const { items } = await given(
      cast.admin.send<{ items: Opportunity[] }>("GET", `/api/opportunities?search=${encodeURIComponent(company)}`),
    );
    return items[0] === undefined ? undefined : look(items[0].number);
  });
}

const look = (number: string) => given(cast.admin.send<Opportunity>("GET", `/api/opportunities/${number}`));

function reaches(number: string, what: string, fits: (opportunity: Opportunity) => boolean): Promise<Opportunity> {
  return eventually(what, async () => {
    const found = await look(number);
    return fits(found) ? found : undefined;
  });
}

function taskOf(form: string, number: string): Promise<Task> {
  return eventually(`a task with the form ${form} for ${number}`, async () => {
    const { items } = await given(cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`));
    const tasks = await Promise.all(items.map((row) => cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)));
    return tasks.find(({ status, body }) => status === 200 && body.form?.key === form)?.body;
  });
}

async function complete(who: string, form: string, number: string, variables: Record<string, Json>): Promise<void> {
  const client: Client = await cast.as(who);
  const task = await taskOf(form, number);
  await given(client.send("POST", `/api/tasks/${task.id}/complete`, { variables }));
}

const qualified = {
  industry: "services",
  employees: 25,
  endpoints: 25,
  budgetKnown: true,
  decisionMaker: true,
  country: "AT",
  language: "de",
};

/** The path of the link in the newest mail to an address; only the mail knows it. */
function linkTo(address: string, version = 1): Promise<string> {
  return eventually(`a mail with a link to ${address}`, async () => {
    const mails = await rows(
      "select body_text from mails where $1 = any (recipients) and body_text like '%/portal/quotes/%' order by created_at",
      [address],
    );
    return /\/portal\/quotes\/[\w-]+/.exec(String(mails[version - 1]?.["body_text"]))?.[0];
  });
}

async function page(path: string, form?: readonly (readonly [string, string])[], headers: Record<string, string> = {}) {
  const request =
    form === undefined ? {} : { method: "POST", body: new URLSearchParams(form.map(([name, value]) => [name, value])) };
  const response = await fetch(`${site.url}${path}`, { ...request, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test.serial(
  "a lead from the website becomes an order in part, after two approvals; the rest is an opportunity of its own",
  async (t) => {
    const company = "Kanzlei Weiß & <Partner>";
    const email = "pia@weiss-partner.example";
    const asked = await ask({
      company,
      person: "Pia Weiß",
      email,
      interest: "Betreuung für 25 Arbeitsplätze.",
      consent: "yes",
    });
    const { number } = await opportunityOf(company);
    await complete("fbeck", "lead_qualify", number, { ...qualified, survey: true });
    await complete("dgruber", "needs_survey", number, { findings: "Alte Server", positions: "25 MW-SILVER" });
    await complete("fbeck", "quote_edit", number, { action: "quote", lines: "25 MW-XX", termMonths: 36 });
    const again = await eventually("the quote to come back", async () => {
      const task = await taskOf("quote_edit", number);
      return JSON.stringify(task.form).includes("MW-XX: nicht im Katalog") ? task : undefined;
    });
    const lines = "25 MW-SILVER\n20 SUP-L2; Text Einführung\n3 NB-14\n1 MSRV; optional";
    await complete("fbeck", "quote_edit", number, { action: "quote", lines, termMonths: 36, validUntil: "2999-12-31" });
    const approval = await taskOf("approval", number);
    const byOwner = await (
      await cast.as("fbeck")
    ).send("POST", `/api/tasks/${approval.id}/complete`, { variables: { decision: "approved" } });
    await complete("jvogt", "approval", number, { decision: "approved" });
    await eventually("the second step", async () =>
      (await taskOf("approval", number)).candidateGroups.includes("management") ? true : undefined,
    );
    await complete("hkern", "approval", number, { decision: "approved" });
    const link = await linkTo(email);

    const shown = await page(link);
    const pdf = await fetch(`${site.url}${link}/document.pdf`);
    const review = await page(link, [
      ["step", "review"],
      ["position", "1"],
      ["position", "2"],
    ]);
    const unsigned = await page(link, [
      ["step", "accept"],
      ["position", "1"],
      ["name", "Pia Weiß"],
    ]);
    const foreign = await page(link, [["step", "reject"]], { origin: "https://evil.example" });
    const signed: [string, string][] = [
      ["step", "accept"],
      ["position", "1"],
      ["position", "2"],
      ["name", "Pia Weiß"],
      ["reference", "B-77"],
      ["authority", "yes"],
    ];
    const accepted = await page(link, signed);
    const twice = await page(link, signed);

    t.is(asked.status, 200);
    t.truthy(again);
    t.is(byOwner.status, 403);
    t.is(shown.status, 200);
    t.true(shown.text.includes("Kanzlei Weiß &amp; &lt;Partner&gt;"));
    t.false(/<script|MW-SILVER.*Deckung/.test(shown.text));
    t.regex(shown.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    t.is(shown.headers.get("referrer-policy"), "no-referrer");
    t.is((await pdf.arrayBuffer()).byteLength > 10_000, true);
    t.regex(review.text, /Teil des Angebots/);
    t.is(unsigned.status, 422);
    t.is(foreign.status, 403);
    t.regex(accepted.text, /Vielen Dank für Ihren Auftrag/);
    t.regex(twice.text, /in Teilen angenommen/);

    await complete("fbeck", "quote_part", number, { decision: "accept" });
    const won = await reaches(number, "the opportunity to be won", ({ stage }) => stage === "won");
    const rest = await eventually("an opportunity for the rest", async () => {
      const found = await opportunityOf(company);
      return found.number === number ? undefined : found;
    });
    const [order] = await rows(
      `select o.number, o.is_partial, o.customer_reference, k.number as contract from orders o join contracts k on k.id = o.contract_id where o.accepted_by = 'Pia Weiß'`,
    );
    t.like(order, { is_partial: true, customer_reference: "B-77" });
    t.deepEqual(
      won.history.map(({ kind }) => kind),
      ["created", "qualified", "quoted", "sent", "accepted", "won"],
    );
    t.truthy(won.customerId);
    t.is(rest.customerId, won.customerId);
    const confirmed = await eventually(
      "the confirmation",
      async () =>
        (
          await rows(
            "select body_text from mails where $1 = any (recipients) and subject like 'Auftragsbestätigung%'",
            [email],
          )
        )[0],
    );
    const enclosed = await rows(
      "select f.name from mails m join file_uses u on u.kind = 'mail' and u.user_id = m.id::text join files f on f.id = u.file_id where $1 = any (m.recipients) and m.body_text like '%/portal/quotes/%'",
      [email],
    );
    t.true(enclosed.length > 0 && enclosed.every(({ name }) => /^[\w-]+-v\d+\.pdf$/.test(String(name))));
    t.true(String(confirmed["body_text"]).includes(String(order?.["contract"])));
    const archived = await eventually(
      "the archive",
      async () =>
        (
          await rows(
            "select body, state from archive_objects where kind = 'quote' and state = 'verified' and body like '%B-77%'",
          )
        )[0],
    );
    t.false(String(archived["body"]).includes("token_sha256"));
    t.is(
      (await rows("select 1 from instances where variables::text like $1", [`%${link.split("/").at(-1)}%`])).length,
      0,
    );
  },
);

test.serial(
  "a second request of the same company is linked, a machine's is swallowed, and a flood is refused",
  async (t) => {
    const fields = { company: "Doppel OG", person: "Otto", email: "otto@doppel.example", interest: "Backup" };
    await ask(fields);
    const { number } = await opportunityOf("Doppel OG");
    const second = await ask({ ...fields, email: "office@doppel.example", interest: "Noch einmal: Backup" });
    const trapped = await ask({
      company: "Robot Inc",
      person: "R",
      email: "r@robot.example",
      website: "http://spam.example",
    });
    const linked = await reaches(number, "the second request", ({ history }) =>
      history.some(({ kind }) => kind === "linked"),
    );
    const flood = await ask({ ...fields, interest: "Und noch einmal" });
    const tooMany = await ask({ ...fields, interest: "Und wieder" });

    t.is(second.status, 200);
    t.is(trapped.status, 200);
    t.is(linked.history.at(-1)?.note, "Noch einmal: Backup");
    t.is((await rows("select 1 from opportunities where company = 'Robot Inc'")).length, 0);
    t.deepEqual([flood.status, tooMany.status], [200, 429]);
  },
);

test.serial("a wish of the customer makes a new version; the old link tells so", async (t) => {
  const email = "vera@versionen.example";
  const opened = await given(
    (await cast.as("fbeck")).send<{ number: string }>("POST", "/api/opportunities", {
      company: "Versionen AG",
      person: "Vera",
      email,
      language: "en",
    }),
  );
  const { number } = opened;
  await complete("fbeck", "lead_qualify", number, { ...qualified, language: "en", survey: false });
  await complete("fbeck", "quote_edit", number, { action: "quote", lines: "2 NB-14", termMonths: 0 });
  const first = await linkTo(email);
  const asked = await page(first, [
    ["step", "change"],
    ["text", "Three, please"],
  ]);
  const task = await eventually("the wish", async () => {
    const found = await taskOf("quote_edit", number);
    return JSON.stringify(found.form).includes("Three, please") ? found : undefined;
  });
  const old = await page(first);
  await complete("fbeck", "quote_edit", number, { action: "quote", lines: "3 NB-14", termMonths: 0 });
  const second = await linkTo(email, 2);
  const shown = await page(second);
  const german = await page(`${second}?language=de`);

  t.regex(asked.text, /received your wish/);
  t.truthy(task);
  t.regex(old.text, /replaced by a newer version/);
  t.regex(shown.text, /Notebook 14 inch/);
  t.regex(german.text, /Weiter zur Annahme/);
  const { quotes } = await look(number);
  t.deepEqual(
    quotes.map(({ version, state }) => `${version} ${state}`),
    ["2 sent", "1 superseded"],
  );
  t.is(quotes[0]?.totalCents, 387_000);
});

test.serial("what was lost comes back when its time has come, and goes on from the beginning", async (t) => {
  const email = "lo@verloren.example";
  const fbeck = await cast.as("fbeck");
  const { number } = await given(
    fbeck.send<{ number: string }>("POST", "/api/opportunities", {
      company: "Verloren KG",
      person: "Lo",
      email,
      consent: true,
    }),
  );
  await complete("fbeck", "lead_qualify", number, { ...qualified, survey: false });
  await complete("fbeck", "quote_edit", number, { action: "quote", lines: "1 NB-14" });
  const link = await linkTo(email);
  const rejected = await page(link, [
    ["step", "reject"],
    ["text", "Erst nächstes Jahr"],
  ]);
  await complete("fbeck", "loss", number, { lossReason: "timing" });
  await reaches(number, "the plan to ask again", ({ stage }) => stage === "follow_up");
  const timer = await eventually(
    "the timer",
    async () =>
      (
        await rows(
          "select t.instance_id, t.wait_id from timers t join instances i on i.id = t.instance_id where i.business_key = $1 and t.element_id = 'I_fol'",
          [number],
        )
      )[0],
  );
  await given(
    cast.admin.send("PATCH", `/api/instances/${String(timer["instance_id"])}/timers/${String(timer["wait_id"])}`, {
      dueAt: new Date().toISOString(),
      reason: "Heute",
    }),
  );
  await complete("fbeck", "lost_contact", number, { interested: true, note: "Jetzt passt es" });
  const task = await taskOf("lead_qualify", number);

  const back = await look(number);
  t.regex(rejected.text, /geschlossen/);
  t.truthy(task);
  t.is(back.stage, "new");
  t.is(back.lossReason, null);
  t.deepEqual(
    back.history.map(({ kind }) => kind),
    ["created", "qualified", "quoted", "sent", "rejected", "lost", "revived"],
  );
});

test.serial("the same company twice by hand, what is closed and what is nobody's business are refused", async (t) => {
  const fbeck = await cast.as("fbeck");
  const duplicate = await fbeck.send<{ code: string }>("POST", "/api/opportunities", { company: "verloren kg" });
  const technician = await (await cast.as("ahuber")).send("POST", "/api/opportunities", { company: "X" });
  const { items } = await given(
    fbeck.send<{ items: { number: string }[] }>("GET", "/api/opportunities?stage=won&search=Partner"),
  );
  const closed = await fbeck.send<{ code: string }>("PATCH", `/api/opportunities/${items[0]?.number}`, {
    probability: 50,
  });
  const prices = await fbeck.send("PATCH", "/api/products/NB-14", { costCents: 1 });
  const list = await (
    await cast.as("jvogt")
  ).send<{ code: string }>("POST", "/api/price-lists", {
    name: "2027",
    validFrom: "2027-01-01",
    items: [{ sku: "NONE", unitPriceCents: 1 }],
  });
  const unknown = await page("/portal/quotes/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

  t.deepEqual([duplicate.status, duplicate.body.code], [409, "opportunity.duplicate"]);
  t.is(technician.status, 403);
  t.deepEqual([closed.status, closed.body.code], [409, "opportunity.closed"]);
  t.is(prices.status, 403);
  t.deepEqual([list.status, list.body.code], [422, "product.missing"]);
  t.is(unknown.status, 404);
});
