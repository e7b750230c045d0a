import { newId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";

/** Whom to tell: roles, logins, and whoever is on call. */
export interface Audience {
  readonly groups: readonly string[];
  readonly logins: readonly string[];
  readonly onCall: boolean;
}

/** Somebody with an account, and the language they work in. */
export interface Recipient {
  readonly login: string;
  readonly language: "de" | "en";
}

/** What somebody is told. */
export interface NewNotification {
  readonly login: string;
  readonly title: string;
  readonly body: string;
  /** A path of the product, `/ops/…`. */
  readonly link: string | null;
}

/** A notification as its reader sees it. */
export interface Notification extends Omit<NewNotification, "login"> {
  readonly id: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** The accounts that an audience stands for, each once. Logins without an active account are left out. */
export async function recipientsOf(tx: Tx, { groups, logins, onCall }: Audience): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `select u.login, u.language from users u
     where u.tenant_id = $1 and u.is_active and (u.roles && $2 or u.login = any ($3) or $4 and exists (
       select 1 from technicians t where t.tenant_id = u.tenant_id and t.login = u.login and t.is_on_call and t.is_active))
     order by u.login`,
    [tx.tenantId, groups, logins, onCall],
  );
}

/**
 * Notifies people, each at most once per job key, so that a job that runs again tells nobody twice.
 *
 * @returns how many were told now
 */
export async function notify(
  tx: Tx,
  notifications: readonly NewNotification[],
  jobKey: string | null,
  now: Date,
): Promise<number> {
  const column = <K extends keyof NewNotification>(name: K) => notifications.map((each) => each[name]);
  const rows = await tx.query(
    `insert into notifications (tenant_id, id, login, title, body, link, job_key, created_at)
     select $1, given.id, given.login, given.title, given.body, given.link, $7, $8
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as given (id, login, title, body, link)
     on conflict (tenant_id, job_key, login) where job_key is not null do nothing returning id`,
    [
      tx.tenantId,
      notifications.map(() => newId(now)),
      column("login"),
      column("title"),
      column("body"),
      column("link"),
      jobKey,
      now,
    ],
  );
  return rows.length;
}

/** What somebody was told, the newest first. `before` is the last one of the page before. */
export async function listNotifications(
  tx: Tx,
  login: string,
  page: { readonly before?: Pick<Notification, "createdAt" | "id">; readonly limit: number },
): Promise<Notification[]> {
  return tx.query<Notification>(
    `select id, title, body, link, created_at as "createdAt", read_at as "readAt" from notifications
     where tenant_id = $1 and login = $2 and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
     order by created_at desc, id desc limit $5`,
    [tx.tenantId, login, page.before?.createdAt ?? null, page.before?.id ?? null, page.limit],
  );
}

/** How many notifications somebody has not read. */
export async function countUnread(tx: Tx, login: string): Promise<number> {
  const [row] = await tx.query<{ unread: number }>(
    "select count(*)::int as unread from notifications where tenant_id = $1 and login = $2 and read_at is null",
    [tx.tenantId, login],
  );
  return row?.unread ?? 0;
}

/** Marks all that somebody was told until now as read. */
export async function markNotificationsRead(tx: Tx, login: string, now: Date): Promise<void> {
  await tx.query(
    "update notifications set read_at = $3 where tenant_id = $1 and login = $2 and read_at is null and created_at <= $3",
    [tx.tenantId, login, now],
  );
}
