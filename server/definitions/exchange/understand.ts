import { createHash } from "node:crypto";
import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { readDmn } from "../../decisions/dmn/read.ts";
import { withLayout } from "../../diagram/picture/layout/withLayout.ts";
import { compile } from "../../engine/compile.ts";
import { nameOf } from "../parts.ts";
import type { Part } from "../parts.ts";
import { strangeThings } from "./extensions.ts";
import { isFormJs, readFormJs } from "./formJs.ts";
import { aboutFile } from "./report.ts";
import type { Entry } from "./report.ts";
import type { ArchiveFile } from "./zip.ts";

/** What was made of files from outside: parts for a draft, and what there is to say about them. */
export interface Understanding {
  readonly parts: readonly (Part & { readonly file: string })[];
  readonly entries: readonly Entry[];
}

interface Read {
  readonly parts: readonly Part[];
  readonly entries: readonly Entry[];
}

/** Decodes the bytes of an XML file as it says itself. @throws {Refusal} `bpmn.encoding`, `bpmn.xml` */
export type Decode = (bytes: Buffer) => string;

/**
 * Reads files from outside, of this product or of others: BPMN, DMN, forms of form-js, rule sets, forms, templates and
 * scenarios of ours. Never throws because of a file: what cannot be taken over is told.
 */
export async function understand(files: readonly ArchiveFile[], decode: Decode): Promise<Understanding> {
  const parts = new Map<string, Part & { readonly file: string }>();
  const entries: Entry[] = [];
  const expected = hashesIn(files);
  for (const { path, bytes } of files) {
    const read = isChanged(bytes, expected.get(path))
      ? changed(path)
      : await readFile(path, Buffer.from(bytes), decode);
    entries.push(...read.entries);
    for (const part of read.parts) {
      const present = parts.get(nameOf(part));
      if (present === undefined || part.kind === "template") {
        parts.set(nameOf(part), { ...part, file: path, body: joined(present?.body, part) });
        entries.push(taken(path, part));
      } else entries.push(doubled(path, part));
    }
  }
  return { parts: [...parts.values()], entries };
}

/** The hashes of an archive of ours, by path. */
function hashesIn(files: readonly ArchiveFile[]): ReadonlyMap<string, string> {
  const manifest = files.find(({ path }) => path === "manifest.json");
  const parsed = manifest === undefined ? null : parse(Buffer.from(manifest.bytes).toString("utf8"));
  const listed = isObject(parsed) && Array.isArray(parsed["files"]) ? parsed["files"].filter(isObject) : [];
  return new Map(listed.map((each: JsonObject) => [textOf(each["path"]), textOf(each["sha256"])]));
}

function isChanged(bytes: Uint8Array, sha256: string | undefined): boolean {
  return sha256 !== undefined && createHash("sha256").update(bytes).digest("hex") !== sha256;
}

function changed(path: string): Read {
  const message = {
    de: "Die Datei ist nicht mehr die, für die das Manifest bürgt.",
    en: "The file is not the one any more that the manifest vouches for.",
  };
  return { parts: [], entries: [aboutFile("refused", path, "import.changed", message)] };
}

/** The languages of a template come in files of their own. */
function joined(present: Json | undefined, { kind, body }: Part): Json {
  return kind === "template" && isObject(present) && isObject(body) ? { ...present, ...body } : body;
}

