import { readFile } from "node:fs/promises";
import path from "node:path";
import { isAcceptable, sentence } from "../../documents/breach.ts";
import { checkFile } from "../../documents/checkFile.ts";
import type { FileKind, Verdict } from "../../documents/checkFile.ts";
import type { Call, Command } from "../command/command.ts";
import { exit, Failure } from "../command/failure.ts";
import type { Terminal } from "../command/terminal.ts";
import type { Words } from "../command/words.ts";

/** `ablauf check-file` */
export const checkFileCommand: Command = {
  name: "check-file",
  takes: "FILE …",
  does: {
    de: "Dateien für Buchhaltung und E-Rechnung prüfen",
    en: "check files for accounting and e-invoices",
  },
  details: {
    de: "Erkannt werden am Inhalt: DATEV-Buchungsstapel (EXTF, Format 13), BMD-Buchungen, UBL, CII und XRechnung, ZUGFeRD-PDF,\nebInterface 6.1. Jeder Verstoß nennt Stelle, Regel, Erwartung und Befund. Warnungen sind kein Nein.",
    en: "Recognised by their content: DATEV Buchungsstapel (EXTF, format 13), BMD bookings, UBL, CII and XRechnung, ZUGFeRD PDF,\nebInterface 6.1. Each breach names place, rule, what was expected and what is there. Warnings are no refusal.",
  },
  options: { json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } } },
  count: [1, 1000],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const checked: (Verdict & { readonly file: string })[] = [];
  for (const file of positionals) checked.push({ file, ...checkFile(await read(file, terminal), path.basename(file)) });
  if (call.isSet("json")) terminal.out(JSON.stringify(checked, undefined, 2));
  else for (const verdict of checked) write(verdict, terminal);
  return checked.every(({ breaches }) => isAcceptable(breaches)) ? exit.fine : exit.no;
}

const kinds: Readonly<Record<FileKind, Words>> = {
  datev: { de: "DATEV-Buchungsstapel", en: "DATEV Buchungsstapel" },
  bmd: { de: "BMD-Buchungen", en: "BMD bookings" },
  ubl: { de: "E-Rechnung UBL", en: "e-invoice UBL" },
  cii: { de: "E-Rechnung CII", en: "e-invoice CII" },
  xrechnung: { de: "XRechnung", en: "XRechnung" },
  zugferd: { de: "ZUGFeRD-PDF", en: "ZUGFeRD PDF" },
  ebinterface: { de: "ebInterface", en: "ebInterface" },
  xml: { de: "XML", en: "XML" },
  unknown: { de: "unbekannt", en: "unknown" },
};

function write(
  { file, kind, breaches }: Verdict & { readonly file: string },
  { out, pick, paint, language }: Terminal,
): void {
  const isFine = isAcceptable(breaches);
  const verdict = pick(isFine ? { de: "in Ordnung", en: "accepted" } : { de: "abgelehnt", en: "refused" });
  out(`${paint("bold", file)}: ${pick(kinds[kind])}, ${paint(isFine ? "green" : "red", verdict)}`);
  for (const breach of breaches) {
    const mark =
      breach.severity === "error"
        ? paint("red", pick({ de: "Fehler", en: "error" }))
        : paint("yellow", pick({ de: "Warnung", en: "warning" }));
    out(`  ${mark}  ${sentence(breach, language)}`);
  }
}

async function read(file: string, { cwd }: Terminal): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(cwd, file));
  } catch {
    throw new Failure(
      {
        de: `Erwartet eine Datei ${file}; sie ist nicht lesbar.`,
        en: `Expected a file ${file}, but it cannot be read.`,
      },
      exit.usage,
    );
  }
}
