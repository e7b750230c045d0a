import test from "ava";
import { createTransport } from "nodemailer";
import { Vault } from "../connectors/frame/vault.ts";
import { pollSources } from "../connectors/sources/poll.ts";
import { takeMail } from "../connectors/mail/take.ts";
import { transact } from "../db/transact.ts";
import type { InboundMail } from "../http/wireMails.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openMailbox } from "./mailbox.ts";
import { openPost } from "./post.ts";
import type { Post } from "./post.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { worldFor } from "./world.ts";

/** Two servers on one database have one key. */
const secretsKey = Buffer.alloc(32, 7).toString("base64");
let server: Served;
let post: Post;
let admin: Client;
test.before(async () => {
  post = await openPost();
  server = await served({
    SECRETS_KEY: secretsKey,
    MAIL_PORT: "0",
    MAIL_LIMIT: "200000",
    HTTP_ALLOWED_HOSTS: "127.0.0.1",
  });
  admin = await openClient([server.url], { login: "admin", password: "ablauf-demo" });
  await connector("smtp-in", "Annahme", { recipients: "desk@msp.example\nservice@msp.example" });
  await connector("smtp", "Ausgang", {
    host: "127.0.0.1",
    port: post.port,
    security: "none",
    from: "Service Desk <desk@msp.example>",
    replyTo: "desk+{token}@msp.example",
  });
});
test.after.always(async () => {
  await server.close();
  await post.close();
});

test.serial(
  "a mailbox is read, what comes later is told of by its server, and what is read again is told once",
  async (t) => {
    const mailbox = await openMailbox([mail("<i1@kunde.example>", "Drucker klemmt")]);
    t.teardown(() => mailbox.close());
    const settings = { host: mailbox.host, port: mailbox.port, security: "none", user: "desk" };

    const id = await connector("imap", "Postfach", settings, { password: "geheim" });
    const tested = await admin.send<{ isFine: boolean; steps: { answer: string }[] }>(
      "POST",
      `/api/connectors/${id}/test`,
    );
    const first = await arrived("Drucker klemmt");
    mailbox.deliver(mail("<i2@kunde.example>", "Noch ein Drucker"));
    // the next turn of itself would be in a minute
    const second = await eventually("the second mail", () => inbound("Noch ein Drucker"), 20_000);
    await query("update connectors set cursor = null, polled_at = null where tenant_id = $1 and id = $2", [id]);
    await Promise.all([pollSources(reader("a")), pollSources(reader("b"))]);

    t.like(tested.body, { isFine: true });
    t.regex(tested.body.steps[0]?.answer ?? "", /1 mails/);
    t.like([first, second], [{ state: "taken" }, { state: "taken" }] as never);
    t.is(
      (await query("select 1 from inbound_mails where tenant_id = $1 and message_id like '<i%@kunde.example>'")).length,
      2,
    );
    await admin.send("DELETE", `/api/connectors/${id}`);
  },
);

test.serial("when the server's UIDs mean something else, all is read again and nothing told twice", async (t) => {
  const mailbox = await openMailbox([mail("<u1@kunde.example>", "Eins"), mail("<u2@kunde.example>", "Zwei")]);
  t.teardown(() => mailbox.close());
  const settings = { host: mailbox.host, port: mailbox.port, security: "none", user: "desk" };
  const id = await connector("imap", "Umzug", settings, { password: "geheim" });
  await arrived("Zwei");
  const validity = async () =>
    String(
      (await query("select cursor->>'uidValidity' as v from connectors where tenant_id = $1 and id = $2", [id]))[0]?.[
        "v"
      ],
    );
  await eventually("the cursor", async () => ((await validity()) === "1" ? true : undefined));

  mailbox.renumber(77);
  mailbox.deliver(mail("<u3@kunde.example>", "Drei"));
  await arrived("Drei");
  await eventually("the new cursor", async () => ((await validity()) === "77" ? true : undefined));

  t.is(
    (await query("select 1 from inbound_mails where tenant_id = $1 and message_id like '<u%@kunde.example>'")).length,
    3,
  );
  await admin.send("DELETE", `/api/connectors/${id}`);
});

