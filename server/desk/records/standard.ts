import { calendarDefinition } from "../../calendar/calendar.ts";
import type { Database } from "../../db/connect.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { standardCategories } from "./standardCategories.ts";

/** What technicians can, and tickets may ask for. */
const skills = [
  { key: "m365", labelDe: "Microsoft 365", labelEn: "Microsoft 365" },
  { key: "windows", labelDe: "Windows Server", labelEn: "Windows Server" },
  { key: "network", labelDe: "Netzwerk und Firewall", labelEn: "Network and firewall" },
  { key: "backup", labelDe: "Datensicherung", labelEn: "Backup" },
  { key: "security", labelDe: "IT-Sicherheit", labelEn: "IT security" },
  { key: "hardware", labelDe: "Hardware", labelEn: "Hardware" },
  { key: "telephony", labelDe: "Telefonie", labelEn: "Telephony" },
] as const;

const usual = ["08:00-17:00"];
const business = calendarDefinition.parse({
  timeZone: "Europe/Berlin",
  country: "DE",
  hours: { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual },
});
const always = calendarDefinition.parse({ timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } });

/**
 * Gives a tenant what the standard processes count on and it does not have: skills, categories, service calendars with a
 * default among them. What the tenant has stays as it is, so this may run at every start. Number ranges need nothing: a year
 * begins with its own when the first number is drawn.
 */
export async function furnish(tx: Tx): Promise<void> {
  await addSkills(tx);
  await addCategories(tx);
  await addCalendars(tx);
}

/** The same for all tenants of an installation. */
export async function furnishAll(database: Database, exceptFor: string): Promise<void> {
  const tenants = await transact(database, everyTenant, (tx) =>
    tx.query<{ id: string }>("select id from tenants where id <> $1 order by id", [exceptFor]),
  );
  for (const { id } of tenants) await transact(database, id, furnish);
}

function addSkills(tx: Tx): Promise<unknown> {
  return tx.query(
    `insert into skills (tenant_id, key, label_de, label_en)
     select $1, key, "labelDe", "labelEn" from jsonb_to_recordset($2) as s (key text, "labelDe" text, "labelEn" text)
     on conflict do nothing`,
    [tx.tenantId, JSON.stringify(skills)],
  );
}

/** Alerts that fall into a category of the tenant's own keep doing so: a domain that is taken is not given to another. */
function addCategories(tx: Tx): Promise<unknown> {
  return tx.query(
    `with taken as (select distinct unnest(alert_domains) as domain from categories where tenant_id = $1)
     insert into categories (tenant_id, key, label_de, label_en, parent, default_skill, roadmap_theme, is_security, alert_domains, asset_kinds)
     select $1, key, "labelDe", "labelEn", parent, "defaultSkill", "roadmapTheme", coalesce("isSecurity", false),
       array(select d from jsonb_array_elements_text(coalesce("alertDomains", '[]')) as d where d not in (select domain from taken)),
       array(select jsonb_array_elements_text(coalesce("assetKinds", '[]')))
     from jsonb_to_recordset($2) as c (key text, "labelDe" text, "labelEn" text, parent text, "defaultSkill" text, "roadmapTheme" text,
       "isSecurity" boolean, "alertDomains" jsonb, "assetKinds" jsonb)
     on conflict do nothing`,
    [tx.tenantId, JSON.stringify(standardCategories)],
  );
}

/** SLA targets know two calendars: the usual one, which is the default, and one around the clock under its key. */
async function addCalendars(tx: Tx): Promise<void> {
  await tx.query(
    `insert into service_calendars (tenant_id, key, name, definition, is_default)
     select $1, 'standard', 'Servicezeit Mo–Fr 8–17', $2, true
     where not exists (select 1 from service_calendars where tenant_id = $1 and (is_default or key <> '24x7'))
     on conflict do nothing`,
    [tx.tenantId, JSON.stringify(business)],
  );
  await tx.query(
    `insert into service_calendars (tenant_id, key, name, definition) values ($1, '24x7', 'Rund um die Uhr', $2) on conflict do nothing`,
    [tx.tenantId, JSON.stringify(always)],
  );
  await tx.query(
    `update service_calendars set is_default = true where tenant_id = $1
       and key = (select c.key from service_calendars c where c.tenant_id = $1 order by (c.key = '24x7'),
         (select count(*) from technicians s where s.tenant_id = $1 and s.calendar_key = c.key) desc, c.key limit 1)
       and not exists (select 1 from service_calendars where tenant_id = $1 and is_default)`,
    [tx.tenantId],
  );
}
