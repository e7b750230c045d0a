import test from "ava";
import { transact } from "../../db/transact.ts";
import { permissions } from "../../identity/person.ts";
import { createToken } from "../../identity/users.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

const text = "---\nsubject: Ticket {{ticket.number}}\n---\nHallo {{name}},\n\n{{date due}}: {{money net}}\n";

let server: Served;
test.before(async () => {
  server = await served({ WORKERS: "false", TENANT: "muster" });
  const { house } = server;
  await transact(house.database, "muster", async (tx) => {
    const token = { createdBy: "test", permissions, name: "all", secret: "abl_test_templates" };
    await createToken(tx, token, house.now());
    await createToken(
      tx,
      { ...token, name: "none", permissions: ["tasks.work"], secret: "abl_test_templates_none" },
      house.now(),
    );
  });
});
test.after.always(() => server?.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function preview(body: unknown, secret = "abl_test_templates"): Promise<Answer> {
  const response = await fetch(`${server.url}/api/templates/preview`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test.serial("a template is rendered in its language with the values given, and says which are missing", async (t) => {
  const data = { ticket: { number: "T-1" }, due: "2026-12-01", net: 123_450 };
  const { status, body } = await preview({ text, language: "de", data });

  t.is(status, 200);
  t.is(body["subject"], "Ticket T-1");
  t.is(body["text"], "Hallo ,\n\n01.12.2026: 1.234,50\u00A0€\n");
  t.deepEqual(body["missing"], ["name"]);
});

test.serial("a mistake is told with its line", async (t) => {
  const { status, body } = await preview({ text: `${text}{{#if}}`, language: "en", data: {} });

  t.is(status, 422);
  t.is(body["code"], "template.shape");
  t.regex(JSON.stringify(body["complaints"]), /line \d/);
});

test.serial("what would run for long or grow large is refused", async (t) => {
  const loop = "{{#each l}}".repeat(5) + "x" + "{{/each}}".repeat(5);
  let list: unknown[] = [];
  for (let depth = 0; depth < 5; depth += 1) list = Array.from({ length: 8 }, () => list);
  const nested = loop.replaceAll("{{#each l}}", "{{#each this}}").replace("{{#each this}}", "{{#each l}}");

  t.is((await preview({ text: `subject: a\n---\n${nested}`, language: "de", data: { l: list } })).status, 413);
  t.is((await preview({ text: `subject: a\n---\n${"x".repeat(17_000)}`, language: "de", data: {} })).status, 413);
});

test.serial("no such time zone, no right to read definitions: refused", async (t) => {
  t.is((await preview({ text, language: "de", timeZone: "Mars/Olympus", data: {} })).status, 400);
  t.is((await preview({ text, language: "de", data: {} }, "abl_test_templates_none")).status, 403);
});