test.serial(
  "a mail that is taken becomes a ticket whose acknowledgement leads answers back, whatever became of the subject",
  async (t) => {
    await deliver(
      {
        messageId: "<s1@muster.example>",
        subject: "Server steht",
        from: "erika@muster.example",
        text: "Hilfe",
        to: "desk@msp.example",
      },
      "Fehler.txt",
    );
    const number = await eventually("a ticket", async () => (await ticketCalled("Server steht"))?.number);
    await qualify(number);
    const acknowledgement = await eventually("the acknowledgement", () =>
      Promise.resolve(post.mails.find(({ subject }) => subject?.includes(number))),
    );
    const replyTo = acknowledgement.replyTo?.value[0]?.address ?? "";

    await deliver({
      messageId: "<s2@anders.example>",
      subject: "Re: ganz anders",
      from: "privat@anders.example",
      text: "Vom Handy",
      to: replyTo,
    });
    await deliver({
      messageId: "<s3@anders.example>",
      subject: "ohne Adresse",
      from: "zweite@anders.example",
      text: `Zitat\n> ${/\[T-.*?\]/.exec(acknowledgement.text ?? "")?.[0]}`,
      to: "desk@msp.example",
    });
    await deliver({
      messageId: "<s4@fremd.example>",
      subject: `[${number}] geraten`,
      from: "fremd@fremd.example",
      text: "Trojaner",
      to: "desk@msp.example",
    });
    await deliver({
      messageId: "<s5@fremd.example>",
      subject: "gefälscht",
      from: "fremd@fremd.example",
      text: `[${number}/0123456789abcdef]`,
      to: "desk@msp.example",
    });
    await arrived("gefälscht");

    t.regex(replyTo, new RegExp(`^desk\\+${number}\\.[0-9a-f]{16}@msp\\.example$`));
    t.deepEqual(acknowledgement.references === undefined ? [] : [acknowledgement.references].flat(), [
      "<s1@muster.example>",
    ]);
    const bodies = await eventually("both answers on the ticket", async () => {
      const rows = await query(
        `select m.message_id as id from ticket_messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
       where m.tenant_id = $1 and t.number = $2 and m.direction = 'in' order by m.message_id`,
        [number],
      );
      return rows.length >= 3 ? rows.map(({ id }) => id) : undefined;
    });
    t.deepEqual(bodies, ["<s1@muster.example>", "<s2@anders.example>", "<s3@anders.example>"]);
    const [kept] = await query(
      "select mail->'attachments'->0->>'name' as name, raw_file_id as raw from inbound_mails where tenant_id = $1 and message_id = '<s1@muster.example>'",
    );
    const onTicket = await admin.send<{ items: { name: string }[] }>(
      "GET",
      `/api/files?subjectKind=case&subjectId=${number}`,
    );
    t.deepEqual(
      onTicket.body.items.map(({ name }) => name),
      ["Fehler.txt"],
    );
    t.is(kept?.["name"], "Fehler.txt");
    t.is(
      (await query("select 1 from files where tenant_id = $1 and subject_kind = 'mail' and name = 'Fehler.txt'"))
        .length,
      1,
    );
  },
);

test.serial("mail for others, or larger than the limit, is refused at the door", async (t) => {
  const other = await t.throwsAsync(
    deliver({ subject: "x", from: "a@b.example", text: "x", to: "nobody@msp.example" }),
  );
  const large = await t.throwsAsync(
    deliver({ subject: "x", from: "a@b.example", text: "x".repeat(300_000), to: "desk@msp.example" }),
  );

  t.regex(other?.message ?? "", /550/);
  t.regex(large?.message ?? "", /552/);
});

