import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { keepAnswer, unansweredAlerts } from "../../desk/intake/answers.ts";
import type { AlertAnswer, AnswerOutcome, UnansweredAlert } from "../../desk/intake/answers.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { openConnector } from "../frame/open.ts";
import { enabledConnectors } from "../frame/rows.ts";
import type { Connector } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { Declined } from "../http/client.ts";
import { expectInput } from "../input.ts";
import { kindNamed } from "../kinds/index.ts";
import { storableText } from "../storable.ts";

const shape = z.object({
  ticket: z.object({ id: z.uuid(), number: z.string().min(1).max(60) }),
  answer: z.enum(["acknowledged", "closed"]),
});

/**
 * `alert.answer`: tells the sources of a ticket's alerts that somebody is at it, or that it is dealt with, each source once.
 * Output `answered` {told, over, declined, unheard, reasons}. A source that says no is no failure: its reason is kept and told.
 * One that cannot be reached is tried again, and those that were told already are not told twice.
 */
export function alertAnswers(world: World): Performer {
  return { types: ["alert.answer"], perform: { kind: "outside", run: (job) => answerAll(world, job) } };
}

interface Came {
  readonly outcome: AnswerOutcome;
  readonly connector: string | null;
  readonly detail: string;
}

async function answerAll(world: World, { tenantId, instanceId, input }: LeasedJob): Promise<JsonObject> {
  const { ticket, answer } = expectInput(shape, input);
  const [alerts, connectors] = await transact(world.database, tenantId, async (tx) => [
    await unansweredAlerts(tx, ticket.id, answer),
    await enabledConnectors(tx, "alertSource"),
  ]);
  const came: Came[] = [];
  const failures: Error[] = [];
  for (const alert of alerts) {
    try {
      const told = await answerOne(world, { tenantId, connectors, answer, ticketNumber: ticket.number }, alert);
      const said = { alertId: alert.id, answer, ticketId: ticket.id, instanceId };
      await transact(world.database, tenantId, (tx) => keepAnswer(tx, said, told, world.now()));
      came.push(told);
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return { answered: summary(came) };
}

interface Telling {
  readonly tenantId: string;
  readonly connectors: readonly Connector[];
  readonly answer: AlertAnswer;
  readonly ticketNumber: string;
}

async function answerOne(world: World, telling: Telling, alert: UnansweredAlert): Promise<Came> {
  const { tenantId, answer, ticketNumber } = telling;
  if (answer === "closed" && !alert.isActive)
    return { outcome: "over", connector: null, detail: "all clear came already" };
  const connector = connectorOf(telling.connectors, alert);
  if (connector === undefined) return { outcome: "unheard", connector: null, detail: "" };
  const { port } = await openConnector(world, tenantId, connector, "alertSource");
  const { id, isActive: _, connectionId: __, ...known } = alert;
  try {
    const told = await port.answer?.({ ...known, ticketNumber, answer }, `${id}~${answer}`);
    return { outcome: "unheard", detail: "", ...told, connector: connector.name };
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    return { outcome: "declined", connector: connector.name, detail: storableText(error.message, 1_000) };
  }
}

/** The connection that it came by, where that can answer; else one for this connection, else one for the product. */
function connectorOf(connectors: readonly Connector[], alert: UnansweredAlert): Connector | undefined {
  const rank = (connector: Connector): number => {
    const answers = kindNamed(connector.kind).answersFor?.(connector.settings);
    if (answers === undefined || (answers.source !== "*" && answers.source !== alert.source)) return 0;
    if (connector.id === alert.connectionId) return 3;
    if (answers.connectionId !== undefined) return answers.connectionId === alert.connectionId ? 2 : 0;
    return 1;
  };
  const [best] = connectors.toSorted((one, other) => rank(other) - rank(one));
  return best !== undefined && rank(best) > 0 ? best : undefined;
}

function summary(came: readonly Came[]): JsonObject {
  const count = (outcome: AnswerOutcome): number => came.filter((each) => each.outcome === outcome).length;
  const reasons = came
    .filter(({ outcome }) => outcome === "declined")
    .map(({ connector, detail }) => `${connector ?? ""}: ${detail}`);
  return {
    told: count("told"),
    over: count("over"),
    declined: count("declined"),
    unheard: count("unheard"),
    reasons: [...new Set(reasons)].slice(0, 5),
  };
}
