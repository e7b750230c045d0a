import test from "ava";
import ICAL from "ical.js";
import type { ExecutionContext } from "ava";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { listMails } from "../desk/mails.ts";
import type { Mail } from "../desk/mails.ts";
import { listNotifications } from "../desk/notifications.ts";
import { createTenant, createUser } from "../identity/users.ts";
import { testDatabase } from "../test/database.ts";
import type { TestDatabase } from "../test/database.ts";
import { openPost as openServer } from "../test/post.ts";
import type { Post } from "../test/post.ts";
import { worldFor } from "../test/world.ts";
import { createPerformers } from "./performers.ts";

let files: TestDatabase;
let database: Database;
const clock = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

const templates: Readonly<Record<string, Json>> = {
  acknowledgement: {
    de: "subject: [{{ticketNumber}}] Anfrage erhalten\n---\nHallo {{name}},\n\nwir melden uns bis {{time dueAt}}.",
    en: "subject: [{{ticketNumber}}] Received\n---\nHello {{name}},\n\nwe answer by {{time dueAt}}.",
  },
  reply: { de: "subject: AW: {{ticketNumber}}\nautomatic: no\n---\n{{text}}" },
  overdue: {
    de: "subject: {{ticketNumber}} überfällig\n---\nBitte übernehmen.",
    en: "subject: {{ticketNumber}} overdue\n---\nPlease take it.",
  },
};
const acknowledgement = {
  template: "acknowledgement",
  language: "de",
  to: "ana@kunde.example",
  ticketNumber: "T-2026-00001",
  name: "Ana <b>",
  dueAt: "2026-11-23T10:30:00Z",
};

test("a mail reaches the server with a Message-ID of its job, and a job that runs again sends nothing new", async (t) => {
  const post = await openPost(t);
  const tenantId = await tenant();

  await run(tenantId, "mail.send", acknowledgement, { url: post.url });
  await run(tenantId, "mail.send", { ...acknowledgement, name: "changed" }, { url: post.url });

  t.is(post.mails.length, 1);
  const mail = post.mails[0]!;
  t.like(mail, { subject: "[T-2026-00001] Anfrage erhalten", from: { text: '"Service Desk" <desk@msp.example>' } });
  t.true(mail.text?.includes("Hallo Ana <b>,\n\nwir melden uns bis 11:30."));
  t.true(String(mail.html).includes("Hallo Ana &lt;b&gt;,"));
  t.is(mail.headers.get("auto-submitted"), "auto-generated");
  t.deepEqual(post.recipients, ["ana@kunde.example"]);
  const [stored] = await mailsOf(tenantId);
  t.like(stored, { state: "sent", ticketNumber: "T-2026-00001", isAutomatic: true, error: null, sentAt: clock });
  t.is(stored?.messageId, mail.messageId);
  t.regex(mail.messageId ?? "", /^<[0-9a-f]{32}@msp\.example>$/);
});

test("a server that is away is tried again, and the mail that then leaves is the one first written", async (t) => {
  const tenantId = await tenant();
  const post = await openPost(t);
  await post.close();

  await t.throwsAsync(run(tenantId, "mail.send", acknowledgement, { url: post.url }));
  const [failed] = await mailsOf(tenantId);
  const again = await openPost(t);
  await run(tenantId, "mail.send", { ...acknowledgement, name: "changed" }, { url: again.url });

  t.is(failed?.state, "failed");
  t.regex(failed?.error ?? "", /ECONNREFUSED/);
  t.is(again.mails[0]?.messageId, failed?.messageId);
  t.true(again.mails[0]?.text?.includes("Ana <b>"));
  t.like((await mailsOf(tenantId))[0], { state: "sent", error: null });
});

test("a recipient that the server refuses is told beside those it took; when it takes none, the job fails", async (t) => {
  const tenantId = await tenant();
  const post = await openPost(t);

  const both = { ...acknowledgement, to: ["ana@kunde.example", "gone@kunde.example"] };
  await run(tenantId, "mail.send", both, { url: post.url });
  await t.throwsAsync(
    run(tenantId, "mail.send", { ...acknowledgement, to: "gone@kunde.example" }, { url: post.url, waitId: "w2" }),
  );

  const mails = await mailsOf(tenantId);
  t.deepEqual(mails.map(({ state }) => state).toSorted(), ["failed", "sent"]);
  t.is(mails.find(({ state }) => state === "sent")?.error, "refused by the server: gone@kunde.example");
  t.is(post.mails.length, 1);
});

