import { readFile } from "node:fs/promises";
import path from "node:path";
import { lint } from "../../lint/lint.ts";
import { standardJobTypes } from "../../lint/jobTypes.ts";
import type { Call, Command } from "../command/command.ts";
import { connectionOf, serverOptions } from "../command/connection.ts";
import { exit, usage } from "../command/failure.ts";
import { writeFindings } from "../command/findings.ts";

/** `ablauf deploy` */
export const deployCommand: Command = {
  name: "deploy",
  takes: "FILE …",
  does: {
    de: "BPMN-Dateien sofort veröffentlichen, ohne Entwurf und Freigabe",
    en: "publish BPMN files at once, without draft and approval",
  },
  details: {
    de: "Braucht die Berechtigung definitions.deploy. Der Weg mit Prüfung und Freigabe durch eine zweite Person ist\nablauf push, check, approve, publish.",
    en: "Needs the permission definitions.deploy. The way with a check and the approval of a second person is\nablauf push, check, approve, publish.",
  },
  options: serverOptions,
  count: [1, 100],
  run,
};

interface Deployed {
  readonly definitions: readonly { readonly key: string; readonly version: number; readonly isNew: boolean }[];
}

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const files = positionals.map((file) => path.resolve(terminal.cwd, file));
  const wrong = files.find((file) => !/\.(?:bpmn|xml)$/.test(file));
  if (wrong !== undefined)
    throw usage(`Erwartet BPMN-Dateien; ${wrong} ist keine.`, `Expected BPMN files, but ${wrong} is none.`);
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const));
  if (await isRefused(texts, call)) return exit.no;
  const connection = await connectionOf(call);
  for (const [file, xml] of texts) {
    const { definitions } = await connection.upload<Deployed>("/api/definitions", xml, "application/xml");
    for (const { key, version, isNew } of definitions) {
      const told = isNew ? { de: "neu", en: "new" } : { de: "unverändert", en: "unchanged" };
      terminal.out(
        `${terminal.paint(isNew ? "green" : "dim", key)} v${version} (${terminal.pick(told)}, ${path.basename(file)})`,
      );
    }
  }
  return exit.fine;
}

/** All files are looked at before the first is sent: all of them go live, or none. */
async function isRefused(texts: readonly (readonly [string, string])[], { terminal }: Call): Promise<boolean> {
  let isBad = false;
  for (const [file, xml] of texts) {
    const found = await lint(xml, { jobTypes: standardJobTypes });
    const errors = found
      .filter(({ severity }) => severity === "error")
      .map(({ elementId, ...rest }) => ({ place: elementId, ...rest }));
    writeFindings(path.relative(terminal.cwd, file), errors, terminal);
    isBad ||= errors.length > 0;
  }
  return isBad;
}
