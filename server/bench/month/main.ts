/**
 * `node server/bench/month/main.ts [--customers 50] [--tickets 2000] [--entries 4]`: bills a month of an MSP in one run, to DATEV and BMD,
 * on a PostgreSQL of its own that really writes to disk, and compares the totals with a sum worked out from the raw rows.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { openGround } from "../ground.ts";
import { billMonth } from "./bill.ts";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "50" },
    tickets: { type: "string", default: "2000" },
    entries: { type: "string", default: "4" },
  },
});
const ground = await openGround(process.env["BENCH_DATABASE_URL"]);
try {
  const site = await ground.site();
  const size = {
    customers: Number(values.customers),
    tickets: Number(values.tickets),
    entriesPerTicket: Number(values.entries),
  };
  const billed = await billMonth(site.url, size);
  const { expected, grossCents, datevCents, bmdCents, records, untilFiles, untilClosed, roundTrip } = billed;
  console.log(
    `${size.customers} customers, ${size.tickets} tickets, ${size.tickets * size.entriesPerTicket} time entries`,
  );
  console.log(`invoices ${billed.invoices} (expected ${expected.invoices}), entries billed ${billed.entries}`);
  console.log(
    `gross  billed ${euro(grossCents)}  raw rows ${euro(expected.grossCents)}  DATEV ${euro(datevCents)}  BMD ${euro(bmdCents)}`,
  );
  console.log(`records DATEV ${records.datev}, BMD ${records.bmd}; objections of the validators ${billed.breaches}`);
  console.log(
    `until both files ${(untilFiles / 1000).toFixed(1)} s, until closed ${(untilClosed / 1000).toFixed(1)} s`,
  );
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(`computed ${(billed.computed / 1000).toFixed(1)} s of that; the machine's load is ${load.join(" ")}`);
  console.log(`a transaction of one statement took ${roundTrip.toFixed(1)} ms before the run`);
  const isRight =
    [grossCents, datevCents, bmdCents].every((cents) => cents === expected.grossCents) && billed.breaches === 0;
  console.log(isRight && untilClosed < 60_000 ? "met" : "MISS");
  await site.close();
} finally {
  await ground.leave();
}

function euro(cents: number): string {
  return (cents / 100).toLocaleString("de-DE", { minimumFractionDigits: 2 });
}
