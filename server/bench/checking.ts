import { demoAccounts } from "../../seeds/accounts.ts";
import { roles } from "../identity/person.ts";
import { surroundingsOf } from "../lint/around.ts";
import { lint } from "../lint/lint.ts";
import { standardHoldings } from "../lint/testing.ts";
import { atMost, median, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";

/** What checking the ticket lifecycle takes, as it is checked while somebody draws. Once the code is warm. */
export async function measureChecking(rounds: number): Promise<Findings> {
  const holdings = await standardHoldings();
  const groups = new Set([...Object.keys(roles), ...demoAccounts.flatMap((account) => account.roles)]);
  const around = { ...(await surroundingsOf(holdings)), groups };
  const xml = holdings.files.get("ticket-lifecycle") ?? "";
  const times: number[] = [];
  for (let round = -5; round < rounds * 4; round += 1) {
    const began = performance.now();
    await lint(xml, around);
    if (round >= 0) times.push(performance.now() - began);
  }
  return {
    goals: [atMost(100, median(times), "ms", "checking the ticket lifecycle, median")],
    figures: { median: rounded(median(times)), least: rounded(Math.min(...times)), most: rounded(Math.max(...times)) },
  };
}
