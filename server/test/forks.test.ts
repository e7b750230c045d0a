import { join } from "node:path";
import test from "ava";
import { publishStandard } from "../cli/standard.ts";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import { standardTenant } from "../definitions/parts.ts";
import type { Publishable } from "../definitions/publish.ts";
import type * as wire from "../http/wireDrafts.ts";
import { createTenant, createUser } from "../identity/users.ts";
import { compilesOnce, followStandard, publishCatalogue, spreadStandard } from "../runtime/commands/drafts/standard.ts";
import type { Client } from "./client.ts";
import { deskOf, given } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { bpmn, flows } from "./models.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let ana: Client;

test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password", WORKERS: "false" });
  ana = await deskOf(site, "ana", [
    "definitions.read",
    "definitions.edit",
    "definitions.approve",
    "definitions.publish",
  ]);
});
test.after.always(() => site.close());

const linear = (key: string, name: string) =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:userTask id="u" name="${name}"/><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`,
  );
const form = (...labels: readonly string[]) => ({
  key: "shown",
  version: 1,
  title: { de: "F", en: "F" },
  fields: labels.map((label, index) => ({ key: `f${index}`, type: "text", label: { de: label, en: label } })),
});

/** Publishes in the standard catalogue as its own people would, and lets the others have it. */
async function standard(...parts: readonly Publishable[]): Promise<void> {
  const publication = { title: "Standard", author: "standard", parts };
  await transact(site.house.database, standardTenant, (tx) => publish(tx, publication, site.house.now()));
  await spreadStandard(site.house);
}

const versions = (client: Client, path: string) => given(client.send<wire.Versions>("GET", `${path}/versions`));

test.serial("a server that starts again publishes nothing again, neither in the standard nor here", async (t) => {
  const root = join(import.meta.dirname, "../..");
  const folders = { processes: join(root, "processes"), rules: join(root, "rules") };
  const count = () =>
    transact(site.house.database, "*", (tx) =>
      tx.query("select tenant_id, count(*)::int from releases group by 1 order by 1"),
    );
  const before = await count();

  await publishStandard(site.house, "main", folders);

  t.is(before.length, 2);
  t.deepEqual(await count(), before);
});

test.serial("what was never forked follows the standard and runs its newest version", async (t) => {
  await standard({ kind: "process", key: "followed", body: linear("followed", "One") });
  await standard({ kind: "process", key: "followed", body: linear("followed", "Two") });

  const { items, lineage } = await versions(ana, "/api/processes/followed");
  t.deepEqual(
    items.map(({ version, upstreamVersion, author, state }) => [version, upstreamVersion, author, state]),
    [
      [2, 2, "standard", "published"],
      [1, 1, "standard", "published"],
    ],
  );
  t.like(lineage, {
    upstreamTenant: "standard",
    upstreamKey: "followed",
    baseVersion: 2,
    isForked: false,
    newerVersion: null,
  });
});

test.serial("a fork stays as it is and is told of newer versions, once for each", async (t) => {
  await standard({ kind: "form", key: "shown", body: form("A") });
  await transact(site.house.database, "main", (tx) =>
    createUser(
      tx,
      { login: "owner", name: "Owner", roles: ["process-owner"], password: "a long password" },
      new Date(),
    ),
  );

  await given(ana.send("POST", "/api/forks", { kind: "form", key: "shown" }));
  await standard({ kind: "form", key: "shown", body: form("B") });
  await spreadStandard(site.house);

  const { items, lineage } = await versions(ana, "/api/forms/shown");
  const catalogue = await given(ana.send<{ items: wire.CatalogueRow[] }>("GET", "/api/forms"));
  const told = await transact(site.house.database, "main", (tx) =>
    tx.query("select title from notifications where login = 'owner' and job_key = 'standard form shown 2'"),
  );
  const twice = await ana.send<Refused>("POST", "/api/forks", { kind: "form", key: "shown" });
  t.is(items.length, 1);
  t.like(lineage, { isForked: true, forkedBy: "ana", baseVersion: 1, newerVersion: 2 });
  t.is(catalogue.items.find(({ key }) => key === "shown")?.lineage?.newerVersion, 2);
  t.is(told.length, 1);
  t.is(twice.body.code, "fork.done");
});

test.serial(
  "a merge with nothing to decide goes into the draft; with a conflict nothing is written before it is decided",
  async (t) => {
    const draft = await given(ana.send<wire.Draft>("POST", "/api/drafts", { from: { kind: "form", key: "shown" } }));
    const path = `/api/drafts/${draft.id}`;
    await given(ana.send("PUT", `${path}/parts/form/shown`, { revision: 1, body: form("Ours", "more") }));

    const asked = await given(ana.send<wire.Merged>("POST", `${path}/merge`, { kind: "form", key: "shown" }));
    const untouched = await given(ana.send<wire.Draft>("GET", path));
    const resolutions = { "fields/f0/label/de": "ours", "fields/f0/label/en": "theirs" };
    const preview = { kind: "form", key: "shown", resolutions, isPreview: true };
    const seen = await given(ana.send<wire.Merged>("POST", `${path}/merge`, preview));
    const made = await given(ana.send<wire.Merged>("POST", `${path}/merge`, { ...preview, isPreview: false }));
    const part = await given(ana.send<wire.DraftPartBody>("GET", `${path}/parts/form/shown`));
    const replayed = await given(ana.send<wire.Replayed>("GET", `/api/merges/${made.mergeId}/replay`));
    const again = await ana.send<Refused>("POST", `${path}/merge`, { kind: "form", key: "shown" });

    t.deepEqual(asked.open, ["fields/f0/label/de", "fields/f0/label/en"]);
    t.is(asked.mergeId, null);
    t.is(untouched.parts[0]?.revision, 2);
    t.is(seen.mergeId, null);
    t.is(part.mergedVersion, 2);
    t.is(part.sha256, made.sha256);
    const merged = part.body as { fields: readonly { label: unknown }[] }; // the form that was merged
    t.deepEqual(
      merged.fields.map(({ label }) => label),
      [
        { de: "Ours", en: "B" },
        { de: "more", en: "more" },
      ],
    );
    t.like(replayed, { isSame: true, recordedHash: made.sha256 });
    t.is(again.body.code, "merge.nothing");
  },
);

test.serial("a copy under another key keeps every element id and takes in the standard's changes", async (t) => {
  await standard({ kind: "process", key: "original", body: linear("original", "One") });
  const fork = { kind: "process", key: "original", as: "copied" };
  const made = await given(ana.send<{ draftId: string }>("POST", "/api/forks", fork));
  await standard({ kind: "process", key: "original", body: linear("original", "Two") });

  const path = `/api/drafts/${made.draftId}`;
  const before = await given(ana.send<wire.DraftPartBody>("GET", `${path}/parts/process/copied`));
  const merged = await given(ana.send<wire.Merged>("POST", `${path}/merge`, { kind: "process", key: "copied" }));
  const after = await given(ana.send<wire.DraftPartBody>("GET", `${path}/parts/process/copied`));
  const taken = await ana.send<Refused>("POST", "/api/forks", fork);

  t.is(before.body, linear("original", "One").replace('id="original"', 'id="copied"'));
  t.deepEqual(merged.open, []);
  t.regex(String(after.body), /process id="copied"/);
  t.regex(String(after.body), /id="u" name="Two"/);
  t.is(taken.body.code, "fork.taken");
  await given(ana.send("POST", `${path}/discard`, { reason: "Never mind" }));
  t.is((await ana.send("POST", "/api/forks", fork)).status, 200);
});

test.serial(
  "an own version ends following: what somebody has published here is not overwritten by the standard",
  async (t) => {
    await standard({ kind: "template", key: "greeting", body: { de: "Hallo", en: "Hello" } });
    const own = { kind: "template", key: "greeting", body: { de: "Servus", en: "Hi" } } as const;
    await transact(site.house.database, "main", (tx) =>
      publish(tx, { title: "Own", author: "ana", parts: [own] }, site.house.now()),
    );
    await standard({ kind: "template", key: "greeting", body: { de: "Guten Tag", en: "Good day" } });

    const { items, lineage } = await versions(ana, "/api/templates/greeting");
    t.deepEqual(
      items.map(({ version, author }) => [version, author]),
      [
        [2, "ana"],
        [1, "standard"],
      ],
    );
    t.like(lineage, { isForked: true, forkedBy: "ana", newerVersion: 2 });
  },
);

test.serial("a whole release of the standard is forked with everything it has pinned", async (t) => {
  const xml = linear("bundle", "B").replace(
    '<bpmn:userTask id="u" name="B"/>',
    '<bpmn:userTask id="u" name="B"><bpmn:extensionElements><zeebe:formDefinition formId="bundled"/></bpmn:extensionElements></bpmn:userTask>',
  );
  await standard(
    { kind: "process", key: "bundle", body: xml },
    { kind: "form", key: "bundled", body: { ...form("A"), key: "bundled" } },
  );
  const [row] = await transact(site.house.database, standardTenant, (tx) =>
    tx.query<{ id: string }>(
      "select release_id as id from definitions where tenant_id = 'standard' and key = 'bundle'",
    ),
  );

  const forked = await given(
    ana.send<{ items: { key: string }[] }>("POST", "/api/forks", { kind: "release", key: row?.id }),
  );

  t.deepEqual(forked.items.map(({ key }) => key).toSorted(), ["bundle", "bundled"]);
});

test.serial("what the server publishes at its start is left alone when people have published since", async (t) => {
  const part = { kind: "template" as const, key: "edited", body: { de: "Alt", en: "Old" } };
  const start = (body: typeof part.body) =>
    publishCatalogue(site.house, [{ title: "Disk", parts: [{ ...part, body }] }], {
      compile: compilesOnce(site.house.versions),
      sort: (releases) => Promise.resolve(releases),
    });
  await start(part.body);
  await transact(site.house.database, standardTenant, (tx) =>
    publish(
      tx,
      { title: "By hand", author: "guard", parts: [{ ...part, body: { de: "Neu", en: "New" } }] },
      new Date(),
    ),
  );

  await start(part.body);
  const same = await newestStandard("edited");
  await start({ de: "Alt", en: "Older" });
  const product = await newestStandard("edited");

  t.deepEqual(same, { version: 2, author: "guard" });
  t.deepEqual(product, { version: 3, author: "standard" });
});

async function newestStandard(key: string): Promise<unknown> {
  const [row] = await transact(site.house.database, standardTenant, (tx) =>
    tx.query("select version, author from resources where tenant_id = 'standard' and key = $1 order by version desc", [
      key,
    ]),
  );
  return row;
}

const showing = (key: string) =>
  linear(key, "B").replace(
    '<bpmn:userTask id="u" name="B"/>',
    '<bpmn:userTask id="u" name="B"><bpmn:extensionElements><zeebe:formDefinition formId="common"/></bpmn:extensionElements></bpmn:userTask>',
  );
const common = (label: string) => ({ kind: "form", key: "common", body: { ...form(label), key: "common" } }) as const;

test.serial(
  "a form of the standard that a fork shows is not put under it untested; who follows shows it",
  async (t) => {
    await standard(
      common("A"),
      { kind: "process", key: "stays", body: showing("stays") },
      { kind: "process", key: "follows", body: showing("follows") },
    );
    await given(ana.send("POST", "/api/forks", { kind: "process", key: "stays" }));

    await standard(common("B"));

    t.is((await versions(ana, "/api/forms/common")).items.length, 2);
    t.is((await versions(ana, "/api/processes/stays")).items.length, 1);
    t.is((await versions(ana, "/api/processes/follows")).items.length, 2);
  },
);

test.serial("a tenant from the time before lineages takes up following where it stands", async (t) => {
  const { database, now } = site.house;
  await standard({ kind: "template", key: "older", body: { de: "A", en: "A" } });
  await transact(database, "veteran", async (tx) => {
    await createTenant(tx, "veteran", "Veteran", now());
    const parts = [{ kind: "template", key: "older", body: { de: "A", en: "A" } } as const];
    await publish(tx, { title: "Old", author: "standard", parts }, now());
    const own = [{ kind: "template", key: "told", body: { de: "Eigen", en: "Own" } } as const];
    await publish(tx, { title: "Own", author: "ines", parts: own }, now());
  });
  await standard({ kind: "template", key: "told", body: { de: "Standard", en: "Standard" } });

  await followStandard(site.house, "veteran", compilesOnce(site.house.versions));

  const rows = await transact(database, "veteran", (tx) =>
    tx.query(
      `select r.key, r.version, l.base_version as base from resources r left join lineages l using (tenant_id, kind, key)
       where r.tenant_id = 'veteran' and r.key in ('older', 'told') order by r.key`,
    ),
  );
  t.deepEqual(rows, [
    { key: "older", version: 1, base: 1 },
    { key: "told", version: 1, base: null },
  ]);
});

test.serial("everybody may read the standard, nobody may write there, and forks of others are not seen", async (t) => {
  const { database } = site.house;
  await transact(database, "elsewhere", (tx) => createTenant(tx, "elsewhere", "Elsewhere", new Date()));

  const read = await transact(database, "elsewhere", (tx) =>
    tx.query("select key from definitions where tenant_id = 'standard' and key = 'followed' and version = 2"),
  );
  const foreign = await transact(database, "elsewhere", (tx) =>
    tx.query("select key from definitions where tenant_id = 'main'"),
  );
  const lineages = await transact(database, "elsewhere", (tx) => tx.query("select key from lineages"));
  const merges = await transact(database, "elsewhere", (tx) => tx.query("select id from merges"));
  const retired = await transact(database, "elsewhere", (tx) =>
    tx.query("update definitions set state = 'retired' where tenant_id = 'standard' returning key"),
  );

  t.deepEqual(read, [{ key: "followed" }]);
  t.deepEqual([foreign, lineages, merges, retired], [[], [], [], []]);
  await t.throwsAsync(
    transact(database, "elsewhere", (tx) =>
      tx.query(
        `insert into resources (tenant_id, kind, key, version, body, sha256, release_id, author, created_at)
         values ('standard', 'form', 'evil', 1, '{}', repeat('0', 64), gen_random_uuid(), 'eve', now())`,
      ),
    ),
    { message: /row-level security/ },
  );
});

test.serial("nothing starts in the standard catalogue itself", async (t) => {
  const started = bpmn(
    "timed",
    `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:endEvent id="e"/>${flows("s", "e")}`,
    '<bpmn:message id="m" name="go"/>',
  );
  await standard({ kind: "process", key: "timed", body: started });

  const subscribed = await transact(site.house.database, "*", (tx) =>
    tx.query("select tenant_id from start_subscriptions where name = 'go' and tenant_id in ('main', 'standard')"),
  );
  t.deepEqual(subscribed, [{ tenant_id: "main" }]);
});

test.serial(
  "two versions differ by meaning, whatever they are versions of, and a draft against its version",
  async (t) => {
    const draft = await given(
      ana.send<wire.Draft>("POST", "/api/drafts", { from: { kind: "process", key: "followed" } }),
    );
    const body = linear("followed", "Three");
    await given(ana.send("PUT", `/api/drafts/${draft.id}/parts/process/followed`, { revision: 1, body }));

    const process = await given(
      ana.send<wire.PartDiff>("GET", `/api/diff?kind=process&key=followed&from=2&to=draft:${draft.id}`),
    );
    const text = await given(ana.send<wire.PartDiff>("GET", "/api/diff?kind=template&key=greeting&from=2&to=standard"));
    const shape = await given(ana.send<wire.PartDiff>("GET", "/api/diff?kind=form&key=shown&from=1&to=standard:2"));
    const unclear = await ana.send<Refused>("GET", "/api/diff?kind=form&key=shown&from=one&to=2");

    const { changes } = process.diff as { changes: readonly { element: { id: string } }[] }; // what the diff of processes is
    t.deepEqual(
      changes.map(({ element }) => element.id),
      ["u"],
    );
    t.false(process.isSame);
    t.deepEqual(text.diff, {
      languages: {
        de: [{ line: 1, removed: ["Servus"], added: ["Guten Tag"] }],
        en: [{ line: 1, removed: ["Hi"], added: ["Good day"] }],
      },
    });
    t.is((shape.diff as { changes: unknown[] }).changes.length, 2); // a label in two languages
    t.is(unclear.body.code, "diff.side");
  },
);
