import { randomUUID } from "node:crypto";
import test from "ava";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";
import type { Incident } from "../http/wireSecurity.ts";

let stage: CaseStage;
let incident: Incident;
const title = "Datenabfluss bei Muster";
test.before(async () => {
  stage = await openCaseStage();
  await stage.alarm({
    title,
    severity: "critical",
    verdict: "malicious",
    deviceName: "SERVER-01",
    condition: "exfil",
    description: "user erika@muster.example",
  });
  incident = await stage.incident(title);
  await eventually("the task", async () => (await stage.rows("select 1 from tasks where business_key = $1", [incident.ticketNumber])).length > 1 ? true : undefined); // prettier-ignore
});
test.after.always(() => stage.close());

async function seen(client: Client, path: string): Promise<boolean> {
  const { status, body } = await client.send("GET", path);
  return status === 200 && JSON.stringify(body).includes(incident.ticketNumber);
}

test.serial(
  "who is not named sees nothing of a case: no list, no detail, no task, no instance, no trail, no file",
  async (t) => {
    const { number, ticketNumber } = incident;
    const instances = await stage.rows("select id from instances where root_id in (select root_id from instances where business_key = $1)", [ticketNumber]); // prettier-ignore
    const ids = instances.map((row) => String(row["id"]));
    const [task] = await stage.rows("select instance_id || '~' || wait_id as id from tasks where business_key = $1 limit 1", [ticketNumber]); // prettier-ignore
    const paths = [
      "/api/tickets?limit=200",
      "/api/security-incidents",
      `/api/tasks?view=all&limit=200&search=${ticketNumber}`,
      `/api/instances?limit=200&search=${ticketNumber}`,
      "/api/faults?limit=200",
      "/api/timers?limit=200",
    ];
    for (const login of ["ahuber", "esommer", "fbeck", "hkern"]) {
      const client = await stage.as(login);
      for (const path of paths) t.false(await seen(client, path), `${login} ${path}`);
      t.is((await client.send("GET", `/api/tickets/${ticketNumber}`)).status, 404);
      t.is((await client.send("GET", `/api/security-incidents/${number}`)).status, 404);
      t.is((await client.send("GET", `/api/tasks/${String(task?.["id"])}`)).status, 404);
      for (const id of ids) t.is((await client.send("GET", `/api/instances/${id}`)).status, 404);
      const trails = await Promise.all(
        ids.map((id) => client.send<{ items?: unknown[] }>("GET", `/api/instances/${id}/trail`)),
      );
      t.true(trails.every(({ status, body }) => status === 404 || status === 403 || body.items?.length === 0));
    }
  },
);

test.serial("mails of a case and what was attached to them are seen by whoever may see the case", async (t) => {
  const given = { id: randomUUID(), file: randomUUID(), token: incident.ticketNumber };
  const other = { id: randomUUID(), file: randomUUID(), token: null };
  for (const { id, file, token } of [given, other]) {
    await stage.rows(
      `insert into files (tenant_id, id, name, media_type, bytes, sha256, subject_kind, subject_id, created_at, created_by)
       values ('main', $1, 'mail.eml', 'text/plain', 0, repeat('0', 64), 'mail', $2, now(), 'system')`,
      [file, id],
    );
    await stage.rows(
      `insert into inbound_mails (tenant_id, id, mailbox, message_id, sender, subject, is_automatic, received_at, sha256, raw_file_id, mail, state)
       values ('main', $1::uuid, 'desk', '<' || $1::text || '>', 'erika@muster.example', 'Abfluss', false, now(), repeat('0', 64), $2,
         jsonb_build_object('ticketToken', $3::text, 'text', 'Alles weg', 'from', '{}'::jsonb, 'to', '[]'::jsonb, 'attachments', '[]'::jsonb), 'taken')`,
      [id, file, token],
    );
  }
  const sees = async (login: string, { id, file }: typeof other | typeof given) => {
    const client = await stage.as(login);
    const list = await client.send<{ items: { id: string }[] }>("GET", "/api/inbound-mails?limit=200");
    const statuses = [
      (await client.send("GET", `/api/inbound-mails/${id}`)).status,
      (await client.send("GET", `/api/files?subjectKind=mail&subjectId=${id}`).then(({ body }) => (JSON.stringify(body).includes(file) ? 200 : 404))),
    ]; // prettier-ignore
    return [list.body.items.some((each) => each.id === id), ...statuses];
  };

  t.deepEqual(await sees("esommer", given), [false, 404, 404]);
  t.deepEqual(await sees("esommer", other), [true, 200, 200]);
  t.deepEqual(await sees("admin", given), [true, 200, 200]);
});

