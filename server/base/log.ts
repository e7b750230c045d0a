import { pino } from "pino";
import type { Logger } from "pino";

/** The structured log: one JSON object a line, `requestId` on everything that belongs to one request. */
export type Log = Logger;

/** Creates the log. Secrets never reach it: fields with these names are cut out wherever they stand. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ["password", "token", "*.password", "*.token", "*.authorization", "*.cookie"], remove: true },
  });
}
