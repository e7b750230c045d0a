import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** So long a comment may be put right by who wrote it. Milliseconds: a quarter of an hour. */
export const editWindow = 900_000;

/** Something said about a case. */
export interface Comment {
  readonly id: string;
  readonly caseKey: string;
  readonly author: string;
  readonly body: string;
  readonly mentions: readonly string[];
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

/** A comment in a list: with what it said before, and what is attached to it. */
export interface ListedComment extends Comment {
  readonly earlier: readonly { readonly body: string; readonly at: string }[];
  readonly fileIds: readonly string[];
}

const columns = `id, case_key as "caseKey", author, body, mentions, created_at as "createdAt", edited_at as "editedAt"`;

/** Who uses a file that hangs on a comment. */
export const commentUses = "comment";

/** The latest comments on a case, at most 500, the oldest first. */
export function listComments(tx: Tx, caseKey: string): Promise<ListedComment[]> {
  return tx.query<ListedComment>(
    `select c.*, (select coalesce(jsonb_agg(jsonb_build_object('body', v.body, 'at', v.at) order by v.no), '[]')
         from comment_versions v where v.tenant_id = $1 and v.comment_id = c.id) as earlier,
       array(select u.file_id::text from file_uses u
         where u.tenant_id = $1 and u.kind = $3 and u.user_id = c.id::text order by u.file_id) as "fileIds"
     from (select ${columns} from comments where tenant_id = $1 and case_key = $2
       order by created_at desc, id desc limit 500) as c
     order by c."createdAt", c.id`,
    [tx.tenantId, caseKey, commentUses],
  );
}

/** Writes a comment. */
export async function addComment(
  tx: Tx,
  { caseKey, author, body }: Pick<Comment, "caseKey" | "author" | "body">,
  now: Date,
): Promise<Comment> {
  const mentions = await mentionsIn(tx, body);
  const comment = { id: newId(now), caseKey, author, body, mentions, createdAt: now, editedAt: null };
  await tx.query(
    `insert into comments (tenant_id, id, case_key, author, body, mentions, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, comment.id, caseKey, author, body, mentions, now],
  );
  return comment;
}

/**
 * Puts a comment right; what it said before is kept.
 *
 * @returns the comment as it is now, and whom it mentions that it did not mention before
 * @throws {Refusal} `comment.missing`, `comment.others` somebody else wrote it, `comment.late`
 */
export async function editComment(
  tx: Tx,
  { id, author, body }: Pick<Comment, "id" | "author" | "body">,
  now: Date,
): Promise<{ readonly comment: Comment; readonly newMentions: readonly string[] }> {
  const before = await lockComment(tx, id);
  if (before.author !== author)
    throw new Refusal("forbidden", "comment.others", `Expected a comment of ${author}, but ${before.author} wrote it`);
  if (now.getTime() - before.createdAt.getTime() > editWindow)
    throw new Refusal("conflict", "comment.late", "Expected a comment of the last 15 minutes, but it is older");
  const mentions = await mentionsIn(tx, body);
  await tx.query(
    `insert into comment_versions (tenant_id, comment_id, no, body, at)
     select $1, $2, count(*) + 1, $3, $4 from comment_versions where tenant_id = $1 and comment_id = $2`,
    [tx.tenantId, id, before.body, before.editedAt ?? before.createdAt],
  );
  await tx.query("update comments set body = $3, mentions = $4, edited_at = $5 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    body,
    mentions,
    now,
  ]);
  const newMentions = mentions.filter((login) => !before.mentions.includes(login));
  return { comment: { ...before, body, mentions, editedAt: now }, newMentions };
}

async function lockComment(tx: Tx, id: string): Promise<Comment> {
  const [row] = await tx.query<Comment>(`select ${columns} from comments where tenant_id = $1 and id = $2 for update`, [
    tx.tenantId,
    id,
  ]);
  if (row !== undefined) return row;
  throw new Refusal("missing", "comment.missing", `Expected a known comment, but ${id} is none`);
}

/** The people whom a text names with an @ before their login, each once. An address like `a@b.example` names nobody. */
async function mentionsIn(tx: Tx, body: string): Promise<string[]> {
  const named = [...body.matchAll(/(?<![\w.@-])@([a-z0-9][a-z0-9._@-]{1,99})/g)].flatMap(([, login = ""]) => [
    login,
    login.replace(/[._@-]+$/, ""), // the full stop of a sentence is no part of a login
  ]);
  if (named.length === 0) return [];
  const rows = await tx.query<{ login: string }>(
    "select login from users where tenant_id = $1 and is_active and login = any ($2) order by login limit 50",
    [tx.tenantId, named],
  );
  return rows.map(({ login }) => login);
}
