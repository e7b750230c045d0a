import { Refusal } from "../base/refusal.ts";
import { checkBmd } from "./bmd/check.ts";
import type { Breach } from "./breach.ts";
import { checkDatev } from "./datev/check.ts";
import { checkDocument } from "./einvoice/check.ts";
import { checkEbInterface } from "./einvoice/checkEbInterface.ts";
import { embeddedFiles, metadataOf } from "./pdf/attachments.ts";
import type { EmbeddedFile } from "./pdf/attachments.ts";
import { parseXml } from "./xml/parse.ts";

/** What a file was taken for. */
export type FileKind = "datev" | "bmd" | "ubl" | "cii" | "xrechnung" | "zugferd" | "ebinterface" | "xml" | "unknown";

/** What a file is, and what its receiver would decline. */
export interface Verdict {
  readonly kind: FileKind;
  readonly breaches: readonly Breach[];
}

/** Recognises a file that others must accept by its content, and judges it. What cannot be read at all is a breach too. */
export function checkFile(bytes: Uint8Array, name = ""): Verdict {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 2048)).replaceAll("\0", "");
  if (start.includes("%PDF-")) return reading("zugferd", () => checkHybrid(bytes));
  if (/^[^<]{0,4}</.test(start.trimStart())) return checkXml(bytes);
  if (isDatev(start, name)) return { kind: "datev", breaches: [...nameBreaches(name), ...checkDatev(bytes)] };
  if (isBmd(start, name)) return { kind: "bmd", breaches: checkBmd(bytes) };
  return { kind: "unknown", breaches: [unknown(start)] };
}

function isDatev(start: string, name: string): boolean {
  return /EXTF|DTVF|Umsatz \(ohne|Soll\/Haben/.test(start) || /^(EXTF|DTVF)/i.test(name);
}

function isBmd(start: string, name: string): boolean {
  return /satzart|gkonto|buchsymbol|belegnr|steuercode/i.test(start) || /^BMD/i.test(name);
}

function unknown(start: string): Breach {
  const expected = {
    de: "eine Datei von DATEV oder BMD, eine E-Rechnung als XML oder als PDF",
    en: "a file of DATEV or BMD, an e-invoice as XML or as PDF",
  };
  return { severity: "error", rule: "document.kind", place: {}, value: start.slice(0, 60), expected };
}

/** DATEV's import shows files by this name only. */
function nameBreaches(name: string): Breach[] {
  if (name === "" || /^EXTF_.*\.csv$/i.test(name)) return [];
  const expected = { de: "einen Dateinamen EXTF_….csv", en: "a file name EXTF_….csv" };
  return [{ severity: "warning", rule: "datev.fileName", place: {}, value: name, expected }];
}

function checkXml(bytes: Uint8Array): Verdict {
  let kind: FileKind = "xml";
  const { breaches } = reading("xml", () => {
    const root = parseXml(bytes);
    if (root.name === "eb:Invoice") {
      kind = "ebinterface";
      return checkEbInterface(root);
    }
    if (/^(ubl|cn|rsm):/.test(root.name)) kind = kindOf(root.name, new TextDecoder().decode(bytes));
    return checkDocument(root);
  });
  return { kind, breaches };
}

function kindOf(name: string, text: string): FileKind {
  if (text.includes("xeinkauf.de:kosit:xrechnung")) return "xrechnung";
  return name.startsWith("rsm:") ? "cii" : "ubl";
}

function reading(kind: FileKind, read: () => readonly Breach[]): Verdict {
  try {
    return { kind, breaches: read() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [expected = "", found = ""] = error.message.split(/, but (?:found )?/, 2);
    const wanted = expected.replace(/^Expected /, "");
    const breach: Breach = {
      severity: "error",
      rule: error.code,
      place: {},
      value: found,
      expected: { de: wanted, en: wanted },
    };
    return { kind, breaches: [breach] };
  }
}

const names = /^(factur-x|zugferd-invoice|xrechnung)\.xml$/i;

/** A hybrid invoice: the PDF says what it holds, and what it holds is an invoice. */
function checkHybrid(bytes: Uint8Array): Breach[] {
  const file = embeddedFiles(bytes).find((each) => names.test(each.name));
  if (file === undefined) {
    const expected = { de: "eine eingebettete factur-x.xml", en: "an embedded factur-x.xml" };
    return [{ severity: "error", rule: "zugferd.xml", place: {}, value: "", expected }];
  }
  return [...outside(file, metadataOf(bytes)), ...checkDocument(parseXml(file.bytes))];
}

/** What ZUGFeRD wants of the PDF around the invoice. */
function outside({ name, relationship }: EmbeddedFile, metadata: string): Breach[] {
  const told = (rule: string, value: string, wanted: string): Breach => ({
    severity: "error",
    rule,
    place: { name },
    value,
    expected: { de: wanted, en: wanted },
  });
  const part = /pdfaid:part(?:>|=["'])(\d)/.exec(metadata)?.[1] ?? "";
  const declared = /DocumentFileName(?:>|=["'])([^<"']*)/.exec(metadata)?.[1] ?? "";
  return [
    ...(part === "3" ? [] : [told("zugferd.pdfa", part, "PDF/A-3 (pdfaid:part 3)")]),
    ...(declared === name ? [] : [told("zugferd.metadata", declared, `fx:DocumentFileName ${name}`)]),
    ...(["Alternative", "Data", "Source"].includes(relationship)
      ? []
      : [told("zugferd.relationship", relationship, "AFRelationship Alternative, Data, Source")]),
  ];
}
