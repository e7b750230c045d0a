import { readFile } from "node:fs/promises";
import path from "node:path";
import { nameOf } from "../../definitions/parts.ts";
import { findingsOf } from "../../runtime/commands/drafts/findings.ts";
import type { Call, Command } from "../command/command.ts";
import { exit, Failure } from "../command/failure.ts";
import { countFindings, writeFindings } from "../command/findings.ts";
import type { Told } from "../command/findings.ts";
import { readImport } from "../project/import.ts";
import type { Import } from "../project/import.ts";
import { findRoot, readProject } from "../project/read.ts";
import type { Project } from "../project/read.ts";
import { projectSurroundings } from "../project/surroundings.ts";
import { writePart } from "../project/write.ts";

/** `ablauf import` */
export const importCommand: Command = {
  name: "import",
  takes: "FILE …",
  does: {
    de: "Dateien anderer Werkzeuge in den Ordner aufnehmen und sagen, was nicht verstanden wurde",
    en: "take files of other tools into the folder and say what was not understood",
  },
  details: {
    de: "BPMN 2.0 (auch mit Erweiterungen von Camunda, Zeebe und Flowable), DMN 1.1 bis 1.5, Regelwerke und Formulare als JSON,\nund ZIP-Archive davon, auch die von ablauf export --format zip. Auf den Server kommt alles mit ablauf push.",
    en: "BPMN 2.0 (with extensions of Camunda, Zeebe and Flowable as well), DMN 1.1 to 1.5, rule sets and forms as JSON, and ZIP\narchives of these, also those of ablauf export --format zip. All of it comes to the server with ablauf push.",
  },
  options: {
    into: {
      type: "string",
      value: "FOLDER",
      means: { de: "Ordner; sonst der aktuelle", en: "the folder; else the current one" },
    },
    force: { type: "boolean", means: { de: "ersetzen, was schon da ist", en: "replace what is there" } },
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
    const found = await readImport(path.basename(word), await readBytes(path.resolve(terminal.cwd, word)));
    const project: Project = (await findRoot(root)) === undefined ? { root, parts: [] } : await readProject(root);
    for (const file of await take(project, found, call.isSet("force")))
      terminal.out(`${terminal.paint("green", "+")} ${path.relative(terminal.cwd, file)}`);
    const told = [...found.findings, ...(await findingsIn(await readProject(root), found))];
    writeFindings(word, told, terminal);
    terminal.err(countFindings(told, terminal));
    isBad ||= told.some(({ severity }) => severity === "error");
  }
  return isBad ? exit.no : exit.fine;
}

async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new Failure(
      {
        de: `Erwartet eine Datei ${file}; sie ist nicht lesbar.`,
        en: `Expected a file ${file}, but it cannot be read.`,
      },
      exit.usage,
    );
  });
}

/** Writes what was read: all of it, or nothing when something of it is there already. @returns the files */
async function take(project: Project, { parts, owners }: Import, isForced: boolean): Promise<readonly string[]> {
  const present = new Map(project.parts.map((part) => [nameOf(part), part]));
  const taken = parts.flatMap((part) => present.get(nameOf(part))?.files ?? []);
  if (taken.length > 0 && !isForced)
    throw new Failure(
      {
        de: "Einiges gibt es im Ordner schon; ersetzen mit --force:",
        en: "Expected new parts, but some are in the folder already; replace them with --force:",
      },
      exit.no,
      taken,
    );
  if (parts.length === 0)
    throw new Failure({
      de: "Darin wurde nichts gefunden, was ein Ordner von Prozessen hält.",
      en: "Expected something that a folder of processes holds, but found nothing.",
    });
  const files: string[] = [];
  for (const part of parts) files.push(...(await writePart(project.root, part, present.get(nameOf(part)), owners)));
  return files;
}

/** What is wrong with the new parts among all that is in the folder now. */
async function findingsIn(project: Project, { parts }: Import): Promise<readonly Told[]> {
  const around = await projectSurroundings(project);
  const found: Told[] = [];
  for (const part of parts) found.push(...(await findingsOf(part, around)));
  return found;
}
