import { z } from "zod";

/** Figures of the desk and of processes over the wire. Days are whole, in the desk's time zone. */

const count = z.number().int();
const span = z.object({ from: z.iso.date(), to: z.iso.date(), timeZone: z.string() });
const pace = z.object({
  count,
  median: z.number().nullable().describe("Service minutes, pauses left out"),
  p90: z.number().nullable(),
});

export const serviceFigures = span.extend({
  attainment: z
    .array(
      z.object({
        kind: z.enum(["response", "resolution"]),
        priority: z.string().nullable(),
        met: count,
        breached: count,
      }),
    )
    .describe("Clocks that stopped in the span"),
  response: pace,
  resolution: pace,
  days: z.array(
    z.object({ day: z.iso.date(), opened: count, ended: count, open: count.describe("When the day was over") }),
  ),
  ages: z.array(
    z.object({ bucket: z.enum(["1", "3", "7", "30", "more"]).describe("Younger than so many days"), count }),
  ),
  solved: count,
  reopened: count.describe("Of the solved"),
  workedMinutes: count,
});

const element = z.object({
  elementId: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  entered: count,
  waited: count,
  waiting: count.describe("Tokens that wait there now"),
  median: z.number().nullable().describe("Milliseconds that tokens waited"),
  p90: z.number().nullable(),
});

export const processFigures = span.extend({
  key: z.string(),
  definitionId: z.string().nullable().describe("The version to draw on"),
  days: z.array(z.object({ day: z.iso.date(), started: count, ended: count })),
  started: count,
  ended: z.record(z.string(), count).describe("By how they ended"),
  running: count,
  duration: z.object({ count, median: z.number().nullable().describe("Milliseconds"), p90: z.number().nullable() }),
  instances: count.describe("Whose trail was read for the elements"),
  elements: z.array(element),
});

export type ServiceFigures = z.infer<typeof serviceFigures>;
export type ProcessFigures = z.infer<typeof processFigures>;
