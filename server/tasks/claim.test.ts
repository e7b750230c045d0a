import test from "ava";
import { person } from "../test/workshop.ts";
import { claim, refuseCompletion } from "./claim.ts";
import type { TaskRow } from "./rows.ts";

test("who asked for something neither takes nor completes its approval, be it as supervisor", (t) => {
  const task = {
    assignee: null,
    owner: null,
    candidate_users: [],
    candidate_groups: ["dispatcher"],
    input: { excludedLogins: ["dee"] },
  };
  const approval = task as unknown as TaskRow; // the rest of a row does not matter here

  for (const role of ["dispatcher", "administrator"]) {
    t.throws(() => claim(approval, person("dee", role)), { code: "task.excluded" });
    t.throws(() => refuseCompletion(approval, person("dee", role)), { code: "task.excluded" });
  }
  t.is(claim(approval, person("eva", "dispatcher")).assignee, "eva");
  t.notThrows(() => refuseCompletion(approval, person("eva", "dispatcher")));
});
