import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { lint } from "../../lint/lint.ts";
import { standardJobTypes } from "../../lint/jobTypes.ts";
import { compile } from "../../engine/compile.ts";
import type { Call, Command } from "../command/command.ts";
import { exit, Failure, usage } from "../command/failure.ts";
import { countFindings, writeFindings } from "../command/findings.ts";
import { readPartFile } from "../project/source.ts";
import { writePart } from "../project/write.ts";
import { findRoot } from "../project/read.ts";
import { xmlOf } from "../../definitions/parts.ts";
import type { Part } from "../../definitions/parts.ts";

/** `ablauf import` */
export const importCommand: Command = {
  name: "import",
  takes: "FILE …",
  does: {
    de: "Dateien anderer Werkzeuge in den Ordner aufnehmen und sagen, was nicht verstanden wurde",
    en: "take files of other tools into the folder and say what was not understood",
  },
  details: {
    de: "BPMN 2.0 (auch mit Erweiterungen von Camunda, Zeebe und Flowable), Regelsätze und Formulare als JSON.\nAuf den Server kommen sie mit ablauf push.",
    en: "BPMN 2.0 (with extensions of Camunda, Zeebe and Flowable as well), rule sets and forms as JSON.\nThey come to the server with ablauf push.",
  },
  options: {
    into: {
      type: "string",
      value: "FOLDER",
      means: { de: "Ordner; sonst der aktuelle", en: "the folder; else the current one" },
    },
    force: { type: "boolean", means: { de: "vorhandene Dateien ersetzen", en: "replace files that are there" } },
  },
  count: [1, 200],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const folder = path.resolve(terminal.cwd, call.text("into") ?? ".");
  const root = (await findRoot(folder)) ?? folder;
  let isBad = false;
  for (const word of positionals) {
    const parts = await partsIn(path.resolve(terminal.cwd, word));
    for (const part of parts) {
      const [file = ""] = await take(root, part, call.isSet("force"));
      terminal.out(`${terminal.paint("green", "+")} ${path.relative(terminal.cwd, file)}`);
    }
    const found = await findingsIn(parts);
    writeFindings(word, found, terminal);
    terminal.err(countFindings(found, terminal));
    isBad ||= found.some(({ severity }) => severity === "error");
  }
  return isBad ? exit.no : exit.fine;
}

/** What a file holds: a BPMN file is a part under the id of its first executable process. */
async function partsIn(file: string): Promise<readonly Part[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Failure(
      {
        de: `Erwartet eine Datei ${file}; sie ist nicht lesbar.`,
        en: `Expected a file ${file}, but it cannot be read.`,
      },
      exit.usage,
    );
  });
  if (/\.(?:zip|dmn)$/.test(file))
    throw usage(
      `Erwartet BPMN oder JSON; ${path.basename(file)} nimmt der Server entgegen.`,
      `Expected BPMN or JSON; ${path.basename(file)} is for the server to take.`,
    );
  const part = await readPartFile(file);
  if (part.kind !== "process") return [part];
  const { definitions } = await compile(text);
  const process = definitions.find(({ isExecutable }) => isExecutable) ?? definitions[0];
  return [{ ...part, key: process?.processId ?? part.key }];
}

async function take(root: string, part: Part, isForced: boolean): Promise<readonly string[]> {
  await mkdir(root, { recursive: true });
  const place = part.kind === "process" ? path.join(root, "processes", part.key, `${part.key}.bpmn`) : undefined;
  const isThere =
    place !== undefined &&
    (await stat(place).then(
      () => true,
      () => false,
    ));
  if (isThere && !isForced)
    throw new Failure({
      de: `${place} gibt es schon; ersetzen mit --force.`,
      en: `Expected a new file, but ${place} is there; replace it with --force.`,
    });
  return writePart(root, part, undefined, new Map());
}

async function findingsIn(parts: readonly Part[]): Promise<Parameters<typeof writeFindings>[1]> {
  const all = await Promise.all(
    parts.filter(({ kind }) => kind === "process").map(({ body }) => lint(xmlOf(body), { jobTypes: standardJobTypes })),
  );
  return all.flat().map(({ elementId, ...finding }) => ({ place: elementId, ...finding }));
}
