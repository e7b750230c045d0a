import { diffParts } from "../../definitions/diffParts.ts";
import type { Call, Command } from "../command/command.ts";
import { writeChanges } from "../command/changes.ts";
import { serverOptions } from "../command/connection.ts";
import { exit, usage } from "../command/failure.ts";
import { readSource, sourceHelp } from "../project/source.ts";

/** `ablauf diff` */
export const diffCommand: Command = {
  name: "diff",
  takes: "BEFORE AFTER",
  does: {
    de: "zwei Versionen nach Bedeutung vergleichen, das Layout für sich",
    en: "compare two versions by meaning, layout apart",
  },
  details: sourceHelp,
  options: {
    ...serverOptions,
    json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } },
    "exit-code": {
      type: "boolean",
      means: { de: "Rückgabewert 1, wenn es Unterschiede gibt", en: "exit code 1 when there are differences" },
    },
  },
  count: [2, 2],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const [first = "", second = ""] = positionals;
  const before = await readSource(call, first);
  const after = await readSource(call, second);
  if (before.kind !== after.kind)
    throw usage(
      `Erwartet zwei Teile derselben Art; ${first} ist ${before.kind}, ${second} ist ${after.kind}.`,
      `Expected two parts of one kind, but ${first} is a ${before.kind} and ${second} a ${after.kind}.`,
    );
  const found = await diffParts(before.kind, before.body, after.body);
  if (call.isSet("json")) {
    terminal.out(JSON.stringify(found, undefined, 2));
    return call.isSet("exit-code") && isDifferent(found) ? exit.no : exit.fine;
  }
  terminal.out(terminal.paint("bold", `${before.name} → ${after.name}`));
  const isOther = writeChanges(before.kind, found, terminal);
  return call.isSet("exit-code") && isOther ? exit.no : exit.fine;
}

/** Whether any list in a difference holds anything. */
function isDifferent(found: object): boolean {
  return Object.values(found).some((part: unknown) =>
    Array.isArray(part) ? part.length > 0 : typeof part === "object" && part !== null && isDifferent(part),
  );
}
