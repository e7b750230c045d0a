import { z } from "zod";
import { transact } from "../../db/transact.ts";
import { plainRoute } from "../route.ts";
import type { Route } from "../route.ts";

interface Use {
  readonly ruleSet: string;
  readonly process: string;
}

/** Which processes decide by which rule sets. */
export const ruleUseRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/rule-sets/uses",
    summary: "The processes that name a rule set in their newest version, for every rule set",
    permission: "definitions.read",
    answer: z.object({ items: z.array(z.object({ ruleSet: z.string(), process: z.string() })) }),
    run: async ({ site, person }) => {
      const items = await transact(site.house.database, person, (tx) =>
        tx.query<Use>(
          `select distinct found[1] as "ruleSet", newest.key as process from (
             select distinct on (key) key, xml, state from definitions where tenant_id = $1 order by key, version desc
           ) as newest, regexp_matches(newest.xml, 'decisionId="([A-Za-z0-9_.-]+)"', 'g') as found
           where newest.state = 'published' order by 1, 2`,
          [tx.tenantId],
        ),
      );
      return { items };
    },
  }),
];
