import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { editWindow, listComments } from "../../desk/cases/comments.ts";
import type { ListedComment } from "../../desk/cases/comments.ts";
import { listFiles } from "../../desk/files/files.ts";
import { listPeople } from "../../identity/users.ts";
import { caseKeyOf } from "../../instances/cases.ts";
import { readInstance } from "../../instances/rows.ts";
import { comment, putRight } from "../../runtime/commands/comments.ts";
import { idOf } from "../page.ts";
import { presentFile } from "../present/file.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireCases.ts";

/** What people say about a case. */
export const caseRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/instances/:id/comments",
    summary: "What was said about the case of an instance, the oldest first",
    permission: "instances.read",
    answer: wire.commentList,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/comments",
    summary: "Say something about the case; @login tells somebody",
    permission: "tasks.work",
    body: wire.newComment,
    run: say,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/comments/:id",
    summary: "Put right what one has said, within 15 minutes",
    permission: "tasks.work",
    body: wire.editedComment,
    run: edit,
  }),
];

function list(call: Call<undefined>): Promise<unknown> {
  const { house } = call.site;
  return transact(house.database, call.person, async (tx) => {
    const caseKey = caseKeyOf(await readInstance(tx, idOf(call.params["id"], "instance")));
    const comments = await listComments(tx, caseKey);
    const present = await presenter(tx, call, caseKey);
    return { items: comments.map(present) };
  });
}

async function presenter(tx: Tx, { person, site }: Call<undefined>, caseKey: string) {
  const names = new Map((await listPeople(tx, undefined)).map(({ login, name }) => [login, name]));
  const files = new Map((await listFiles(tx, { kind: "case", id: caseKey })).map((file) => [file.id, file]));
  const who = (login: string) => ({ login, name: names.get(login) ?? login });
  const latest = site.house.now().getTime() - editWindow;
  return ({ author, mentions, fileIds, ...said }: ListedComment) => ({
    ...said,
    author: who(author),
    mentions: mentions.map(who),
    files: fileIds.flatMap((id) => {
      const file = files.get(id);
      return file === undefined ? [] : [presentFile(file, names, person)];
    }),
    mayEdit: author === person.login && said.createdAt.getTime() >= latest,
  });
}

async function say({ site, cause, params, body }: Call<typeof wire.newComment._output>): Promise<unknown> {
  const instanceId = idOf(params["id"], "instance");
  await comment(site.house, cause, { ...body, instanceId, link: linkTo(body.taskId, instanceId) });
  return nothing;
}

async function edit({ site, cause, params, body }: Call<typeof wire.editedComment._output>): Promise<unknown> {
  const link = linkTo(body.taskId, undefined);
  await putRight(site.house, cause, { id: idOf(params["id"], "comment"), body: body.body, link });
  return nothing;
}

/** Where whoever is mentioned finds it: at the task from which it was said, else at the instance. */
function linkTo(taskId: string | undefined, instanceId: string | undefined): string {
  if (taskId !== undefined) return `/tasks?view=all&task=${encodeURIComponent(taskId)}`;
  return instanceId === undefined ? "/tasks" : `/ops/${instanceId}`;
}
