import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";

/** A view of the task list under a name: what the URL says behind the question mark. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly owner: string;
  /** The role whose people see it too. */
  readonly sharedWith: string | null;
}

/** So many views one person keeps. */
const most = 50;

const columns = `id, name, query, owner, shared_with as "sharedWith"`;

/** The views that somebody sees: their own and those shared with one of their roles, by name. */
export function savedViews(tx: Tx, person: Person): Promise<SavedView[]> {
  return tx.query<SavedView>(
    `select ${columns} from saved_views where tenant_id = $1 and (owner = $2 or shared_with = any ($3))
     order by lower(name), id limit 200`,
    [tx.tenantId, person.login, person.roles],
  );
}

/** What somebody wants to keep. */
export type NewView = Pick<SavedView, "name" | "query" | "sharedWith">;

/** Keeps a view; one of the same name is written over. @throws {Refusal} `view.role` not one's own, `view.most` */
export async function saveView(tx: Tx, person: Person, view: NewView, now: Date): Promise<SavedView> {
  refuseRole(person, view.sharedWith);
  const [row] = await tx.query<SavedView>(
    `insert into saved_views (tenant_id, id, owner, name, query, shared_with, created_at)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from saved_views where tenant_id = $1 and owner = $3 and name <> $4) < ${most}
     on conflict (tenant_id, owner, name) do update set query = excluded.query, shared_with = excluded.shared_with
     returning ${columns}`,
    [tx.tenantId, newId(now), person.login, view.name, view.query, view.sharedWith, now],
  );
  if (row !== undefined) return row;
  throw new Refusal("unprocessable", "view.most", `Expected at most ${most} views, but ${person.login} has as many`);
}

/** Forgets a view of one's own. @throws {Refusal} `view.missing` */
export async function forgetView(tx: Tx, person: Person, id: string): Promise<void> {
  const rows = await tx.query("delete from saved_views where tenant_id = $1 and id = $2 and owner = $3 returning id", [
    tx.tenantId,
    id,
    person.login,
  ]);
  if (rows.length > 0) return;
  throw new Refusal("missing", "view.missing", `Expected a view of ${person.login}, but ${id} is none`);
}

function refuseRole(person: Person, role: string | null): void {
  if (role === null || person.roles.includes(role)) return;
  throw new Refusal("forbidden", "view.role", `Expected one of the roles of ${person.login}, but ${role} is none`);
}
