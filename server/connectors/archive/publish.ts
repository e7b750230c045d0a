import { transact } from "../../db/transact.ts";
import { readArchived } from "../../desk/archive/archive.ts";
import { connectorFor } from "../frame/open.ts";
import type { World } from "../frame/world.ts";

/**
 * Gives the documentation system a page about an archived object, with the object attached: a copy for reading, since pages
 * there stay editable.
 *
 * @returns whether there was a system to give it to
 */
export async function publishCopy(world: World, tenantId: string, id: string): Promise<boolean> {
  const opened = await connectorFor(world, { tenantId, capability: "documentation" });
  if (opened === undefined) return false;
  const { kind, ref, version, sha256, mediaType, body } = await transact(world.database, tenantId, (tx) =>
    readArchived(tx, id),
  );
  const article = await opened.port.publish({
    reference: `archive/${kind}/${ref}`,
    title: `Archiv: ${ref} v${version}`,
    html: `<p>${escape(kind)} ${escape(ref)}, v${version}</p><p>SHA-256 ${sha256}</p>`,
    companyId: null,
  });
  await opened.port.attach(article.id, { name: `${ref}-v${version}.json`, bytes: Buffer.from(body), mediaType });
  return true;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
