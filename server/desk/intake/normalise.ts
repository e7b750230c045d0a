import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { fromAlert } from "./fromAlert.ts";
import { fromMail } from "./fromMail.ts";
import { fromCall, fromPortal, fromProcess } from "./fromPeople.ts";

const channel = z.object({ channel: z.enum(["rmm", "soc", "mail", "portal", "phone", "api"]) });

/** What every intake has; a channel fills in what it knows. */
const blank: JsonObject = {
  title: "",
  description: "",
  text: "",
  customerId: null,
  customerName: null,
  contactId: null,
  contactName: null,
  siteId: null,
  assetId: null,
  category: null,
  impact: null,
  urgency: null,
  confidence: 0,
  kind: "incident",
  domain: null,
  severity: null,
  alertKind: null,
  dedupKey: null,
  replyToTicket: null,
  linkedTicketNumber: null,
  ticketId: null,
  messageId: null,
  sender: null,
  senderName: null,
  senderKind: "customer",
  replyToken: false,
  knownAddress: false,
  knownDomain: false,
  domainShared: false,
  knownPhone: false,
  phone: null,
};

/**
 * `desk.intake.normalise`: one form for whatever came in, with whom it concerns as far as that can be known.
 *
 * @throws {BpmnError} `parse.failed` when it has not the shape of its channel
 */
export const normalise: Operation = async (context, given) => {
  const { channel: from } = unreadable(() => expectInput(channel, given));
  const found = await readChannel(context, from, given).catch((error: unknown) => unreadable(() => rethrow(error)));
  const [raw] = await context.tx.query<{ id: string }>(
    "select id from intakes where tenant_id = $1 and instance_id = $2 order by received_at desc limit 1",
    [context.tx.tenantId, context.instanceId],
  );
  const intake: JsonObject = { ...blank, id: raw?.id ?? newId(context.now), channel: from, ...found };
  return {
    variables: { intake: { ...intake, text: intake["description"] === "" ? intake["title"] : intake["description"] } },
  };
};

function readChannel(
  context: OperationContext,
  from: z.output<typeof channel>["channel"],
  given: JsonObject,
): Promise<JsonObject> {
  switch (from) {
    case "rmm":
    case "soc":
      return fromAlert(context, given["alert"]);
    case "mail":
      return fromMail(context, given["mail"]);
    case "portal":
      return fromPortal(context, given["request"]);
    case "phone":
      return fromCall(context, given["call"], given["phone"]);
    case "api":
      return fromProcess(context, given["ticketRequest"]);
  }
}

/** What is not as expected here is no defect of the model but of what came in: the model foresees it. */
function unreadable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal && error.code === "desk.input") throw new BpmnError("parse.failed", error.message);
    throw error;
  }
}

function rethrow(error: unknown): never {
  throw error;
}