test.serial("a mail that comes back is told to the process by its message id, and stands with the mail", async (t) => {
  const [sent] = await query("select message_id as id from mails where tenant_id = $1 and state = 'sent' limit 1");
  const messageId = String(sent?.["id"]);

  await raw("mailer-daemon@mx.example", [
    "From: Mail Delivery System <mailer-daemon@mx.example>",
    "To: desk@msp.example",
    "Subject: Undelivered Mail",
    "Auto-Submitted: auto-replied",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "I am sorry.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    "Final-Recipient: rfc822; erika@muster.example",
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1",
    "  no such user",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${messageId}`,
    "Subject: Ticket",
    "--b--",
  ]);

  const row = await eventually("the bounce", () => inbound("Undelivered Mail"));
  t.like(row, { state: "bounce" });
  const [message] = await query(
    "select variables from messages where tenant_id = $1 and name = 'mail.bounced' and correlation_key = $2",
    [messageId],
  );
  t.like(message?.["variables"], {
    bounce: {
      messageId,
      recipient: "erika@muster.example",
      status: "5.1.1",
      diagnostic: "smtp; 550 5.1.1 no such user",
      isPermanent: true,
    },
  });
  const [failed] = await query("select state, error from mails where tenant_id = $1 and message_id = $2", [messageId]);
  t.is(failed?.["state"], "failed");
  t.regex(String(failed?.["error"]), /^bounced: erika@muster\.example 5\.1\.1/);
});

test.serial(
  "what came round, what loops and what nobody can read is put aside with its reason, and can be let in",
  async (t) => {
    await deliver({
      messageId: "<own@msp.example>",
      subject: "Von uns",
      from: "service@msp.example",
      text: "x",
      to: "desk@msp.example",
    });
    for (const number of [1, 2, 3, 4])
      await deliver({
        messageId: `<a${number}@loop.example>`,
        subject: `Abwesend ${number}`,
        from: "urlaub@loop.example",
        text: "x",
        to: "desk@msp.example",
        headers: { "Auto-Submitted": "auto-replied" },
      });
    await raw("a@b.example", ["Subject: ohne Absender", "", "x"]);

    t.like(await inbound("Von uns"), { state: "ignored" });
    t.like([await inbound("Abwesend 3"), await inbound("Abwesend 4")], [
      { state: "taken" },
      { state: "quarantined", reason: "More than 3 automatic mails of this sender within an hour" },
    ] as never);
    const unreadable = (await all()).find(({ isReadable }) => !isReadable);
    t.like(unreadable, { state: "quarantined" });
    t.is((await admin.send("GET", `/api/files/${unreadable?.rawFileId}`).catch(() => ({ status: 200 }))).status, 200);
    t.is((await admin.send("POST", `/api/inbound-mails/${unreadable?.id}/release`)).status, 422);
    t.is((await admin.send("POST", `/api/inbound-mails/${(await inbound("Abwesend 4"))?.id}/release`)).status, 204);
    t.like(await inbound("Abwesend 4"), { state: "taken" });
  },
);

test.serial("mails made to do harm are kept, read or put aside within seconds", async (t) => {
  const hostile: Record<string, string> = {
    header: `From: a@h.example\r\nSubject: header\r\nX-Long: ${"x".repeat(3_000_000)}\r\n\r\nx`,
    manyHeaders: `From: a@h.example\r\nSubject: many\r\n${"X-A: b\r\n".repeat(100_000)}\r\nx`,
    nested: `From: b@h.example\r\nSubject: nested\r\n${nestedParts(2_000)}x`,
    charset:
      "From: c@h.example\r\nSubject: =?x-nope?b?////?=\r\nContent-Type: text/plain; charset=x-nope\r\nContent-Transfer-Encoding: base64\r\n\r\n////",
    nul: "From: d@h.example\r\nSubject: a\0b\ud800\r\n\r\nx\0y",
    attachments: `From: e@h.example\r\nSubject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\nContent-Disposition: attachment; filename=../../x\r\n\r\nx\r\n".repeat(3_000)}--b--`,
    html: `From: f@h.example\r\nSubject: html\r\nContent-Type: text/html\r\n\r\n${"<div>".repeat(200_000)}`,
    addresses: `From: g@h.example\r\nTo: ${"a@b.example,".repeat(50_000)}\r\nSubject: to\r\n\r\nx`,
  };
  const world = worldFor(server.house.database, server.house.now);
  const mailbox = { tenantId: "main", connectorId: null, name: "test", own: [], alertSource: undefined };

  for (const [name, text] of Object.entries(hostile)) {
    const startedAt = performance.now();
    const kept = await takeMail(server.house, world, mailbox, { raw: Buffer.from(text, "latin1"), recipients: [] });
    t.true(["taken", "quarantined"].includes(kept.state), `${name}: ${kept.state}`);
    t.true(performance.now() - startedAt < 25_000, name);
    t.is(
      (
        await query("select 1 from files where tenant_id = $1 and id = $2 and sha256 = $3", [
          kept.rawFileId,
          kept.sha256,
        ])
      ).length,
      1,
    );
  }
});

function reader(worker: string) {
  const { database, now } = server.house;
  const world = { ...worldFor(database, now, ["127.0.0.1"]), vault: new Vault({ key: secretsKey, file: "" }) };
  return { house: server.house, world, worker, from: "" };
}

function nestedParts(depth: number): string {
  const levels = Array.from({ length: depth }, (_, level) => `boundary="b${level}"\r\n\r\n--b${level}\r\n`);
  return levels.map((level) => `Content-Type: multipart/mixed; ${level}`).join("");
}

function mail(messageId: string, subject: string): string {
  return `From: Erika <erika@muster.example>\r\nTo: desk@msp.example\r\nMessage-ID: ${messageId}\r\nSubject: ${subject}\r\n\r\nHallo\r\n`;
}

async function connector(
  kind: string,
  name: string,
  settings: object,
  secrets: Record<string, string> = {},
): Promise<string> {
  const { body } = await admin.send<{ id: string }>("POST", "/api/connectors", { kind, name, settings });
  for (const [key, value] of Object.entries(secrets))
    await admin.send("PUT", `/api/connectors/${body.id}/secrets/${key}`, { value });
  const { status } = await admin.send("PATCH", `/api/connectors/${body.id}`, { isEnabled: true });
  if (status !== 204) throw new Error(`the connector ${name} was not enabled: ${status}`);
  return body.id;
}

async function deliver(message: object, attachment?: string): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: server.mailPort ?? 0, secure: false, ignoreTLS: true });
  await transport.sendMail({
    ...message,
    ...(attachment === undefined ? {} : { attachments: [{ filename: attachment, content: "x" }] }),
  });
}

