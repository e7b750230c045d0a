import test from "ava";
import { newId } from "../../base/id.ts";
import { addComment, editComment } from "../cases/comments.ts";
import { storeFile } from "../files/files.ts";
import { useFiles } from "../files/uses.ts";
import { storeMail } from "../mails.ts";
import { openOffice } from "../../test/office.ts";
import { eraseLead, overdueLeads } from "./erase.ts";
import type { OverdueLead } from "./erase.ts";

const office = await openOffice();
test.after.always(() => office.close());
const later = new Date("2027-07-01T09:00:00Z");

/** A lead that came by mail, was lost, and left a comment, a file and mails. */
async function lostLead(email: string): Promise<OverdueLead> {
  const { now } = office.clock;
  const lead = { company: email, person: "Petra Privat", email, source: "mail", interest: "Petras Drucker" };
  const { opportunity } = await office.run("desk.opportunity.open", { lead });
  const { id, number } = opportunity as { readonly id: string; readonly number: string }; // by contract
  await office.rows("update opportunities set stage = 'lost', loss_reason = 'other', closed_at = $2 where id = $1", [id, now]); // prettier-ignore
  await office.within(async (tx) => {
    const comment = await addComment(tx, { caseKey: number, author: "ana", body: "Petra anrufen" }, now);
    await editComment(tx, { id: comment.id, author: "ana", body: "Petra zurückrufen" }, now);
    const subject = { kind: "case", id: number };
    const file = await storeFile(tx, { name: "petra.txt", body: Buffer.from("Petra"), subject, createdBy: "ana" }, now);
    await useFiles(tx, { kind: "comment", id: comment.id }, subject, [file.id]);
    const inbound = newId(now);
    const kept = { kind: "mail", id: inbound };
    const raw = await storeFile(
      tx,
      { name: "petra.eml", body: Buffer.from("Petra"), subject: kept, createdBy: "mail" },
      now,
    );
    await tx.query(
      `insert into inbound_mails (tenant_id, id, mailbox, message_id, sender, subject, is_automatic, received_at, sha256, raw_file_id, mail, state)
       values ($1, $2, 'sales', $3, $4, 'Petra fragt an', false, $5, repeat('0', 64), $6, '{"text": "Petra"}', 'taken')`,
      [tx.tenantId, inbound, `${inbound}@example`, email, now, raw.id],
    );
    const mail = { ticketNumber: null, sender: "sales@msp.example", recipients: [email], subject: "Liebe Petra", text: "Petra", html: null, isAutomatic: false }; // prettier-ignore
    await storeMail(tx, { ...mail, messageId: newId(now) }, now);
  });
  return { tenantId: "t1", id, number };
}

/** The tables in which a text stands. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of [
    "opportunities",
    "opportunity_events",
    "inbound_mails",
    "mails",
    "comments",
    "comment_versions",
    "files",
  ]) {
    const hits = await office.rows(`select 1 from ${table} r where r::text ilike $1 limit 1`, [`%${text}%`]);
    if (hits.length > 0) found.push(table);
  }
  return found;
}

test.serial("with a lead its mails, comments and files go; mails of somebody else's stay", async (t) => {
  const lead = await lostLead("petra@privat.example");
  t.is((await tablesWith("petra")).length, 7);

  t.deepEqual(await office.within((tx) => overdueLeads(tx, later, 10)), [lead]);
  t.true(await office.within((tx) => eraseLead(tx, lead, later)));

  t.deepEqual(await tablesWith("petra"), []);
  t.deepEqual(await office.rows("select state, sender from inbound_mails"), [{ state: "deleted", sender: "" }]);
  const known = await lostLead("erika@muster.example");
  await office.rows("update opportunities set customer_id = null where id = $1", [known.id]);
  await office.within((tx) => eraseLead(tx, known, later));
  t.deepEqual(await tablesWith("petra"), ["inbound_mails", "mails", "files"]);
});

test.serial("a lead that somebody took up again in between is left as it is", async (t) => {
  const lead = await lostLead("paul@privat.example");
  const [found] = await office.within((tx) => overdueLeads(tx, later, 10));
  t.is(found?.id, lead.id);
  await office.rows("update opportunities set stage = 'qualified', closed_at = null where id = $1", [lead.id]);

  t.false(await office.within((tx) => eraseLead(tx, lead, later)));

  t.deepEqual(await office.rows("select email from opportunities where id = $1", [lead.id]), [
    { email: "paul@privat.example" },
  ]);
});