test.serial("a dispatcher, who may act on everybody's tasks, cannot act on what they may not see", async (t) => {
  const [task] = await stage.rows("select instance_id || '~' || wait_id as id from tasks where business_key = $1 limit 1", [incident.ticketNumber]); // prettier-ignore
  const path = `/api/tasks/${String(task?.["id"])}`;
  const client = await stage.as("esommer");

  t.is((await client.send("POST", `${path}/claim`)).status, 404);
  t.is((await client.send("POST", `${path}/complete`, { variables: {} })).status, 404);
});

test.serial(
  "security, service managers, administrators and whoever is named see it, and reading is written down",
  async (t) => {
    const { number, ticketNumber } = incident;
    for (const login of ["cweiss", "imayer", "admin"])
      t.true(await seen(await stage.as(login), "/api/tickets?limit=200"), login);
    const manager = await stage.as("imayer");
    t.is((await manager.send("PATCH", `/api/security-incidents/${number}`, { people: ["dgruber"] })).status, 204);
    const named = await stage.as("dgruber");

    t.is((await named.send("GET", `/api/tickets/${ticketNumber}`)).status, 200);
    t.is((await named.send("GET", `/api/security-incidents/${number}`)).status, 200);
    t.is((await named.send("PATCH", `/api/security-incidents/${number}`, { people: ["ahuber"] })).status, 403);
    const reads = await stage.rows("select 1 from security_events where kind = 'read' and actor = 'dgruber'");
    t.is(reads.length, 1);
  },
);

test.serial("a case that concerns the house itself is kept from managers and administrators as well", async (t) => {
  const { number } = incident;
  const security = await stage.as("cweiss");
  t.is((await security.send("PATCH", `/api/security-incidents/${number}`, { isStrict: true })).status, 204);

  for (const login of ["imayer", "admin"])
    t.is((await (await stage.as(login)).send("GET", `/api/security-incidents/${number}`)).status, 404, login);
  t.is((await security.send("PATCH", `/api/security-incidents/${number}`, { isStrict: false })).status, 204);
});

test.serial("evidence has a chain of custody that ends when it is sealed", async (t) => {
  const base = `/api/security-incidents/${incident.number}`;
  const client = await stage.as("cweiss");
  const { body } = await client.send<{ id: string }>("POST", `${base}/evidence`, {
    kind: "log",
    title: "Firewall",
    content: "10:00 deny",
  });
  const custody = `${base}/evidence/${body.id}/custody`;

  t.is((await client.send("POST", custody, { action: "handed_over", toPerson: "Forensik GmbH" })).status, 204);
  t.is((await client.send("POST", custody, { action: "sealed" })).status, 204);
  const late = await client.send<{ code: string }>("POST", custody, { action: "examined" });
  t.like(late, { status: 409, body: { code: "evidence.sealed" } });
  const { body: whole } = await client.send<Incident>("GET", base);
  const kept = whole.evidence.find(({ id }) => id === body.id);
  t.deepEqual(
    kept?.custody.map(({ action }) => action),
    ["collected", "handed_over", "sealed"],
  );
  t.true(kept?.isWhole);
  await t.throwsAsync(stage.rows("update security_custody set note = 'x'"), { message: /append-only/ });
});

test.serial(
  "a further action is asked for by one and approved by another; it is done at once and can be released",
  async (t) => {
    const base = `/api/security-incidents/${incident.number}`;
    const [analyst, manager] = [await stage.as("cweiss"), await stage.as("imayer")];
    const { body } = await analyst.send<{ id: string }>("POST", `${base}/actions`, {
      action: "isolate_host",
      target: "WS-MUELLER",
      reason: "auch betroffen",
    });
    const own = await analyst.send("POST", `${base}/actions/${body.id}/answer`, { isApproved: true });
    t.like(own, { status: 403, body: { code: "containment.fourEyes" } });
    t.is((await manager.send("POST", `${base}/actions/${body.id}/answer`, { isApproved: true })).status, 204);
    const stateOf = (state: string) => stage.incident(title, ({ actions }) => actions.some((each) => each.id === body.id && each.state === state)); // prettier-ignore

    await stateOf("done");
    t.is((await manager.send("POST", `${base}/actions/${body.id}/release`)).status, 204);
    await stateOf("released");
    const again = await manager.send("POST", `${base}/actions/${body.id}/release`);
    t.like(again, { status: 409, body: { code: "containment.state" } });
  },
);
