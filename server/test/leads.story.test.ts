import test from "ava";
import { createTransport } from "nodemailer";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

let site: Served;
let admin: Client;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served({ MAIL_PORT: "0" });
  admin = (await gather([site.url])).admin;
  const settings = { recipients: "verkauf@msp.example", purpose: "sales" };
  const made = await admin.send<{ id: string }>("POST", "/api/connectors", { name: "Verkauf", kind: "smtp-in", settings }); // prettier-ignore
  await admin.send("PATCH", `/api/connectors/${made.body.id}`, { isEnabled: true });
});
test.after.always(() => site?.close());

const rowsOf = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
  transact(site.house.database, "main", (tx) => tx.query<T & Record<string, unknown>>(text, values));

interface Mail {
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Over SMTP, as another house's mail server does. */
async function deliver(mail: Mail): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: site.mailPort ?? 0, secure: false, ignoreTLS: true });
  await transport.sendMail({ ...mail, headers: { ...mail.headers }, to: "verkauf@msp.example" });
  transport.close();
}

const settled = (subject: string) =>
  eventually(`the mail “${subject}”`, async () => {
    const rows = await rowsOf<{ state: string; reason: string | null }>("select state, reason from inbound_mails where subject = $1 and state <> 'received'", [subject]); // prettier-ignore
    return rows[0];
  });
interface Opportunity {
  readonly id: string;
  readonly title: string;
  readonly company: string;
  readonly source: string;
  readonly person: string | null;
  readonly interest: string;
  readonly instance: string | null;
}
const opportunitiesOf = (email: string) =>
  rowsOf<Opportunity>("select id, title, company, source, person, interest, instance_id as instance from opportunities where email = $1", [email]); // prettier-ignore

test.serial("a mail to sales becomes an opportunity, and the next one of the same person is noted there", async (t) => {
  t.timeout(60_000);
  const from = "Nora Neu <nora@neukunde.example>";
  await deliver({ messageId: "<l1@neukunde.example>", from, subject: "AW: Angebot für 20 Arbeitsplätze", text: "Wir suchen ein Systemhaus.\n\n> alte Mail" }); // prettier-ignore

  const [opened] = await eventually("the opportunity", async () => {
    const rows = await opportunitiesOf("nora@neukunde.example");
    return rows.length > 0 ? rows : undefined;
  });
  await deliver({ messageId: "<l2@neukunde.example>", from, subject: "Noch eine Frage", text: "Auch Telefonie?" });
  await eventually("the second mail noted", async () => {
    const rows = await rowsOf("select 1 from opportunity_events where opportunity_id = $1 and kind = 'linked'", [
      opened?.id,
    ]);
    return rows.length > 0 ? rows : undefined;
  });

  t.like(opened, { title: "Angebot für 20 Arbeitsplätze", company: "neukunde.example", source: "mail", person: "Nora Neu", interest: "Wir suchen ein Systemhaus." }); // prettier-ignore
  t.not(opened?.instance, null);
  t.is((await opportunitiesOf("nora@neukunde.example")).length, 1);
  t.deepEqual(await rowsOf("select 1 from tickets where title like '%Arbeitsplätze%'"), []);
});

test.serial("two people at the same provider are two, and machines buy nothing", async (t) => {
  t.timeout(60_000);
  for (const [index, who] of ["Anton", "Berta"].entries())
    await deliver({ messageId: `<g${index}@gmail.com>`, from: `${who} <${who.toLowerCase()}@gmail.com>`, subject: `Anfrage ${who}`, text: "Bitte um Angebot" }); // prettier-ignore
  await deliver({
    messageId: "<auto@kunde.example>",
    from: "nora@neukunde.example",
    subject: "Abwesend",
    text: "Ich bin im Urlaub.",
    headers: { "Auto-Submitted": "auto-replied" },
  });

  const companies = await eventually("both", async () => {
    const rows = await rowsOf<{ company: string }>(
      "select company from opportunities where email like '%@gmail.com' order by company",
    );
    return rows.length === 2 ? rows : undefined;
  });
  t.deepEqual(companies.map(({ company }) => company), ["Anton", "Berta"]); // prettier-ignore
  t.like(await settled("Abwesend"), { state: "ignored", reason: "It was sent by a machine, and machines buy nothing" });
});

/** Lets a contract end in so many days. */
function end(number: string, days: number): Promise<object[]> {
  const ends = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return rowsOf("update contracts set ends = $2 where number = $1 returning id", [number, ends]);
}

/** Runs the check and tells how many contracts it told of. */
async function check(): Promise<{ readonly count: number }> {
  const { body } = await admin.send<{ id: string }>("POST", "/api/instances", { processKey: "contract-check" });
  return eventually("the check", async () => {
    const [row] = await rowsOf<{ count: number }>("select (variables -> 'renewals' ->> 'count')::int as count from instances where id = $1 and status = 'completed'", [body.id]); // prettier-ignore
    return row?.count === undefined || row.count === null ? undefined : { count: row.count };
  });
}

test.serial("a contract that ends soon becomes an opportunity once; extended, it may become one again", async (t) => {
  t.timeout(60_000);
  await end("V-2026-003", 60);
  await end("V-2025-021", 300);

  t.is((await check()).count, 1);
  const [opened] = await eventually("the renewal", async () => {
    const rows = await rowsOf<Opportunity>("select id, title, company, source, instance_id as instance from opportunities where origin = 'V-2026-003'"); // prettier-ignore
    return rows.length > 0 ? rows : undefined;
  });
  t.like(opened, { title: "Verlängerung V-2026-003, Alpen-IT Kunde GmbH", source: "renewal" });
  t.is((await check()).count, 0);
  await end("V-2026-003", 80);
  t.is((await check()).count, 0, "the renewal is still being worked on");
  await rowsOf(
    "update opportunities set stage = 'lost', loss_reason = 'timing', closed_at = now() where origin = 'V-2026-003' returning id",
  );
  t.is((await check()).count, 1);
});
