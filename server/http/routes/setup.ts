import { listConnectors } from "../../connectors/frame/rows.ts";
import type { Connector } from "../../connectors/frame/rows.ts";
import type { Tx } from "../../db/transact.ts";
import { readHouseRecords } from "../../desk/reads/setup.ts";
import { houseZone } from "../../desk/records/absenceCalendar.ts";
import { listPeople } from "../../identity/users.ts";
import { plainRoute } from "../route.ts";
import type { Route, Site } from "../route.ts";
import * as wire from "../wireHouse.ts";
import { within } from "./records.ts";

/** What a house needs before its processes can do their work. */
export const setupRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/setup",
    summary: "What a house needs before tickets, mails, billing and ledgers work, and what of it there is",
    permission: "administration",
    answer: wire.setup,
    run: (call) =>
      within(call, async (tx) => {
        const steps = await readSteps(tx, call.site);
        return { steps, open: steps.filter(({ isDone, isOptional }) => !isDone && !isOptional).length };
      }),
  }),
];

/** The steps in the order in which they are best taken. Everything is read off the rows; nothing is ticked by hand. */
async function readSteps(tx: Tx, site: Site): Promise<wire.SetupStep[]> {
  const instant = Temporal.Instant.fromEpochMilliseconds(site.house.now().getTime());
  const today = instant
    .toZonedDateTimeISO(await houseZone(tx))
    .toPlainDate()
    .toString();
  const has = await readHouseRecords(tx, today);
  const people = await listPeople(tx, undefined);
  const connectors = await listConnectors(tx);
  const anybody = (role: string) => people.some(({ roles }) => roles.includes(role));
  return [
    step("seller", "house", has.seller),
    step("calendar", "house", has.calendar),
    step("categories", "tickets", has.categories),
    step("technicians", "tickets", has.technicians),
    step("dispatchers", "tickets", anybody("dispatcher")),
    step("customers", "tickets", has.customers),
    option("contracts", "tickets", has.contracts),
    step("mailOut", "mails", site.hasMailServer || connects(connectors, "mailOut")),
    option("mailIn", "mails", connects(connectors, "mailIn")),
    step("prices", "billing", has.prices),
    step("billers", "billing", anybody("billing-manager")),
    step("ledger", "ledgers", has.ledger),
  ];
}

type Key = wire.SetupStep["key"];
type Area = wire.SetupStep["area"];

function step(key: Key, area: Area, isDone: boolean): wire.SetupStep {
  return { key, area, isDone, isOptional: false };
}

/** Something is lost without it, but nothing stands. */
function option(key: Key, area: Area, isDone: boolean): wire.SetupStep {
  return { key, area, isDone, isOptional: true };
}

function connects(connectors: readonly Connector[], capability: Connector["capability"]): boolean {
  return connectors.some((each) => each.capability === capability && each.isEnabled);
}
