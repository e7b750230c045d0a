import { createHash } from "node:crypto";
import { addComment, commentUses, editComment } from "../../desk/cases/comments.ts";
import type { Comment } from "../../desk/cases/comments.ts";
import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { useFiles } from "../../desk/files/uses.ts";
import { caseKeyOf } from "../../instances/cases.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { tellPeople } from "../tellPeople.ts";
import type { Unit } from "../unit.ts";

/** What is said, and where. */
export interface Saying {
  readonly instanceId: string;
  readonly body: string;
  readonly fileIds: readonly string[];
  /** A path of the product where whoever is mentioned finds it. */
  readonly link: string;
}

/**
 * Says something about the case of an instance. Whom it mentions is told; the instance's trail says that it was said, and
 * the hash of what, so that the words themselves can be erased one day.
 *
 * @throws {Refusal} `instance.missing`, `file.missing` a file that the case does not have
 */
export function comment(house: House, cause: Cause, { instanceId, body, fileIds, link }: Saying): Promise<Comment> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(instanceId);
    const caseKey = caseKeyOf(held.row);
    const said = await addComment(unit.tx, { caseKey, author: cause.actor, body }, unit.now);
    await useFiles(unit.tx, { kind: commentUses, id: said.id }, { kind: "case", id: caseKey }, fileIds);
    unit.record(held, "comment", { ...traceOf(said), files: [...fileIds] });
    unit.caseKeys.add(caseKey);
    await tellMentioned(unit, said, { logins: said.mentions, link });
    return said;
  });
}

/** Puts right what one has said. @throws {Refusal} `comment.missing`, `comment.others`, `comment.late` */
export function putRight(
  house: House,
  cause: Cause,
  { id, body, link }: { readonly id: string; readonly body: string; readonly link: string },
): Promise<Comment> {
  return commit(house, cause, async (unit) => {
    const { comment: said, newMentions } = await editComment(unit.tx, { id, author: cause.actor, body }, unit.now);
    await appendTrail(unit.tx, {
      streamId: `case:${said.caseKey}`,
      at: unit.now,
      type: "editComment",
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data: traceOf(said),
    });
    unit.caseKeys.add(said.caseKey);
    await tellMentioned(unit, said, { logins: newMentions, link });
    return said;
  });
}

function traceOf({ id, body, mentions }: Comment): JsonObject {
  return { commentId: id, sha256: createHash("sha256").update(body).digest("hex"), mentions: [...mentions] };
}

function tellMentioned(
  unit: Unit,
  { author, caseKey, body }: Comment,
  { logins, link }: { readonly logins: readonly string[]; readonly link: string },
): Promise<void> {
  const others = logins.filter((login) => login !== author);
  const excerpt = body.length > 200 ? `${body.slice(0, 200)} …` : body;
  return tellPeople(unit, others, {
    title: { de: `${author} hat Sie in ${caseKey} erwähnt`, en: `${author} mentioned you in ${caseKey}` },
    body: { de: excerpt, en: excerpt },
    link,
  });
}
