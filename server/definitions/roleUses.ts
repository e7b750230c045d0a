import type { Tx } from "../db/transact.ts";

/** An element of a process that names a role. */
export interface NamingElement {
  readonly id: string;
  readonly name: string | null;
}

/** Something that names a role: the newest version of a process or a rule set, or an open draft of one. */
export interface RoleUse {
  readonly kind: "process" | "ruleSet";
  readonly key: string;
  readonly name: string;
  /** The draft, where it is not published. */
  readonly draftId: string | null;
  /** Of processes: where. */
  readonly elements: readonly NamingElement[];
}

interface Row extends Omit<RoleUse, "elements"> {
  readonly text: string;
}

/** Where the tenant names a role: what is published first, then what is being drawn. */
export async function usesOfRole(tx: Tx, role: string, language: "de" | "en"): Promise<RoleUse[]> {
  const rows = await tx.query<Row>(
    `select * from (
       select 'process' as kind, key, coalesce(names ->> $3, name) as name, null::uuid as "draftId", xml as text from (
         select distinct on (key) * from definitions where tenant_id = $1 order by key, version desc) as d where state = 'published'
       union all
       select 'ruleSet', key, coalesce(body -> 'label' ->> $3, key), null, body::text from (
         select distinct on (key) * from rule_sets where tenant_id = $1 order by key, version desc) as r where state = 'published'
       union all
       select p.kind, p.key, d.title, d.id, case p.kind when 'process' then p.body #>> '{}' else p.body::text end
       from draft_parts p join drafts d on d.tenant_id = p.tenant_id and d.id = p.draft_id
       where p.tenant_id = $1 and p.kind in ('process','ruleSet') and d.state not in ('published','discarded')
     ) as held where strpos(text, $2) > 0 order by "draftId" nulls first, kind, name, key limit 500`,
    [tx.tenantId, role, language],
  );
  return rows.flatMap(({ text, ...row }) => {
    const elements = row.kind === "process" ? elementsNaming(text, role) : [];
    const isUse = row.kind === "process" ? elements.length > 0 : text.includes(`"${role}"`);
    return isUse ? [{ ...row, elements }] : [];
  });
}

const opening =
  /<(?:[\w.-]+:)?(?:\w*[tT]ask|\w*Event|\w*Gateway|sub[pP]rocess|subProcess|callActivity|sequenceFlow|process)\s([^>]*)>/g;

/** The elements of a model that name a role: among its candidate groups, or as a text of an expression. */
export function elementsNaming(xml: string, role: string): readonly NamingElement[] {
  const safe = role.replaceAll(/[^a-z0-9]/g, String.raw`\$&`);
  // a quotation mark behind = begins an attribute, not a text of an expression
  const quoted = `(?:&#34;|&quot;|(?<!=)")${safe}(?:&#34;|&quot;|")`;
  const listed = `candidateGroups\\s*=\\s*"(?:[^"]*[\\s,])?${safe}(?:[\\s,][^"]*)?"`;
  const found = new Map<string, NamingElement>();
  const openings = [...xml.matchAll(opening)];
  for (const { index } of xml.matchAll(new RegExp(`${quoted}|${listed}`, "g"))) {
    const inside = openings.findLast((one) => one.index < index);
    const id = attribute(inside?.[1], "id");
    if (id !== null) found.set(id, { id, name: attribute(inside?.[1], "name") });
  }
  return [...found.values()];
}

function attribute(attributes: string | undefined, name: string): string | null {
  const [, value] = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes ?? "") ?? [];
  return value === undefined || value === "" ? null : unescaped(value);
}

function unescaped(text: string): string {
  const marks: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replaceAll(/&(?:#(\d{1,6})|(\w+));/g, (whole, code: string | undefined, mark: string | undefined) =>
    code === undefined ? (marks[mark ?? ""] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
