import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { listInbound } from "../../connectors/mail/inbound.ts";
import type { InboundMail } from "../../connectors/mail/inbound.ts";
import { releaseMail } from "../../connectors/mail/take.ts";
import { transact } from "../../db/transact.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireMails.ts";

/** Mails that came in, and those that were put aside. */
export const inboundMailRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/inbound-mails",
    summary: "A page of the mails that came in, newest first, with what became of each",
    permission: "desk.read",
    query: { state: wire.inboundState.options.join(", "), cursor: "from the page before", limit: "1 to 200" },
    answer: wire.inboundMailPage,
    run: list,
  }),
  plainRoute({
    method: "post",
    path: "/api/inbound-mails/:id/release",
    summary: "Let in a mail that was put aside: the processes are told of it",
    permission: "desk.write",
    run: release,
  }),
];

async function list({ site, person, query }: Call<undefined>): Promise<unknown> {
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  const state = query["state"];
  if (state !== undefined && !wire.inboundState.safeParse(state).success)
    throw new Refusal(
      "invalid",
      "query.state",
      `Expected one of ${wire.inboundState.options.join(", ")}, but it is ${state}`,
    );
  const before = cursor === undefined ? undefined : { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "mail") };
  const rows = await transact(site.house.database, person, (tx) => listInbound(tx, { state, before, limit }));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const nextCursor = last === undefined ? null : writeCursor([last.receivedAt.toISOString(), last.id]);
  return { items: rows.map(present), nextCursor };
}

async function release({ site, cause, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "mail");
  await releaseMail(site.house, cause.tenantId, id);
  await transact(site.house.database, cause.tenantId, (tx) =>
    appendTrail(tx, {
      streamId: "mails",
      at: site.house.now(),
      type: "releaseMail",
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data: { id },
    }),
  );
  return nothing;
}

function present(mail: InboundMail): object {
  const { id, mailbox, messageId, sender, subject, isAutomatic, receivedAt, state, reason, rawFileId } = mail;
  const isReadable = mail.mail !== null;
  return { id, mailbox, messageId, sender, subject, isAutomatic, receivedAt, state, reason, rawFileId, isReadable };
}
