import test from "ava";
import type { JsonObject } from "../base/json.ts";
import type { RecordedScenario, ScenarioSuite } from "../http/wireScenarios.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather, tell } from "./story.ts";

let site: Served;
test.before(async () => {
  site = await served();
});
test.after.always(() => site.close());

test.serial(
  "the story of a ticket, told over HTTP, becomes a scenario that passes and notices a changed rule",
  async (t) => {
    t.timeout(120_000);
    const cast = await gather([site.url]);
    const { instanceId, number } = await tell(cast, 1);

    const { status, body } = await cast.admin.send<RecordedScenario>("POST", `/api/instances/${instanceId}/scenario`, {
      key: "story",
      title: { de: "Die Geschichte", en: "The story" },
    });

    t.is(status, 200, JSON.stringify(body));
    t.deepEqual(body.gaps, []);
    t.deepEqual(
      body.report.deviations.map(({ message }) => message.en),
      [],
    );
    const scenario = body.scenario as JsonObject; // the route says that it is one
    t.like(scenario, {
      key: "story",
      process: "ticket-lifecycle",
      start: { kind: "message", name: "alert.normalized" },
    });
    t.deepEqual(
      (scenario["steps"] as readonly JsonObject[]).map((step) => step["element"] ?? step["name"]), // as above
      ["dispatch-assign/U_take", "U_work", "ticket.confirmed", "billing.invoiced"],
    );
    t.true(JSON.stringify(scenario["expect"]).includes(number));

    const { body: rule } = await cast.admin.send<{ body: JsonObject }>(
      "GET",
      "/api/rule-sets/priority_matrix/versions/1",
    );
    const rows = (rule.body["rows"] as readonly JsonObject[]).map((row) => ({ ...row, then: { priority: "P4" } })); // a rule set has rows
    const { body: changed } = await cast.admin.send<ScenarioSuite>("POST", "/api/scenarios/run", {
      bundle: { ruleSets: { priority_matrix: { ...rule.body, rows } } },
      scenarios: [scenario],
    });
    t.is(changed.failed, 1, JSON.stringify(changed).slice(0, 500));
  },
);
