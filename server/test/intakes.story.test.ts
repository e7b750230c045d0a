import test from "ava";
import { transact } from "../db/transact.ts";
import { takeMail } from "../connectors/mail/take.ts";
import type { IntakeRow } from "../http/wireIntakes.ts";
import type { InboundMail } from "../http/wireMails.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";
import { worldFor } from "./world.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

/** A mail of a product that watches, in the mailbox for alerts. */
const alarm = (id: string, subject: string, text: string) => {
  const { house } = site;
  const lines = ["From: Backup <backup@muster.example>", "To: alarm@msp.example", `Message-ID: <${id}>`, `Subject: ${subject}`, "", text]; // prettier-ignore
  const mailbox = { tenantId: "main", connectorId: null, name: "alarm@msp.example", own: ["alarm@msp.example"], alertSource: "mail" }; // prettier-ignore
  const raw = Buffer.from(lines.join("\r\n"));
  return takeMail(house, worldFor(house.database, house.now), mailbox, { raw, recipients: ["alarm@msp.example"] });
};
const mailOf = (client: Client, id: string) => client.send<InboundMail>("GET", `/api/inbound-mails/${id}`);
const intakesOf = async (client: Client, query: string) =>
  (await given(client.send<{ items: IntakeRow[] }>("GET", `/api/intakes?limit=200&${query}`))).items;

test.serial(
  "a mail that became a security alert leads to its incident, for whoever may see the case and nobody else",
  async (t) => {
    t.timeout(60_000);
    const analyst = await cast.as("cweiss");
    const title = "Malware detected: verschlüsselte Dateien";
    const text = "Severity: critical\r\nCustomer: Muster GmbH\r\nHost: SERVER-01";

    const { id } = await alarm("alarm-1@muster.example", title, text);

    const mail = await eventually("the incident of the alert", async () => {
      const { body } = await mailOf(analyst, id);
      return (body.incidentNumber ?? null) === null ? undefined : body;
    });
    t.is(mail.state, "alert");
    const { items } = await given(analyst.send<{ items: InboundMail[] }>("GET", "/api/inbound-mails?state=alert"));
    t.like(
      items.find((each) => each.id === id),
      { ticketNumber: mail.ticketNumber, incidentNumber: mail.incidentNumber },
    );
    const [intake] = await intakesOf(analyst, "state=ticket&search=verschl");
    t.like(intake, { ticketNumber: mail.ticketNumber, incidentNumber: mail.incidentNumber, sender: "mail" });
    // the same condition again opens nothing, but belongs to the case as much
    const again = await alarm("alarm-2@muster.example", title, text);
    await eventually("the second to be counted", async () => ((await mailOf(analyst, again.id)).body.ticketNumber === mail.ticketNumber ? true : undefined)); // prettier-ignore

    for (const login of ["ahuber", "esommer"]) {
      const outsider = await cast.as(login);
      for (const each of [id, again.id]) t.is((await mailOf(outsider, each)).status, 404, login);
      t.is((await outsider.send("GET", `/api/files/${mail.rawFileId}`)).status, 404);
      t.is((await outsider.send("GET", `/api/intakes/${intake?.id}`)).status, 404);
      t.false(JSON.stringify(await intakesOf(outsider, "")).includes("verschl"));
    }
  },
);

test.serial("what a process could not read is put aside where people see it", async (t) => {
  t.timeout(60_000);
  const sent = await cast.rmm.send("POST", "/api/messages", {
    name: "mail.received",
    correlationKey: "<broken@x>",
    variables: { mail: { subject: "Unlesbar von gestern", messageId: 7 } },
  });
  t.true(sent.status < 300, JSON.stringify(sent.body));

  const row = await eventually("what was put aside", async () => (await intakesOf(cast.admin, "state=quarantined")).find(({ title }) => title === "Unlesbar von gestern")); // prettier-ignore
  t.like(row, { channel: "mail", state: "quarantined", ticketNumber: null });
  const whole = await given(cast.admin.send<{ text: string }>("GET", `/api/intakes/${row.id}`));
  t.regex(whole.text, /Unlesbar von gestern/);
});

test.serial("a security alert that has no case yet is seen by nobody who may not see such alerts", async (t) => {
  const [known] = await intakesOf(await cast.as("cweiss"), "state=ticket&search=verschl");
  const [copy] = await transact(site.house.database, "main", (tx) =>
    tx.query<{ id: string }>(
      `insert into intakes select (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(), 'instance_id',
           (select i.id from instances i where i.root_id = i.id and not exists (select from intakes x where x.instance_id = i.id) order by i.id limit 1), 'is_quarantined', true,
         'payload', k.payload || jsonb_build_object('alert', (k.payload->'alert') - 'raw' || '{"dedupKey": "of no case"}'::jsonb)))).*
       from intakes k where k.id = $1 returning id`,
      [known?.id],
    ),
  );

  t.is((await (await cast.as("cweiss")).send("GET", `/api/intakes/${copy?.id}`)).status, 200);
  for (const login of ["ahuber", "esommer"])
    t.is((await (await cast.as(login)).send("GET", `/api/intakes/${copy?.id}`)).status, 404, login);
});