test("without a mail server the mail stays in the house, in the language asked for", async (t) => {
  const tenantId = await tenant();

  await run(tenantId, "mail.send", { ...acknowledgement, language: "en" });

  const [mail] = await mailsOf(tenantId);
  t.like(mail, { state: "stored", error: null, sentAt: null, subject: "[T-2026-00001] Received" });
  t.true(mail?.text.includes("we answer by 11:30."));
});

test("nobody to write to is no failure; what is no address is", async (t) => {
  const tenantId = await tenant();

  for (const to of [null, "", " ", [], [""]]) await run(tenantId, "mail.send", { ...acknowledgement, to });
  await run(tenantId, "mail.send", { template: "acknowledgement" });
  for (const to of ["ana", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "Ana <a@b.example>", 7]) {
    const refusal = await t.throwsAsync(run(tenantId, "mail.send", { ...acknowledgement, to }), {
      instanceOf: Refusal,
    });
    t.is(refusal?.code, "job.input", String(to));
  }

  t.deepEqual(await mailsOf(tenantId), []);
});

test("an address gets three automatic mails an hour; more are kept with the reason, people's replies always leave", async (t) => {
  const tenantId = await tenant();
  const post = await openPost(t);
  const send = (waitId: string, input: JsonObject) => run(tenantId, "mail.send", input, { url: post.url, waitId });

  for (const waitId of ["1", "2", "3", "4"]) await send(waitId, acknowledgement);
  await send("4", acknowledgement);
  await send("5", { ...acknowledgement, to: "bo@kunde.example" });
  await send("6", { template: "reply", to: "ana@kunde.example", ticketNumber: "T-1", text: "Schon erledigt." });

  t.is(post.mails.length, 5);
  const held = (await mailsOf(tenantId)).filter(({ state }) => state === "stored");
  t.is(held.length, 1);
  t.is(held[0]?.error, "more than 3 automatic mails within an hour");
  const reply = post.mails.find(({ subject }) => subject === "AW: T-1");
  t.is(reply?.text?.trim(), "Schon erledigt.");
  t.false(reply?.headers.has("auto-submitted"));
});

test("a mail that invites carries the meeting as calendars read it; moved, it is the same meeting", async (t) => {
  const tenantId = await tenant();
  const post = await openPost(t);
  const meeting = { uid: "Q-2026-0001", summary: "Gespräch, Müller", startsAt: "2026-12-01T09:00:00.5+01:00" };
  const send = (waitId: string, invitation: JsonObject) =>
    run(tenantId, "mail.send", { template: "reply", to: "ana@kunde.example", text: "x", invitation }, { url: post.url, waitId }); // prettier-ignore

  await send("1", { ...meeting });
  await send("2", { ...meeting, sequence: 1, startsAt: "2026-12-02T09:00:00Z", minutes: 90 });

  const invites = post.mails.map(({ attachments }) => attachments.find(({ contentType }) => contentType === "text/calendar")); // prettier-ignore
  const [first, second] = invites.map((each) => new ICAL.Event(new ICAL.Component(ICAL.parse(String(each?.content))).getFirstSubcomponent("vevent") ?? undefined)); // prettier-ignore
  t.deepEqual([first?.uid, second?.uid], ["Q-2026-0001@msp.example", "Q-2026-0001@msp.example"]);
  t.deepEqual([first?.sequence, second?.sequence], [0, 1]);
  t.is(first?.summary, meeting.summary);
  t.is(first?.startDate.toJSDate().toISOString(), "2026-12-01T08:00:00.000Z");
  t.is(second?.endDate.toJSDate().toISOString(), "2026-12-02T10:30:00.000Z");
  t.is(first?.attendees[0]?.getFirstValue(), "mailto:ana@kunde.example");
});

test("an automat is not answered by an automat, but by a person", async (t) => {
  const tenantId = await tenant();
  const automatic: readonly JsonObject[] = [
    { autoSubmitted: "auto-replied" },
    { precedence: "bulk" },
    { precedence: "list" },
    { from: { address: "mailer-daemon@kunde.example" } },
  ];

  for (const [index, mail] of automatic.entries())
    await run(tenantId, "mail.send", { ...acknowledgement, mail }, { waitId: `a${index}` });
  t.deepEqual(await mailsOf(tenantId), []);

  await run(
    tenantId,
    "mail.send",
    { ...acknowledgement, mail: { autoSubmitted: "no", precedence: null } },
    { waitId: "b" },
  );
  await run(
    tenantId,
    "mail.send",
    { template: "reply", to: "ana@kunde.example", text: "x", mail: { autoSubmitted: "auto-replied" } },
    { waitId: "c" },
  );
  t.is((await mailsOf(tenantId)).length, 2);
});

