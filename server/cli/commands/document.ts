import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../../base/json.ts";
import { xmlOf } from "../../definitions/parts.ts";
import { documentModel } from "../../diagram/document/document.ts";
import type { Language } from "../../diagram/words/names.ts";
import type { Call, Command } from "../command/command.ts";
import { exit } from "../command/failure.ts";
import { readProject } from "../project/read.ts";
import type { Project } from "../project/read.ts";

/** `ablauf document` */
export const documentCommand: Command = {
  name: "document",
  takes: "[KEY …]",
  does: {
    de: "zu jedem Prozess eine Seite Dokumentation schreiben",
    en: "write a page of documentation for each process",
  },
  details: {
    de: "Die Seiten entstehen aus den Modellen und stehen neben ihnen: processes/KEY/KEY.de.md und KEY.en.md.",
    en: "The pages are made from the models and stand beside them: processes/KEY/KEY.de.md and KEY.en.md.",
  },
  options: {
    check: {
      type: "boolean",
      means: {
        de: "nichts schreiben, nur sagen, was nicht mehr stimmt",
        en: "write nothing, tell what is out of date",
      },
    },
  },
  count: [0, 1000],
  run,
};

/** A page of documentation: where it belongs, and what it says. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const pages = await pagesOf(await readProject(terminal.cwd), positionals);
  let stale = 0;
  for (const { file, text } of pages) {
    if ((await readFile(file, "utf8").catch(() => undefined)) === text) continue;
    stale += 1;
    if (!call.isSet("check")) await writeFile(file, text);
    terminal.out(path.relative(terminal.cwd, file));
  }
  return call.isSet("check") && stale > 0 ? exit.no : exit.fine;
}

/** The pages of a project's processes, in both languages. */
export async function pagesOf({ parts }: Project, keys: readonly string[] = []): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (const { kind, key, body, files } of parts) {
    const [file] = files;
    if (kind !== "process" || file === undefined || (keys.length > 0 && !keys.includes(key))) continue;
    for (const language of ["de", "en"] as const) {
      const cases = casesOf(parts, key, language);
      const text = await documentModel(xmlOf(body), language, { cases });
      pages.push({ file: path.join(path.dirname(file), `${key}.${language}.md`), text });
    }
  }
  return pages;
}

function casesOf(parts: Project["parts"], processKey: string, language: Language): readonly string[] {
  const titles = parts.flatMap(({ kind, body }): string[] => {
    if (kind !== "scenario" || !isObject(body) || body["process"] !== processKey || body["abstract"] === true)
      return [];
    const { title } = body;
    const told = isObject(title ?? null) ? (title as Readonly<Record<string, unknown>>)[language] : undefined;
    return typeof told === "string" ? [told] : [];
  });
  return titles.toSorted((one, other) => one.localeCompare(other, language));
}