async function raw(from: string, lines: readonly string[]): Promise<void> {
  await deliver({ envelope: { from, to: "desk@msp.example" }, raw: lines.join("\r\n") });
}

async function all(): Promise<InboundMail[]> {
  return (await admin.send<{ items: InboundMail[] }>("GET", "/api/inbound-mails?limit=200")).body.items;
}

async function inbound(subject: string): Promise<InboundMail | undefined> {
  return (await all()).find((each) => each.subject === subject && each.state !== "received");
}

function arrived(subject: string): Promise<InboundMail> {
  return eventually(`the mail ${subject}`, () => inbound(subject));
}

/** What a mail does not tell, the dispatcher does; then the customer is answered. */
async function qualify(number: string): Promise<void> {
  const dispatcher = await openClient([server.url], { login: "esommer", password: "ablauf-demo" });
  const id = await eventually("the task to qualify", async () => {
    const { body } = await admin.send<{ items: { id: string }[] }>("GET", `/api/tasks?view=all&search=${number}`);
    return body.items[0]?.id;
  });
  const variables = { category: "capacity", impact: "medium", urgency: "medium" };
  await dispatcher.send("POST", `/api/tasks/${id}/complete`, { variables });
}

async function ticketCalled(title: string): Promise<{ number: string } | undefined> {
  const { body } = await admin.send<{ items: { number: string; title: string }[] }>("GET", "/api/tickets");
  return body.items.find((each) => each.title === title);
}

function query(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return transact(server.house.database, "main", (tx) => tx.query(text, ["main", ...values]));
}
