import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Json } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import { mergeParts } from "../../definitions/mergeParts.ts";
import type { MergeKind, PartMerge, Sides } from "../../definitions/mergeParts.ts";
import type { Change } from "../../diagram/diff/diff.ts";
import type { Conflict } from "../../diagram/merge/types.ts";
import { sayConflict } from "../../diagram/words/say.ts";
import { writeElement } from "../command/changes.ts";
import type { Call, Command } from "../command/command.ts";
import { serverOptions } from "../command/connection.ts";
import { exit, usage } from "../command/failure.ts";
import type { Terminal } from "../command/terminal.ts";
import { readSource, sourceHelp } from "../project/source.ts";

/** `ablauf merge` */
export const mergeCommand: Command = {
  name: "merge",
  takes: "BASE OURS THEIRS",
  does: {
    de: "zwei Entwicklungen zusammenführen; nennt, was jemand entscheiden muss",
    en: "merge two developments; tells what somebody has to decide",
  },
  details: {
    de: `${sourceHelp.de}\n\nOffene Konflikte: Rückgabewert 1, im Ergebnis steht der Vorschlag. Entscheiden: --resolve KENNUNG=ours (oder theirs,\nours-theirs, theirs-ours, both, same – was der Konflikt anbietet).\n\nAls Merge-Treiber von Git:\n  git config merge.ablauf.name "Ablauf"\n  git config merge.ablauf.driver "npx ablauf merge %O %A %B --output %A"\n  echo "*.bpmn merge=ablauf" >> .gitattributes\n  echo "rules/*.json merge=ablauf" >> .gitattributes`,
    en: `${sourceHelp.en}\n\nOpen conflicts: exit code 1, the suggestion stands in the result. Decide with --resolve ID=ours (or theirs, ours-theirs,\ntheirs-ours, both, same, whatever the conflict offers).\n\nAs a merge driver of git:\n  git config merge.ablauf.name "Ablauf"\n  git config merge.ablauf.driver "npx ablauf merge %O %A %B --output %A"\n  echo "*.bpmn merge=ablauf" >> .gitattributes\n  echo "rules/*.json merge=ablauf" >> .gitattributes`,
  },
  options: {
    ...serverOptions,
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      means: {
        de: "Ergebnis in diese Datei, sonst auf die Ausgabe",
        en: "the result into this file, else to the output",
      },
    },
    resolve: {
      type: "string",
      multiple: true,
      value: "ID=OPTION",
      means: { de: "eine Entscheidung (mehrfach)", en: "a decision (repeatable)" },
    },
    json: {
      type: "boolean",
      means: { de: "den ganzen Befund als JSON schreiben", en: "write all that was found as JSON" },
    },
  },
  count: [3, 3],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const { kind, sides } = await readSides(call);
  const merge = await mergeParts(kind, sides, decisionsOf(call.texts("resolve")));
  const output = call.text("output");
  if (output !== undefined) await writeFile(path.resolve(terminal.cwd, output), textFor(output, merge.body));
  if (call.isSet("json")) terminal.out(JSON.stringify(merge, undefined, 2));
  else {
    if (output === undefined) terminal.out(textFor("", merge.body).trimEnd());
    writeConflicts(merge, terminal);
  }
  return merge.open.length > 0 ? exit.no : exit.fine;
}

async function readSides(call: Call): Promise<{ readonly kind: MergeKind; readonly sides: Sides }> {
  const [base, ours, theirs] = await Promise.all(call.positionals.map((word) => readSource(call, word)));
  if (!base || !ours || !theirs) throw usage("Erwartet drei Seiten.", "Expected three sides.");
  const { kind } = ours;
  if (kind === "scenario")
    throw usage(
      "Szenarien werden nicht zusammengeführt, sondern neu ausgeführt.",
      "Expected a process, rule set, form or template: scenarios are not merged but run again.",
    );
  if (base.kind !== kind || theirs.kind !== kind)
    throw usage("Erwartet drei Teile derselben Art.", "Expected three parts of one kind.");
  return { kind, sides: { base: base.body, ours: ours.body, theirs: theirs.body } };
}

/** The result as it stands in a file; the file of a template holds one language. */
function textFor(file: string, body: Json): string {
  if (typeof body === "string") return body;
  const [text = ""] = file.endsWith(".hbs") && isObject(body) ? Object.values(body) : [];
  return typeof text === "string" && text !== "" ? text : `${JSON.stringify(body, undefined, 2)}\n`;
}

/** `id=option`; ids may hold an equals sign, options never do. */
function decisionsOf(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.lastIndexOf("=");
      if (at > 0 && at < word.length - 1) return [word.slice(0, at), word.slice(at + 1)];
      throw usage(
        `Erwartet --resolve KENNUNG=OPTION; angegeben ist ${word}.`,
        `Expected --resolve ID=OPTION, but got ${word}.`,
      );
    }),
  );
}

/** What conflicts of all kinds have; processes have the changes of both sides, all others a message or the values. */
interface AnyConflict {
  readonly id: string;
  readonly kind: string;
  readonly message?: { readonly de: string; readonly en: string };
  readonly ours?: unknown;
  readonly theirs?: unknown;
  readonly options?: readonly string[];
  readonly suggestion?: string;
}

function writeConflicts({ conflicts, open }: PartMerge, terminal: Terminal): void {
  const { err, pick, paint } = terminal;
  const told: Terminal = { ...terminal, out: err };
  for (const conflict of (conflicts as readonly AnyConflict[]).filter(({ id }) => open.includes(id))) {
    // see AnyConflict
    const { id, options = ["ours", "theirs"], suggestion } = conflict;
    err(`${paint("yellow", "⚡")} ${paint("bold", id)} ${questionOf(conflict, terminal)}`.trimEnd());
    for (const side of ["ours", "theirs"] as const) {
      err(`  ${pick(side === "ours" ? { de: "wir", en: "ours" } : { de: "sie", en: "theirs" })}:`);
      writeSide(conflict[side], told);
    }
    const offered = options.map((option) =>
      option === suggestion ? `${option} ${pick({ de: "(Vorschlag)", en: "(suggested)" })}` : option,
    );
    err(`  --resolve '${id}=…': ${offered.join(", ")}`);
  }
  if (open.length > 0)
    err(paint("yellow", pick({ de: `${open.length} offene Konflikte`, en: `${open.length} open conflicts` })));
}

/** What has to be decided: of processes in words of the diagram, of all else as the merge says it. */
function questionOf(conflict: AnyConflict, { language, pick }: Terminal): string {
  if (conflict.message !== undefined) return pick(conflict.message);
  return "elements" in conflict ? sayConflict(conflict as unknown as Conflict, language) : ""; // only processes have elements
}

function writeSide(side: unknown, terminal: Terminal): void {
  if (Array.isArray(side) && side.every((each) => isChange(each))) {
    for (const change of side) writeElement(change, { ...terminal, out: (text) => terminal.out(`    ${text}`) });
  } else
    terminal.out(`    ${side === undefined ? terminal.pick({ de: "gelöscht", en: "deleted" }) : JSON.stringify(side)}`);
}

function isChange(value: unknown): value is Change {
  return typeof value === "object" && value !== null && "element" in value && "properties" in value;
}
