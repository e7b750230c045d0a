import { transact } from "../../../db/transact.ts";
import type { Tx } from "../../../db/transact.ts";
import { channel } from "../../house.ts";
import type { Cause, House, Notice } from "../../house.ts";

/** What a change comes to, and the drafts whose editors are to be told. */
export interface Changed<T> {
  readonly result: T;
  readonly draftIds?: readonly string[];
}

/** One command on drafts or versions, one transaction; afterwards whoever has one of the drafts open is told at once. */
export async function change<T>(
  house: House,
  { tenantId }: Cause,
  work: (tx: Tx, now: Date) => Promise<Changed<T>>,
): Promise<T> {
  const { result, draftIds = [] } = await transact(house.database, tenantId, (tx) => work(tx, house.now()));
  if (draftIds.length > 0) house.database.tell(channel, JSON.stringify(noticeOf(tenantId, draftIds)));
  return result;
}

function noticeOf(tenantId: string, draftIds: readonly string[]): Notice {
  const nothing = { tasks: false, jobs: false, outbox: false, timers: false, messages: false, batches: false };
  return { tenantId, instanceIds: [], ...nothing, draftIds };
}
