import { everyTenant, transact } from "../../../db/transact.ts";
import type { Tx } from "../../../db/transact.ts";
import { lastBy, newsFor } from "../../../definitions/follow.ts";
import type { News } from "../../../definitions/follow.ts";
import { nameOf, sha256Of, standardTenant } from "../../../definitions/parts.ts";
import type { Publishable } from "../../../definitions/publish.ts";
import { compiled } from "../../../definitions/refuse.ts";
import type { Compile, Compiled } from "../../../definitions/refuse.ts";
import type { Versions } from "../../../definitions/store.ts";
import { notify, recipientsOf } from "../../../desk/notifications.ts";
import { createTenant } from "../../../identity/users.ts";
import type { Cause, House } from "../../house.ts";
import { release } from "./release.ts";

/** A release of the standard catalogue as it lies on disk. */
export interface StandardRelease {
  readonly title: string;
  readonly parts: readonly Publishable[];
}

/** In whose name the standard is published and taken over. */
const standard = "standard";

/**
 * Compiles each text once, however many tenants take it over, and lets instances run on what came out. Lives as long as one
 * run.
 */
export function compilesOnce(versions: Versions): Compile {
  const known = new Map<string, Promise<Compiled>>();
  const fresh = async (xml: string): Promise<Compiled> => {
    const made = await compiled(xml);
    versions.publish(xml, made.executable);
    return made;
  };
  return (xml) => {
    const found = known.get(xml) ?? fresh(xml);
    known.set(xml, found);
    return found;
  };
}

/** Puts releases into the order in which they are published. */
export type Sort = (releases: readonly StandardRelease[], compile: Compile) => Promise<readonly StandardRelease[]>;

/**
 * Publishes the standard catalogue in its own tenant. What is the same as when the server has published it last is left
 * alone, also when people have published newer versions of it since.
 *
 * @param sort puts what is called before who calls it
 */
export async function publishCatalogue(
  house: House,
  releases: readonly StandardRelease[],
  { compile, sort }: { readonly compile: Compile; readonly sort: Sort },
): Promise<void> {
  const now = house.now();
  const cause: Cause = { tenantId: standardTenant, actor: standard };
  await transact(house.database, standardTenant, async (tx) => {
    await createTenant(tx, standardTenant, "Standard", now);
    const known = await lastBy(tx, standard);
    const fresh = releases.map(({ title, parts }) => ({
      title,
      parts: parts.filter((part) => known.get(nameOf(part)) !== sha256Of(part.kind, part.body)),
    }));
    const changed = fresh.filter(({ parts }) => parts.length > 0);
    for (const { title, parts } of await sort(changed, compile))
      await release(tx, cause, { title, parts, author: standard, compile }, now);
  });
}

/**
 * Takes over what is new in the standard catalogue: every key that the tenant does not have, and every one that follows the
 * standard. Keys that go their own way are left alone; their owners are told, once for each version.
 */
export async function followStandard(house: House, tenantId: string, compile: Compile): Promise<void> {
  const now = house.now();
  await transact(house.database, tenantId, (tx) => takeOver(tx, compile, now));
}

/** The same within a transaction that has more to do. */
export async function takeOver(tx: Tx, compile: Compile, now: Date): Promise<void> {
  const cause: Cause = { tenantId: tx.tenantId, actor: standard };
  const { toFollow, toAnnounce } = await newsFor(tx);
  for (const { title, parts } of toFollow)
    await release(tx, cause, { title, parts, author: standard, isFollowing: true, compile }, now);
  for (const news of toAnnounce) await announce(tx, news, now);
}

const sentences = {
  de: { title: "Neue Standardversion", body: "gibt es im Standard in Version" },
  en: { title: "New standard version", body: "has in the standard catalogue the new version" },
};

async function announce(tx: Tx, { kind, key, version }: News, now: Date): Promise<void> {
  const recipients = await recipientsOf(tx, { groups: ["process-owner", "administrator"], logins: [], onCall: false });
  const told = recipients.map(({ login, language }) => ({
    login,
    title: `${sentences[language].title}: ${key}`,
    body: `${key} ${sentences[language].body} ${version}.`,
    link: kind === "process" ? `/processes/${encodeURIComponent(key)}` : "/processes",
  }));
  await notify(tx, told, `standard ${kind} ${key} ${version}`, now);
}

/** Lets every tenant that knows the standard take over, or hear of, what is new in it. */
export async function spreadStandard(house: House): Promise<void> {
  const tenants = await transact(house.database, everyTenant, (tx) =>
    tx.query<{ tenantId: string }>(
      `select distinct tenant_id as "tenantId" from lineages where upstream_tenant = $1 order by tenant_id`,
      [standardTenant],
    ),
  );
  const compile = compilesOnce(house.versions);
  for (const { tenantId } of tenants) await followStandard(house, tenantId, compile);
}
