import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { openMail } from "./receive.ts";

const receivedAt = new Date("2026-11-23T09:00:00Z");

test("a mail becomes what the message mail.received carries", async (t) => {
  const mail = await receive([
    "From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <joerg@kunde.example>",
    "To: Desk <desk@msp.example>, Team: bo@msp.example, cy@msp.example;",
    "Subject: =?utf-8?b?RHJ1Y2tlciBkcnVja3QgbmljaHQg8J+UpQ==?=",
    "Message-ID: <1@kunde.example>",
    "In-Reply-To: <q@msp.example>",
    "References: <p@msp.example> <q@msp.example>",
    'Content-Type: multipart/mixed; boundary="x"',
    "",
    "--x",
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=FC=DFe",
    "--x",
    'Content-Type: application/pdf; name="Fehler.pdf"',
    'Content-Disposition: attachment; filename="Fehler.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    "YWJj",
    "--x--",
  ]);

  t.deepEqual(mail, {
    messageId: "<1@kunde.example>",
    inReplyTo: "<q@msp.example>",
    references: ["<p@msp.example>", "<q@msp.example>"],
    from: { address: "joerg@kunde.example", name: "Jörg Müller" },
    to: [
      { address: "desk@msp.example", name: "Desk" },
      { address: "bo@msp.example", name: "" },
      { address: "cy@msp.example", name: "" },
    ],
    subject: "Drucker druckt nicht 🔥",
    text: "Grüße",
    html: null,
    autoSubmitted: null,
    precedence: null,
    receivedAt: "2026-11-23T09:00:00.000Z",
    attachments: [
      {
        name: "Fehler.pdf",
        contentType: "application/pdf",
        bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      },
    ],
  });
});

test("automats and lists can be told from people", async (t) => {
  t.is((await receive(["From: a@b.example", "Auto-Submitted: auto-replied", "", "x"])).autoSubmitted, "auto-replied");
  t.is((await receive(["From: a@b.example", "Precedence: bulk", "", "x"])).precedence, "bulk");
  t.is((await receive(["From: a@b.example", "List-Id: <l.b.example>", "", "x"])).precedence, "list");
});

test("HTML has a text as well", async (t) => {
  const mail = await receive([
    "From: a@b.example",
    "Content-Type: text/html",
    "",
    "<p>Guten <b>Tag</b></p><script>x</script>",
  ]);

  t.is(mail.text.trim(), "Guten Tag");
  t.true(mail.html?.includes("<b>Tag</b>"));
});

test("without a Message-ID the bytes are the identity", async (t) => {
  const [one, same, other] = await Promise.all([
    receive(["From: a@b.example", "", "x"]),
    receive(["From: a@b.example", "", "x"]),
    receive(["From: a@b.example", "", "y"]),
  ]);

  t.regex(one.messageId, /^<[0-9a-f]{32}@unnamed>$/);
  t.is(same.messageId, one.messageId);
  t.not(other.messageId, one.messageId);
});

test("what has no sender is no mail", async (t) => {
  for (const lines of [[""], ["x"], ["Subject: x", "", "y"], ["From: nobody", "", "y"]]) {
    t.is((await t.throwsAsync(receive(lines), { instanceOf: Refusal }))?.code, "mail.shape", lines.join("|"));
  }
});

async function receive(lines: readonly string[]) {
  return (await openMail(Buffer.from(lines.join("\r\n")), receivedAt)).mail;
}
