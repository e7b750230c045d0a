import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Complaint } from "../../base/refusal.ts";
import { templatedElements } from "./bindings.ts";
import { readProperties } from "./properties.ts";
import { Findings } from "./findings.ts";

/** The JSON schema that templates name when they leave the house. */
export const schema = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";

/** What a template says of itself, read; `body` is all of it, as it is kept and given away. */
export interface ElementTemplate {
  readonly key: string;
  readonly name: string;
  /** The version it was given; none where it does not say. */
  readonly version: number | null;
  readonly body: JsonObject;
}

/** Templates that one file may hold. */
const most = 100;

/** What is read here, and what others read: that means nothing here and is kept. */
const members = `$schema name id version description appliesTo elementType properties icon keywords
  category groups documentationRef metadata engines entriesVisible`.split(/\s+/);

/**
 * Reads an element template of bpmn.io and Camunda 8 as far as the engine can run what it sets.
 *
 * @throws {Refusal} `elementTemplate.unreadable` with each place as a JSON pointer, that of the template before it
 */
export function readElementTemplate(template: Json | undefined, at = ""): ElementTemplate {
  const findings = new Findings(at);
  if (!isObject(template)) {
    findings.say("", ["eine Elementvorlage (ein Objekt)", "an element template (an object)"], template);
    throw refused(findings.all);
  }
  findings.known("", template, members);
  readHead(template, findings);
  const elements = readElements(template, findings);
  readProperties(template["properties"], elements, findings);
  if (findings.all.length > 0) throw refused(findings.all);
  const { id, name, version } = template as { id: string; name: string; version?: Json }; // has been checked
  return {
    key: id,
    name,
    version: typeof version === "number" ? version : null,
    body: { $schema: schema, ...template },
  };
}

/**
 * Reads one template, or a list of them as the files of the modelers hold it.
 *
 * @throws {Refusal} `elementTemplate.unreadable` with the places in all of them
 */
export function readElementTemplates(file: Json | undefined): readonly ElementTemplate[] {
  if (!Array.isArray(file)) return [readElementTemplate(file)];
  if (file.length > most) {
    const findings = new Findings("");
    findings.say("", [`höchstens ${most} Vorlagen`, `at most ${most} templates`], file.length);
    throw refused(findings.all);
  }
  const complaints: Complaint[] = [];
  const read = file.flatMap((each: Json, index) => {
    try {
      return [readElementTemplate(each, `/${index}`)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complaints.push(...error.complaints);
      return [];
    }
  });
  const twice = read.find(({ key }, index) => read.findIndex((each) => each.key === key) !== index);
  if (twice !== undefined) {
    const findings = new Findings(`/${read.lastIndexOf(twice)}`);
    findings.say("/id", ["eine Kennung, die in der Datei einmal vorkommt", "an id that occurs once"], twice.key);
    complaints.push(...findings.all);
  }
  if (complaints.length > 0) throw refused(complaints);
  return read;
}

function refused(complaints: readonly Complaint[]): Refusal {
  const [first] = complaints;
  const where = first === undefined || first.place === "" ? "" : ` at ${first.place}`;
  const message = `Expected an element template that runs here, but${where}: ${first?.message ?? "it is none"}`;
  return new Refusal("unprocessable", "elementTemplate.unreadable", message, complaints.slice(0, 50));
}

const texts = {
  schema: ["das Schema von Camunda 8 (zeebe)", "the schema of Camunda 8 (zeebe)"],
  id: [
    "eine Kennung aus höchstens 120 Buchstaben, Ziffern und . : - _",
    "an id of at most 120 letters, digits and . : - _",
  ],
  name: ["ein Name mit höchstens 200 Zeichen", "a name of at most 200 characters"],
  version: ["eine ganze Zahl ab 0", "an integer from 0 on"],
  keywords: ["eine Liste von Wörtern", "a list of words"],
  icon: ["ein Bild, das in der Vorlage steht (data:image/…)", "a picture that the template holds (data:image/…)"],
} as const;

function readHead(template: JsonObject, findings: Findings): void {
  const { $schema, id, name, version, description, icon, keywords } = template;
  findings.check(
    $schema === undefined || isText($schema, /zeebe-element-templates-json-schema/),
    "/$schema",
    texts.schema,
    $schema,
  );
  findings.check(isText(id, /^[\w.:-]{1,120}$/), "/id", texts.id, id);
  findings.check(isText(name, /^(?=.*\S).{1,200}$/s), "/name", texts.name, name);
  findings.check(version === undefined || isVersion(version), "/version", texts.version, version);
  findings.text("/description", description, 2_000);
  findings.check(keywords === undefined || isWords(keywords), "/keywords", texts.keywords, keywords);
  if (icon === undefined) return;
  const contents = isObject(icon) ? icon["contents"] : icon;
  // nothing is fetched from elsewhere while somebody draws
  if (isText(contents, /^data:image\/(svg\+xml|png|jpeg|gif|webp)[;,]/))
    findings.text("/icon/contents", contents, 50_000);
  else findings.say("/icon/contents", texts.icon, contents);
}

function isText(value: Json | undefined, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function isVersion(value: Json): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31;
}

function isWords(value: Json): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** The elements that the properties have to fit: what it becomes, or what it is for. */
function readElements({ appliesTo, elementType }: JsonObject, findings: Findings): readonly string[] {
  const asked = templatedElements.join(", ");
  const expected = [`eine Aufgabe oder ein Aufruf (${asked})`, `a task or a call (${asked})`] as const;
  if (!Array.isArray(appliesTo) || appliesTo.length === 0) findings.say("/appliesTo", expected, appliesTo);
  const listed: readonly Json[] = Array.isArray(appliesTo) ? appliesTo : [];
  for (const [index, type] of listed.entries()) if (!isKnown(type)) findings.say(`/appliesTo/${index}`, expected, type);
  if (elementType === undefined) return listed.filter(isKnown);
  if (!isObject(elementType)) {
    findings.say("/elementType", ["ein Objekt mit value", "an object with value"], elementType);
    return [];
  }
  findings.known("/elementType", elementType, ["value"]);
  const { value } = elementType;
  if (!isKnown(value)) findings.say("/elementType/value", expected, value);
  return isKnown(value) ? [value] : [];
}

function isKnown(type: Json | undefined): type is (typeof templatedElements)[number] {
  return templatedElements.some((each) => each === type);
}
