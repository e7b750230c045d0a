import test from "ava";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { testDatabase } from "../test/database.ts";
import type { TestDatabase } from "../test/database.ts";
import { countAutomaticMails, listMails, markMailFailed, markMailSent, storeMail } from "./mails.ts";
import type { NewMail } from "./mails.ts";

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
const hour = 3_600_000;
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
  for (const id of ["a", "b", "c"]) await transact(database, id, (tx) => createTenant(tx, id, id, now));
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

const mail: NewMail = {
  messageId: "<1@msp.example>",
  ticketNumber: "T-1",
  sender: "desk@msp.example",
  recipients: ["ana@customer.example"],
  subject: "Empfangen",
  text: "Hallo",
  html: "<p>Hallo</p>",
  isAutomatic: true,
};

test("a mail is written down once, and the first writing stands", async (t) => {
  const first = await transact(database, "a", (tx) => storeMail(tx, mail, now));
  const second = await transact(database, "a", (tx) =>
    storeMail(tx, { ...mail, subject: "Anders" }, new Date(now.getTime() + 1)),
  );

  t.deepEqual(second, first);
  t.like(first, { ...mail, state: "stored", error: null, createdAt: now, sentAt: null });
  t.is((await transact(database, "a", (tx) => listMails(tx, { ticketNumber: "T-1", limit: 10 }))).length, 1);
});

test("a mail fails, is tried again and sent; what was sent is never failed", async (t) => {
  const { id } = await transact(database, "b", (tx) => storeMail(tx, mail, now));
  await transact(database, "b", (tx) => markMailFailed(tx, id, "connection refused"));
  const [failed] = await transact(database, "b", (tx) => listMails(tx, { limit: 10 }));
  await transact(database, "b", (tx) => markMailSent(tx, id, now));
  await transact(database, "b", (tx) => markMailFailed(tx, id, "too late"));
  const [sent] = await transact(database, "b", (tx) => listMails(tx, { limit: 10 }));

  t.like(failed, { state: "failed", error: "connection refused" });
  t.like(sent, { state: "sent", error: null, sentAt: now });
});

test("automatic mails of an address are counted, whatever its case; others, old ones and held ones are not", async (t) => {
  const write = (messageId: string, changes: Partial<NewMail> = {}, at = now, held?: string) =>
    transact(database, "c", (tx) => storeMail(tx, { ...mail, messageId, ...changes }, at, held));
  await write("<1>");
  await write("<2>", { recipients: ["bo@customer.example", "ANA@customer.example"] });
  await write("<3>", { isAutomatic: false });
  await write("<4>", {}, new Date(now.getTime() - 2 * hour));
  await write("<5>", {}, now, "too many");
  await write("<6>", { recipients: ["eve@customer.example"] });
  const count = (...addresses: string[]) =>
    transact(database, "c", (tx) => countAutomaticMails(tx, addresses, new Date(now.getTime() - hour)));

  t.is(await count("Ana@Customer.example", "bo@customer.example"), 2);
  t.is(await count("nobody@customer.example"), 0);
  const page = await transact(database, "c", (tx) => listMails(tx, { limit: 2 }));
  const next = await transact(database, "c", (tx) => listMails(tx, { limit: 10, before: page[1]! }));
  t.is(next.length, 4);
});
