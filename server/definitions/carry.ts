import type { Tx } from "../db/transact.ts";
import { nameOf } from "./parts.ts";
import type { Part, PartKey } from "./parts.ts";
import { referencesOf } from "./references.ts";
import type { Compile } from "./refuse.ts";
import type { Written } from "./write.ts";

/** How something is published. */
interface Carriage {
  readonly compile: Compile;
  /** What is taken over from upstream carries only what follows as well: nobody has tested a fork with it. */
  readonly isFollowing: boolean;
}

/**
 * The processes whose newest published version is pinned to an older version of a form or template that has just been
 * published: they are published again with the same XML, so that what shows to people is what was released. Rule sets and
 * called processes do not carry: their binding in the model says which version counts.
 */
export async function carriedBy(
  tx: Tx,
  written: readonly Written[],
  { compile, isFollowing }: Carriage,
): Promise<(Part & { readonly isCarried: true })[]> {
  const changed = written.filter(({ kind, isNew }) => isNew && (kind === "form" || kind === "template"));
  if (changed.length === 0) return [];
  const names = new Set(changed.map(nameOf));
  const rows = await candidates(tx, changed, isFollowing);
  const carried = [];
  for (const { key, xml } of rows) {
    const { executable } = await compile(xml);
    const definition = executable.find(({ processId }) => processId === key);
    const refers = definition !== undefined && referencesOf(definition, xml).some((each) => names.has(nameOf(each)));
    if (refers) carried.push({ kind: "process", key, body: xml, isCarried: true } as const);
  }
  return carried;
}

/** Processes whose newest published version belongs to a release that has one of these forms or templates pinned. */
function candidates(
  tx: Tx,
  changed: readonly PartKey[],
  isFollowing: boolean,
): Promise<{ key: string; xml: string }[]> {
  return tx.query<{ key: string; xml: string }>(
    `select d.key, d.xml from (
       select distinct on (key) key, xml, release_id from definitions where tenant_id = $1 and state = 'published'
       order by key, version desc) as d
     where exists (select from release_pins p join unnest($2::text[], $3::text[]) as changed(kind, key) using (kind, key)
       where p.tenant_id = $1 and p.release_id = d.release_id)
       and (not $4 or exists (select from lineages l where l.tenant_id = $1 and l.kind = 'process' and l.key = d.key
         and not l.is_forked))
     order by d.key`,
    [tx.tenantId, changed.map(({ kind }) => kind), changed.map(({ key }) => key), isFollowing],
  );
}
