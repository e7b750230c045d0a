import type { Tx } from "../db/transact.ts";
import type { Definition } from "../engine/types.ts";
import { nameOf } from "./parts.ts";
import type { PartKey } from "./parts.ts";
import type { Pin } from "./releases.ts";

/** What a process refers to by constant names. Templates are named by FEEL strings in the input of jobs. */
export function referencesOf(definition: Definition, xml: string): PartKey[] {
  const { ruleSets, forms, processes } = definition.references;
  return [
    ...ruleSets.map((key) => ({ kind: "ruleSet", key }) as const),
    ...forms.map((key) => ({ kind: "form", key }) as const),
    ...processes.map((key) => ({ kind: "process", key }) as const),
    ...templatesIn(xml).map((key) => ({ kind: "template", key }) as const),
  ];
}

/** `<zeebe:input source="=&quot;reply&quot;" target="template" />`, with its attributes in any order. */
function templatesIn(xml: string): readonly string[] {
  const inputs = xml.match(/<[\w.-]+:input\s[^>]*>/g) ?? [];
  const named = inputs
    .filter((input) => /\starget=["']template["']/.test(input))
    .flatMap(
      (input) => /\ssource=(?:"=\s*(?:&#34;|&quot;)([\w.-]+)(?:&#34;|&quot;)"|'="([\w.-]+)"')/.exec(input) ?? [],
    );
  return [...new Set(named.filter((each) => /^[\w.-]+$/.test(each)))].toSorted();
}

/** The newest published versions of several keys, those that there are. */
export async function newestPins(tx: Tx, wanted: readonly PartKey[]): Promise<Pin[]> {
  if (wanted.length === 0) return [];
  return tx.query<Pin>(
    `select distinct on (w.kind, w.key) w.kind, w.key, v.version, v.sha256, false as "isOwn"
     from (select distinct * from unnest($2::text[], $3::text[]) as given(kind, key)) as w join (
       select 'process' as kind, key, version, sha256 from definitions where tenant_id = $1 and state = 'published'
       union all
       select 'ruleSet', key, version, sha256 from rule_sets where tenant_id = $1 and state = 'published'
       union all
       select kind, key, version, sha256 from resources where tenant_id = $1 and state = 'published') as v using (kind, key)
     order by w.kind, w.key, v.version desc`,
    [tx.tenantId, wanted.map(({ kind }) => kind), wanted.map(({ key }) => key)],
  );
}

/** Pins without doubles; the first of a name counts. */
export function distinct(pins: readonly Pin[]): Pin[] {
  const found = new Map<string, Pin>();
  for (const pin of pins) if (!found.has(nameOf(pin))) found.set(nameOf(pin), pin);
  return [...found.values()];
}
