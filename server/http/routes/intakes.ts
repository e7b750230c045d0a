import { findIntake, intakeListing } from "../../desk/reads/intakes.ts";
import type { Kept } from "../../desk/records/change.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireIntakes.ts";
import { lookingRoutes } from "./records.ts";

const kept: Kept = { table: "intakes", key: "id", what: "intake" };

/** What came in by mail, telephone, monitoring or portal, and what the processes made of it; also what they put aside. */
export const intakeRoutes: readonly Route[] = lookingRoutes({
  path: "/api/intakes",
  many: "intakes",
  kept,
  listing: intakeListing,
  filters: { state: "quarantined, open, ticket or noted", channel: "mail, rmm, soc, portal, phone or api" },
  page: wire.intakePage,
  answer: wire.wholeIntake,
  find: findIntake,
});
