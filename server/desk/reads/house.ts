import type { Tx } from "../../db/transact.ts";

const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What the house says about itself as a seller, and the revision that was read; undefined where nothing was said yet. */
export async function readSeller(tx: Tx): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [row] = await tx.query<{ seller: Record<string, unknown> }>(
    "select to_jsonb(s) - 'tenant_id' as seller from sellers s where tenant_id = $1",
    [tx.tenantId],
  );
  if (row === undefined) return undefined;
  return Object.fromEntries(Object.entries(row.seller).map(([name, value]) => [camel(name), value]));
}

/** What tickets are about. */
export interface KeptCategory {
  readonly key: string;
  readonly revision: number;
  readonly labelDe: string;
  readonly labelEn: string;
  readonly parent: string | null;
  readonly defaultSkill: string | null;
  readonly skillLevel: number;
  readonly roadmapTheme: string | null;
  readonly isSecurity: boolean;
  readonly alertDomains: readonly string[];
  readonly assetKinds: readonly string[];
  readonly isActive: boolean;
  /** How many tickets have it that are not closed. */
  readonly tickets: number;
}

/** All categories; those below another one follow it. */
export function listCategories(tx: Tx): Promise<KeptCategory[]> {
  return tx.query<KeptCategory>(
    `with recursive placed as (
       select c.*, array[lower(c.label_de), c.key] as path from categories c where c.tenant_id = $1 and c.parent is null
       union all
       select c.*, p.path || lower(c.label_de) || c.key from categories c join placed p on c.tenant_id = p.tenant_id and c.parent = p.key)
     select c.key, c.revision, c.label_de as "labelDe", c.label_en as "labelEn", c.parent, c.default_skill as "defaultSkill",
       c.skill_level as "skillLevel", c.roadmap_theme as "roadmapTheme", c.is_security as "isSecurity", c.alert_domains as "alertDomains",
       c.asset_kinds as "assetKinds", c.is_active as "isActive",
       (select count(*)::int from tickets t where t.tenant_id = $1 and t.category = c.key and t.closed_at is null) as tickets
     from placed c order by c.path limit 1000`,
    [tx.tenantId],
  );
}

/** What technicians can, with how many have it. */
export interface KeptSkill {
  readonly key: string;
  readonly revision: number;
  readonly labelDe: string;
  readonly labelEn: string;
  readonly isActive: boolean;
  readonly staff: number;
  readonly categories: number;
}

/** All skills, by name; those that are offered alone when `isOffered`. */
export function listSkills(tx: Tx, isOffered: boolean): Promise<KeptSkill[]> {
  return tx.query<KeptSkill>(
    `select s.key, s.revision, s.label_de as "labelDe", s.label_en as "labelEn", s.is_active as "isActive",
       (select count(*)::int from technician_skills t where t.tenant_id = $1 and t.skill = s.key) as staff,
       (select count(*)::int from categories c where c.tenant_id = $1 and c.default_skill = s.key) as categories
     from skills s where s.tenant_id = $1 and (s.is_active or not $2) order by lower(s.label_de), s.key limit 1000`,
    [tx.tenantId, isOffered],
  );
}

/** When alerts of a customer, or of one of their assets, open no ticket. */
export interface KeptMaintenance {
  readonly id: string;
  readonly customerId: string;
  readonly customer: string;
  readonly assetId: string | null;
  readonly asset: string | null;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly reason: string;
  readonly state: "planned" | "running" | "over";
}

/** Maintenance windows: those to come and those of the last ninety days, the latest first. */
export function listMaintenance(tx: Tx, now: Date): Promise<KeptMaintenance[]> {
  return tx.query<KeptMaintenance>(
    `${windows} and w.to_at > $2::timestamptz - interval '90 days' order by w.from_at desc, w.id limit 500`,
    [tx.tenantId, now],
  );
}

/** One of them; undefined where there is none. */
export async function findMaintenance(tx: Tx, id: string, now: Date): Promise<KeptMaintenance | undefined> {
  const [row] = await tx.query<KeptMaintenance>(`${windows} and w.id = $3`, [tx.tenantId, now, id]);
  return row;
}

const windows = `select w.id, w.customer_id as "customerId", c.name as customer, w.asset_id as "assetId", a.name as asset,
    w.from_at as "fromAt", w.to_at as "toAt", w.reason,
    case when w.to_at <= $2 then 'over' when w.from_at > $2 then 'planned' else 'running' end as state
  from maintenance_windows w join customers c on c.tenant_id = w.tenant_id and c.id = w.customer_id
  left join assets a on a.tenant_id = w.tenant_id and a.id = w.asset_id where w.tenant_id = $1`;