test("a reply is threaded to the mail it answers", async (t) => {
  const post = await openPost(t);
  const input = { template: "reply", to: "ana@kunde.example", text: "x", inReplyTo: "<q@kunde.example>" };

  await run(await tenant(), "mail.send", input, { url: post.url });

  t.is(post.mails[0]?.inReplyTo, "<q@kunde.example>");
  t.is(post.mails[0]?.references, "<q@kunde.example>");
});

test("an unknown template is refused by its key", async (t) => {
  const refusal = await t.throwsAsync(run(await tenant(), "mail.send", { ...acknowledgement, template: "nope" }), {
    instanceOf: Refusal,
  });

  t.is(refusal?.code, "template.missing");
  t.regex(refusal?.message ?? "", /nope/);
});

test("people are told once, each in their language, with a link to where it stands", async (t) => {
  const tenantId = await tenant();
  const input = { template: "overdue", groups: ["dispatcher"], logins: [`${tenantId}-bo`, null], ticketNumber: "T-1" };

  await run(tenantId, "notify.users", input);
  await run(tenantId, "notify.users", input);

  const told = async (login: string) =>
    transact(database, tenantId, (tx) => listNotifications(tx, `${tenantId}-${login}`, { limit: 10 }));
  t.like((await told("ana"))[0], {
    title: "T-1 overdue",
    body: "Please take it.",
    link: `/ops/${instanceId}`,
    createdAt: clock,
  });
  t.like((await told("bo"))[0], { title: "T-1 überfällig", body: "Bitte übernehmen." });
  t.deepEqual(
    (await Promise.all(["ana", "bo", "cy"].map(told))).map(({ length }) => length),
    [1, 1, 0],
  );
});

test("a notification may bring its own words; it needs some, and its link stays in the house", async (t) => {
  const tenantId = await tenant();
  const logins = [`${tenantId}-bo`];

  await run(tenantId, "notify.users", { logins, title: "Eilt", text: "T-1", link: "/tasks" });

  const [told] = await transact(database, tenantId, (tx) => listNotifications(tx, `${tenantId}-bo`, { limit: 10 }));
  t.like(told, { title: "Eilt", body: "T-1", link: "/tasks" });
  for (const wrong of [
    { logins },
    { logins, title: "x", link: "https://evil.example" },
    { logins, title: "x", link: "//evil.example" },
  ]) {
    t.is((await t.throwsAsync(run(tenantId, "notify.users", wrong), { instanceOf: Refusal }))?.code, "job.input");
  }
  await t.notThrowsAsync(run(tenantId, "notify.users", { groups: ["nobody"], title: "x" }));
});

const instanceId = "01900000-0000-7000-8000-000000000001";
let tenants = 0;

/** A tenant of its own for a test, with three people whose logins begin with its id. */
async function tenant(): Promise<string> {
  tenants += 1;
  const id = `t${tenants}`;
  await transact(database, id, async (tx) => {
    await createTenant(tx, id, id, clock);
    await createUser(tx, { login: `${id}-ana`, name: "Ana", roles: ["dispatcher"], language: "en" }, clock);
    await createUser(tx, { login: `${id}-bo`, name: "Bo", roles: ["technician"] }, clock);
    await createUser(tx, { login: `${id}-cy`, name: "Cy", roles: ["technician"] }, clock);
  });
  return id;
}

async function run(
  tenantId: string,
  type: string,
  input: JsonObject,
  { url, waitId = "w1" }: { readonly url?: string; readonly waitId?: string } = {},
): Promise<JsonObject> {
  const performers = createPerformers({
    ...worldFor(database, () => clock),
    loadTemplate: (_, key) => Promise.resolve(templates[key]),
    timeZone: "Europe/Berlin",
    mail: { smtpUrl: url, publicUrl: "http://127.0.0.1:8080", from: "Service Desk <desk@msp.example>" },
  });
  const performer = performers.find(({ types }) => types.includes(type));
  if (performer?.perform.kind !== "outside") throw new Error(`nobody performs ${type}`);
  const job = {
    tenantId,
    instanceId,
    waitId,
    elementId: "e",
    type,
    input,
    headers: {},
    token: "x",
    attempts: 1,
    retriesLeft: 3,
  };
  return performer.perform.run(job, new AbortController().signal);
}

async function mailsOf(tenantId: string): Promise<Mail[]> {
  return transact(database, tenantId, (tx) => listMails(tx, { limit: 50 }));
}

async function openPost(t: ExecutionContext): Promise<Post> {
  const post = await openServer();
  t.teardown(() => post.close());
  return post;
}
