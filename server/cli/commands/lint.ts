import { readFile } from "node:fs/promises";
import path from "node:path";
import { lint } from "../../lint/lint.ts";
import type { Finding } from "../../lint/finding.ts";
import { standardJobTypes } from "../../lint/jobTypes.ts";
import type { Surroundings } from "../../lint/surroundings.ts";
import { checkRuleSetBody } from "../../decisions/check.ts";
import { findingsOf } from "../../runtime/commands/drafts/findings.ts";
import type { Call, Command } from "../command/command.ts";
import { exit, Failure } from "../command/failure.ts";
import { countFindings, writeFindings } from "../command/findings.ts";
import type { Told } from "../command/findings.ts";
import { findRoot, readJson, readProject } from "../project/read.ts";
import { projectSurroundings } from "../project/surroundings.ts";

/** `ablauf lint` */
export const lintCommand: Command = {
  name: "lint",
  takes: "[FILE …]",
  does: {
    de: "Prozesse und Regelwerke prüfen, ohne sie auszuführen",
    en: "check processes and rule sets without running them",
  },
  details: {
    de: "Ohne Dateien wird der ganze Ordner geprüft. Was ein Prozess verwendet (Regelwerke, Formulare, Vorlagen, andere Prozesse),\nwird im Ordner gesucht, zu dem die Datei gehört.",
    en: "Without files the whole folder is checked. What a process uses (rule sets, forms, templates, other processes) is looked\nfor in the folder that the file belongs to.",
  },
  options: {
    json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } },
    quiet: { type: "boolean", short: "q", means: { de: "ohne Hinweise", en: "without hints" } },
    strict: { type: "boolean", means: { de: "auch Warnungen sind ein Nein", en: "warnings are a no as well" } },
  },
  count: [0, 1000],
  run,
};

interface Checked {
  readonly file: string;
  readonly findings: readonly Told[];
}

async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const checked =
    call.positionals.length === 0
      ? await whole(terminal.cwd)
      : await single(call.positionals.map((file) => path.resolve(terminal.cwd, file)));
  const shown = checked.map(({ file, findings }) => ({
    file: path.relative(terminal.cwd, file),
    findings: call.isSet("quiet") ? findings.filter(({ severity }) => severity !== "hint") : findings,
  }));
  const all = checked.flatMap(({ findings }) => findings);
  if (call.isSet("json")) terminal.out(JSON.stringify(shown, undefined, 2));
  else {
    for (const { file, findings } of shown) writeFindings(file, findings, terminal);
    terminal.err(
      `${countFindings(all, terminal)} (${terminal.pick({ de: `${checked.length} Dateien`, en: `${checked.length} files` })})`,
    );
  }
  const isBad = all.some(({ severity }) => severity === "error" || (call.isSet("strict") && severity === "warning"));
  return isBad ? exit.no : exit.fine;
}

/** The whole folder as the server would look at it as a draft. */
async function whole(folder: string): Promise<readonly Checked[]> {
  const project = await readProject(folder);
  const around = await projectSurroundings(project);
  const checked: Checked[] = [];
  for (const part of project.parts)
    checked.push({ file: part.files[0] ?? "", findings: await findingsOf(part, around) });
  return checked;
}

async function single(files: readonly string[]): Promise<readonly Checked[]> {
  const arounds = new Map<string, Surroundings>();
  const checked: Checked[] = [];
  for (const file of files) {
    if (file.endsWith(".json")) {
      checked.push({ file, findings: rules(await readJson(file)) });
      continue;
    }
    const root = (await findRoot(path.dirname(file))) ?? "";
    const around =
      arounds.get(root) ??
      (root === "" ? { jobTypes: standardJobTypes } : await projectSurroundings(await readProject(root)));
    arounds.set(root, around);
    checked.push({ file, findings: told(await lint(await readModel(file), around)) });
  }
  return checked;
}

async function readModel(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new Failure(
      {
        de: `Erwartet eine BPMN-Datei ${file}; sie ist nicht lesbar.`,
        en: `Expected a BPMN file ${file}, but it cannot be read.`,
      },
      exit.usage,
    );
  }
}

function told(findings: readonly Finding[]): readonly Told[] {
  return findings.map(({ elementId, ...finding }) => ({ place: elementId, ...finding }));
}

function rules(body: unknown): readonly Told[] {
  return checkRuleSetBody(body).map(({ severity, place, code, message }) => {
    const { row, column, test, pointer } = place;
    const where = [row, test, column, pointer].filter((each) => each !== undefined).join(" ");
    const named = where === "" ? message : { de: `${where}: ${message.de}`, en: `${where}: ${message.en}` };
    return { severity, place: where, code, message: named };
  });
}
