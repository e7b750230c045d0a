import test from "ava";
import { transact } from "../../db/transact.ts";
import { arrive, loop } from "../../test/arriving.ts";
import { eventually } from "../../test/client.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

interface Mail {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly why: { readonly de: string; readonly en: string } | null;
  readonly verdict: string | null;
  readonly rawFileId: string | null;
  readonly history: readonly { readonly act: string; readonly actor: string; readonly reason: string | null }[];
}
interface Refused {
  readonly code: string;
}

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

const read = async (id: string) => (await cast.admin.send<Mail>("GET", `/api/inbound-mails/${id}`)).body;

test.serial("a mail that was put aside is found with its reason, read as text alone, and let in", async (t) => {
  const put = await loop(site, "urlaub@loop.example");

  const { body } = await cast.admin.send<{ items: Mail[] }>(
    "GET",
    "/api/inbound-mails?state=quarantined&search=LOOP.example",
  );
  t.deepEqual(
    body.items.map(({ id }) => id),
    [put.id],
  );
  const mail = await read(put.id);
  t.regex(mail.why?.de ?? "", /^Mehr als 3 automatische Mails/);
  t.regex(mail.why?.en ?? "", /^More than 3 automatic mails/);
  t.regex(mail.text, /Montag/);
  t.notRegex(mail.text, /[<>]|alert/);

  t.is((await cast.admin.send("POST", `/api/inbound-mails/${put.id}/release`)).status, 204);

  t.like(await read(put.id), { state: "taken", history: [{ act: "releaseMail", actor: "admin" }] });
  await eventually("the process to take it in", async () => {
    const taken = await rows("select 1 from intakes where tenant_id = $1 and payload::text like $2", [
      "main",
      `%${put.messageId}%`,
    ]);
    return taken.length === 1 ? true : undefined;
  });
  const again = await cast.admin.send<Refused>("POST", `/api/inbound-mails/${put.id}/delete`, { reason: "zu spät" });
  t.like(again, { status: 409, body: { code: "mail.released" } });
});

test.serial("a blocked sender is told to nobody, by address or by domain, and the longer decision holds", async (t) => {
  const put = await loop(site, "werbung@laut.example");
  const address = `/api/inbound-mails/${put.id}/sender`;

  const decided = await cast.admin.send("POST", address, {
    verdict: "blocked",
    isWholeDomain: true,
    reason: "Werbung",
  });
  t.is(decided.status, 204);

  t.like(await read(put.id), { verdict: "blocked", history: [{ act: "blockSender", reason: "Werbung" }] });
  const next = await arrive(site, { id: "n1@laut.example", from: "Chef <chef@LAUT.example>", subject: "Nur heute" });
  t.like(next, { state: "ignored", reason: "Its sender is blocked" });
  const allowed = { address: " Chef@laut.example ", verdict: "allowed", reason: "Kunde" };
  t.like((await cast.admin.send("POST", "/api/mail-senders", allowed)).body, { address: "chef@laut.example" });
  t.like(await arrive(site, { id: "n2@laut.example", from: "chef@laut.example", subject: "Bitte" }), {
    state: "taken",
  });
  const gone = await cast.admin.send("POST", "/api/mail-senders/chef@laut.example/forget");
  t.is(gone.status, 204);
  t.like(await arrive(site, { id: "n3@laut.example", from: "chef@laut.example", subject: "Hm" }), { state: "ignored" });
  const { body } = await cast.admin.send<{ items: object[] }>("GET", "/api/mail-senders");
  t.like(body.items, [{ address: "@laut.example", verdict: "blocked", decidedBy: "admin" }]);
});

test.serial("of an allowed sender more mails are let in, and yet a loop ends", async (t) => {
  const allowed = { address: "rmm@laut2.example", verdict: "allowed", reason: "Überwachung" };
  await cast.admin.send("POST", "/api/mail-senders", allowed);

  await loop(site, "rmm@laut2.example");

  const [count] = await rows("select count(*)::int as let_in from inbound_mails where tenant_id = $1 and sender = $2 and state = 'taken'", ["main", "rmm@laut2.example"]); // prettier-ignore
  t.is(count?.["let_in"], 30);
});

test.serial("what a mail holds is deleted, with its bytes and attachments; that it came in stays known", async (t) => {
  const put = await loop(site, "weg@loop.example");
  const wordless = await cast.admin.send("POST", `/api/inbound-mails/${put.id}/delete`, { reason: " " });
  t.is(wordless.status, 400);

  t.is((await cast.admin.send("POST", `/api/inbound-mails/${put.id}/delete`, { reason: "Spam" })).status, 204);

  t.like(await read(put.id), {
    state: "deleted",
    text: "",
    rawFileId: null,
    history: [{ act: "deleteMail", reason: "Spam" }],
  });
  t.deepEqual(await rows("select id from files where tenant_id = $1 and subject_id = $2", ["main", put.id]), []);
  const again = await loop(site, "weg@loop.example");
  t.not(again.id, put.id);
  t.is((await cast.admin.send("POST", `/api/inbound-mails/${put.id}/release`)).status, 409);
});

test.serial("of letting a mail in and deleting it at once one happens, and the trail tells which", async (t) => {
  const put = await loop(site, "zugleich@loop.example");

  const [released, deleted] = await Promise.all([
    cast.admin.send("POST", `/api/inbound-mails/${put.id}/release`),
    cast.admin.send("POST", `/api/inbound-mails/${put.id}/delete`, { reason: "Spam" }),
  ]);

  t.deepEqual(
    [released.status, deleted.status].toSorted((a, b) => a - b),
    [204, 409],
  );
  const { state, history } = await read(put.id);
  const isReleased = released.status === 204;
  t.is(state, isReleased ? "taken" : "deleted");
  t.deepEqual(
    history.map(({ act }) => act),
    [isReleased ? "releaseMail" : "deleteMail"],
  );
});

test.serial("whoever does not keep the desk reads, and decides nothing; other tenants see nothing", async (t) => {
  const put = await loop(site, "fremd@loop.example");
  const huber = await cast.as("ahuber");

  t.is((await huber.send("GET", `/api/inbound-mails/${put.id}`)).status, 200);
  t.is((await huber.send("POST", `/api/inbound-mails/${put.id}/delete`, { reason: "x" })).status, 403);
  t.is(
    (await huber.send("POST", "/api/mail-senders", { address: "a@b.example", verdict: "blocked", reason: "x" })).status,
    403,
  );
  const wrong = await cast.admin.send<Refused>("POST", "/api/mail-senders", {
    address: "laut",
    verdict: "blocked",
    reason: "x",
  });
  t.is(wrong.status, 400);
  const seen = await transact(site.house.database, "other", (tx) => tx.query("select 1 from mail_senders"));
  t.deepEqual(seen, []);
});
