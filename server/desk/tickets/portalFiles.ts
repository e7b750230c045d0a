import type { Tx } from "../../db/transact.ts";
import { newId } from "../../base/id.ts";
import type { Intake } from "../intake/intake.ts";
import type { OperationContext } from "../operation.ts";

/**
 * Gives a ticket the files that came with the portal's request it is made from: they have waited under the request's id.
 * A file never changes, so its pieces are taken over by a new one that belongs to the case.
 */
export async function takePortalFiles(
  { tx, now }: Pick<OperationContext, "tx" | "now">,
  { id: intakeId, channel }: Pick<Intake, "id" | "channel">,
  ticketId: string,
): Promise<void> {
  if (channel !== "portal" || intakeId === null) return;
  const waiting = await tx.query<{ id: string; number: string }>(
    `select f.id, t.number from intakes i
       join files f on f.tenant_id = i.tenant_id and f.subject_kind = 'portal' and f.subject_id = i.payload#>>'{request,requestId}'
       join tickets t on t.tenant_id = i.tenant_id and t.id = $3
     where i.tenant_id = $1 and i.id = $2 and i.channel = 'portal'`,
    [tx.tenantId, intakeId, ticketId],
  );
  if (waiting.length === 0) return;
  const files = waiting.map(({ id, number }) => ({ id, number, fresh: newId(now) }));
  const given = JSON.stringify(files);
  await tx.query(
    `insert into file_pieces (tenant_id, file_id, no, body)
     select p.tenant_id, m.fresh, p.no, p.body from jsonb_to_recordset($2) as m (id uuid, fresh uuid)
     join file_pieces p on p.tenant_id = $1 and p.file_id = m.id`,
    [tx.tenantId, given],
  );
  await tx.query(
    `insert into files (tenant_id, id, name, media_type, bytes, sha256, subject_kind, subject_id, created_at, created_by)
     select f.tenant_id, m.fresh, f.name, f.media_type, f.bytes, f.sha256, 'case', m.number, f.created_at, f.created_by
     from jsonb_to_recordset($2) as m (id uuid, fresh uuid, number text) join files f on f.tenant_id = $1 and f.id = m.id`,
    [tx.tenantId, given],
  );
  await tx.query("delete from files where tenant_id = $1 and id = any ($2::uuid[])", [
    tx.tenantId,
    files.map(({ id }) => id),
  ]);
}

/** Days that files wait for a ticket. */
const waitingDays = 2;

/** Removes files of requests that became no ticket; one whose intake still goes on, because a person has to decide, keeps them. */
export async function forgetPortalFiles(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `delete from files f where f.subject_kind = 'portal' and f.created_at < $1::timestamptz - make_interval(days => $2)
       and not exists (select 1 from intakes i join instances n on n.tenant_id = i.tenant_id and n.id = i.instance_id
         where i.tenant_id = f.tenant_id and i.channel = 'portal' and n.status = 'running'
           and i.payload#>>'{request,requestId}' = f.subject_id)`,
    [now, waitingDays],
  );
}
