import type { Tx } from "../../db/transact.ts";

/** A lead that is erased, with the addresses that wrote for it while they are known. */
export interface Correspondent {
  readonly number: string;
  readonly addresses: readonly string[];
}

/**
 * Takes away what was written with whom a lead was: mails in and out, comments and files of its case. Mails on a ticket stay, and
 * those of an address that a contact or another lead has. That a mail came in stays known, not from whom.
 */
export async function eraseLetters(tx: Tx, { number, addresses }: Correspondent): Promise<void> {
  await eraseMails(tx, addresses);
  await eraseComments(tx, number);
  const files = `select f.id from files f where f.tenant_id = $1 and f.subject_kind = 'case' and f.subject_id = $2
    and not exists (select from documents d where d.tenant_id = f.tenant_id and d.file_id = f.id)`;
  await eraseFiles(tx, files, number);
}

/** The addresses of `$2` that are nobody's else; the lead's row has been emptied before. */
const own = `select a.address from unnest($2::text[]) as a(address)
  where not exists (select from contacts c where c.tenant_id = $1 and lower(c.email) = a.address)
    and not exists (select from opportunities o where o.tenant_id = $1 and lower(o.email) = a.address)`;

async function eraseMails(tx: Tx, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const emptied = await tx.query<{ id: string }>(
    `update inbound_mails i set state = 'deleted', mail = null, raw_file_id = null, sender = '', subject = '', reason = 'Erased with its lead'
     where i.tenant_id = $1 and lower(i.sender) in (${own})
       and not exists (select from ticket_messages m where m.tenant_id = i.tenant_id and m.message_id = i.message_id) returning i.id`,
    [tx.tenantId, addresses],
  );
  const ids = emptied.map(({ id }) => id);
  await eraseFiles(
    tx,
    "select id from files where tenant_id = $1 and subject_kind = 'mail' and subject_id = any($2::text[])",
    ids,
  );
  const sent = `select s.id::text from mails s where s.tenant_id = $1 and s.ticket_number is null
    and (select bool_and(lower(r) in (${own})) from unnest(s.recipients) as r)`;
  await tx.query(`delete from file_uses where tenant_id = $1 and kind = 'mail' and user_id in (${sent})`, [
    tx.tenantId,
    addresses,
  ]);
  await tx.query(`delete from mails where tenant_id = $1 and id::text in (${sent})`, [tx.tenantId, addresses]);
}

async function eraseComments(tx: Tx, number: string): Promise<void> {
  const values = [tx.tenantId, number];
  await tx.query(
    `update comment_versions v set body = '' from comments c where v.tenant_id = $1 and c.tenant_id = $1 and c.id = v.comment_id
       and c.case_key = $2`,
    values,
  );
  await tx.query("update comments set body = '', mentions = '{}' where tenant_id = $1 and case_key = $2", values);
}

/** What used them is erased with them. */
async function eraseFiles(tx: Tx, files: string, of: string | readonly string[]): Promise<void> {
  const values = [tx.tenantId, of];
  await tx.query(`delete from file_uses where tenant_id = $1 and file_id in (${files})`, values);
  await tx.query(`delete from files where tenant_id = $1 and id in (${files})`, values);
}
