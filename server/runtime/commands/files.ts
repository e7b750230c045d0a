import { appendTrail } from "../../audit/trail.ts";
import { storeFile } from "../../desk/files/files.ts";
import type { StoredFile, Subject } from "../../desk/files/files.ts";
import { deleteFile } from "../../desk/files/uses.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";

/** A file that somebody attaches. `body` may be read several times, when the transaction has to begin anew. */
export interface Attaching {
  readonly name: string;
  readonly subject: Subject;
  readonly body: () => AsyncIterable<Buffer>;
}

/** Attaches a file to a case or record. */
export function attachFile(house: House, cause: Cause, { name, subject, body }: Attaching): Promise<StoredFile> {
  return commit(house, cause, async (unit) => {
    const stored = await storeFile(unit.tx, { name, body: body(), subject, createdBy: cause.actor }, unit.now);
    await note(unit, "attachFile", stored);
    return stored;
  });
}

/** Deletes a file that nothing uses. @throws {Refusal} `file.used`, `file.missing` */
export function removeFile(house: House, cause: Cause, file: StoredFile): Promise<void> {
  return commit(house, cause, async (unit) => {
    await deleteFile(unit.tx, file.id);
    await note(unit, "removeFile", file);
  });
}

async function note(unit: Unit, type: string, { id, name, sha256, subject }: StoredFile): Promise<void> {
  if (subject === null) return;
  const { actor, requestId = null } = unit.cause;
  const streamId = `${subject.kind}:${subject.id}`;
  const data = { fileId: id, name, sha256 };
  await appendTrail(unit.tx, { streamId, at: unit.now, type, actor, requestId, data });
  if (subject.kind === "case") unit.caseKeys.add(subject.id);
}