async function readFile(path: string, bytes: Buffer, decode: Decode): Promise<Read> {
  try {
    if (/(^|\/)(__MACOSX|\.DS_Store|\.git)(\/|$)/.test(path) || isPaper(path)) return ignored(path);
    if (path.endsWith(".hbs")) return template(path, bytes.toString("utf8"));
    const start = bytes.subarray(0, 200).toString("latin1").trimStart();
    if (/\.(bpmn|dmn|xml)$/i.test(path) || /^(?:ï»¿|\u00fe\u00ff|\u00ff\u00fe)?</.test(start))
      return await readXml(path, decode(bytes));
    if (/\.(json|form)$/i.test(path) || /^[[{]/.test(start)) return readJson(path, bytes.toString("utf8"));
    return unknown(path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = { de: `Die Datei lässt sich nicht übernehmen: ${error.message}`, en: error.message };
    return { parts: [], entries: [aboutFile("refused", path, error.code, message)] };
  }
}

/** What an archive of ours tells besides its parts, and pictures, which are drawn anew. */
function isPaper(path: string): boolean {
  return (
    /^(manifest|release|changes|approvals|lineage|merges)(\.de|\.en)?\.(json|md)$/.test(path) ||
    /\.(svg|png|pdf|md)$/i.test(path)
  );
}

function ignored(path: string): Read {
  const message = {
    de: "Begleitpapier oder Bild; daraus wird kein Teil des Entwurfs.",
    en: "A paper or a picture; it becomes no part of the draft.",
  };
  return { parts: [], entries: [aboutFile("ignored", path, "import.paper", message)] };
}

function unknown(path: string): Read {
  const message = {
    de: "Weder BPMN noch DMN, Formular, Regelwerk, Vorlage oder Szenario.",
    en: "Neither BPMN nor DMN, a form, a rule set, a template or a scenario.",
  };
  return { parts: [], entries: [aboutFile("ignored", path, "import.unknown", message)] };
}

function template(path: string, text: string): Read {
  const [key = "", language = "de"] = baseOf(path).split(".");
  return { parts: [{ kind: "template", key, body: { [language]: text } }], entries: [] };
}

async function readXml(path: string, xml: string): Promise<Read> {
  if (/omg\.org\/spec\/(DMN|CMMN)\//.test(xml.slice(0, 4000)) && !xml.includes("BPMN/20100524/MODEL"))
    return readTables(path, xml);
  const { definitions } = await compile(xml);
  const process = definitions.find(({ isExecutable }) => isExecutable) ?? definitions[0];
  if (process === undefined)
    throw new Refusal("unprocessable", "definition.empty", "Expected at least one process, but there is none");
  const drawn = await withLayout(xml);
  const layout =
    drawn === xml
      ? []
      : [
          aboutFile("understood", path, "import.layout", {
            de: "Die Datei sagt nicht, wo etwas gezeichnet wird; die Anordnung ist neu berechnet.",
            en: "The file does not say where anything is drawn; the layout is computed anew.",
          }),
        ];
  const others = definitions
    .filter((each) => each !== process)
    .map(({ processId }) => beside(path, processId, process.processId));
  return {
    parts: [{ kind: "process", key: process.processId, body: drawn }],
    entries: [...layout, ...others, ...(await strangeThings(xml, path))],
  };
}

function beside(file: string, elementId: string, key: string): Entry {
  const message = {
    de: `Der Prozess ${elementId} bleibt in der Datei und gehört zum Teil ${key}.`,
    en: `Process ${elementId} stays in the file and belongs to the part ${key}.`,
  };
  return { outcome: "understood", file, elementId, code: "import.process", message };
}

async function readTables(path: string, xml: string): Promise<Read> {
  const { ruleSets, findings } = await readDmn(xml);
  const parts = ruleSets.map(({ body }): Part => ({ kind: "ruleSet", key: textOf(body["key"]), body }));
  const all = [...findings, ...ruleSets.flatMap((each) => each.findings)];
  const entries = all.map(({ severity, place, code, message }): Entry => ({
    outcome: severity === "error" ? "refused" : "ignored",
    file: path,
    elementId: place.row ?? place.column ?? place.pointer ?? "",
    code,
    message,
  }));
  return { parts, entries };
}

function readJson(path: string, text: string): Read {
  const body = parse(text);
  if (body === null) throw new Refusal("invalid", "import.json", "Expected JSON, but it cannot be read");
  if (!isObject(body)) return elementTemplates(path, body) ?? unknown(path);
  const name = baseOf(path).replace(/(\.scenario)?\.(json|form)$/i, "");
  const key = typeof body["key"] === "string" ? body["key"] : typeof body["id"] === "string" ? body["id"] : name;
  if (isFormJs(body)) {
    const { form, entries } = readFormJs(body, key, path);
    return { parts: [{ kind: "form", key, body: form }], entries };
  }
  if (Array.isArray(body["rows"])) return { parts: [{ kind: "ruleSet", key, body }], entries: [] };
  if (Array.isArray(body["fields"])) return { parts: [{ kind: "form", key, body }], entries: [] };
  if (typeof body["process"] === "string")
    return { parts: [{ kind: "scenario", key: `${body["process"]}:${key}`, body }], entries: [] };
  return elementTemplates(path, body) ?? unknown(path);
}

/** Element templates are for the modeler: what they make of an element is in the model. */
function elementTemplates(path: string, body: Json): Read | null {
  const [first] = Array.isArray(body) ? body : [body];
  if (!isObject(first) || !Array.isArray(first["appliesTo"])) return null;
  const message = {
    de: "Eine Elementvorlage; was sie in einem Modell bewirkt hat, steht in diesem.",
    en: "An element template; what it did to a model stands in that model.",
  };
  return { parts: [], entries: [aboutFile("ignored", path, "import.elementTemplate", message)] };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as Json; // JSON.parse gives JSON
  } catch {
    return null;
  }
}

function taken(file: string, { kind, key }: Part): Entry {
  return aboutFile("understood", file, "import.part", {
    de: `Übernommen als ${kind} ${key}.`,
    en: `Taken over as ${kind} ${key}.`,
  });
}

function doubled(file: string, { kind, key }: Part): Entry {
  const message = {
    de: `${kind} ${key} kam schon aus einer anderen Datei.`,
    en: `${kind} ${key} came from another file already.`,
  };
  return aboutFile("refused", file, "import.double", message);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function baseOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
