import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { decideSender, forgetSender, listSenders, readSender } from "../../desk/intake/senders.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireMails.ts";

/** What was decided about senders of mails: blocked ones are told to nobody, of allowed ones more are let in. */
export const mailSenderRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/mail-senders",
    summary: "Senders of mails that were blocked or allowed",
    permission: "desk.read",
    answer: wire.senderList,
    run: async (call) => ({ items: await within(call, listSenders) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/mail-senders/:address",
    summary: "What was decided about a sender",
    permission: "desk.read",
    answer: wire.sender,
    run: (call) => within(call, (tx) => readSender(tx, addressOf(call))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/mail-senders",
    summary: "Block or allow a sender, or anew: an address, or @ and a domain",
    permission: "desk.write",
    body: wire.newSender,
    answer: wire.sender,
    run: (call) =>
      within(call, async (tx) => {
        const { address } = call.body;
        await decideSender(tx, call.body, { by: call.cause.actor, now: call.site.house.now() });
        await tellOfSender(tx, call, call.body);
        return readSender(tx, address);
      }),
  }),
  plainRoute({
    method: "post",
    path: "/api/mail-senders/:address/forget",
    summary: "Take back what was decided about a sender",
    permission: "desk.write",
    run: async (call) => {
      await within(call, async (tx) => {
        const { address, verdict, reason } = await forgetSender(tx, addressOf(call));
        await tellOfSender(tx, call, { address, verdict, reason, isForgotten: true });
      });
      return nothing;
    },
  }),
];

function addressOf({ params }: Call<unknown>): string {
  return params["address"] ?? "";
}

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

/** Writes down what was decided about a sender. */
export function tellOfSender(
  tx: Tx,
  { site, cause }: Call<unknown>,
  decision: {
    readonly address: string;
    readonly verdict: string;
    readonly reason: string;
    readonly isForgotten?: true;
  },
): Promise<void> {
  const { address, verdict, isForgotten } = decision;
  const type = isForgotten === true ? "forgetSender" : verdict === "blocked" ? "blockSender" : "allowSender";
  return appendTrail(tx, {
    streamId: `mailSender:${address}`,
    at: site.house.now(),
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: { ...decision },
  });
}
