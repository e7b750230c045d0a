import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { bindingRules, type BindingRule } from "./bindings.ts";
import type { Findings } from "./findings.ts";

const types = ["String", "Text", "Hidden", "Dropdown", "Boolean"];
const feels = ["optional", "required", "static", "disabled"];
const members = `id label description type value binding choices constraints feel
  optional editable placeholder tooltip group`.split(/\s+/);

/** Reads what a template sets on its elements. */
export function readProperties(properties: Json | undefined, elements: readonly string[], findings: Findings): void {
  if (!Array.isArray(properties) || properties.length > 200) {
    findings.say("/properties", ["eine Liste von höchstens 200 Feldern", "a list of at most 200 fields"], properties);
    return;
  }
  const bound = new Set<string>();
  for (const [index, property] of (properties as readonly Json[]).entries()) {
    const at = `/properties/${index}`;
    if (!isObject(property)) {
      findings.say(at, ["ein Feld (ein Objekt)", "a field (an object)"], property);
      continue;
    }
    findings.known(at, property, members);
    readField(at, property, findings);
    readConstraints(`${at}/constraints`, property["constraints"], findings);
    const binding = readBinding(`${at}/binding`, property["binding"], elements, findings);
    if (binding !== null && bound.has(binding))
      findings.say(
        `${at}/binding`,
        ["eine Bindung, die kein anderes Feld hat", "a binding that no other field has"],
        property["binding"],
      );
    if (binding !== null) bound.add(binding);
  }
}

function readField(at: string, field: JsonObject, findings: Findings): void {
  for (const name of ["id", "label", "description", "placeholder", "tooltip", "group"])
    findings.text(`${at}/${name}`, field[name], 2_000);
  for (const name of ["optional", "editable"]) findings.flag(`${at}/${name}`, field[name]);
  findings.word(`${at}/type`, field["type"], types);
  findings.word(`${at}/feel`, field["feel"], feels);
  findings.check(isNamed(field), `${at}/label`, ["ein Name für das Feld", "a name for the field"], field["label"]);
  readValue(at, field, findings);
  readChoices(at, field, findings);
}

/** What is not shown needs no name. */
function isNamed({ type, label, id }: JsonObject): boolean {
  return type === "Hidden" || [label, id].some((name) => typeof name === "string" && name.trim() !== "");
}

function readValue(at: string, { type, feel, value }: JsonObject, findings: Findings): void {
  if (type === "Boolean") return findings.flag(`${at}/value`, value);
  findings.text(`${at}/value`, value, 10_000);
  const isPlain = typeof value === "string" && value !== "" && !value.startsWith("=");
  findings.check(!(feel === "required" && isPlain), `${at}/value`, ["ein Ausdruck (=…)", "an expression (=…)"], value);
}

function readChoices(at: string, { type, choices, value }: JsonObject, findings: Findings): void {
  if (type !== "Dropdown") {
    if (choices !== undefined)
      findings.say(`${at}/choices`, ["eine Auswahl nur bei Dropdown", "choices of a Dropdown only"], choices);
    return;
  }
  const isList = Array.isArray(choices) && choices.length > 0;
  if (!isList) {
    findings.say(`${at}/choices`, ["mindestens eine Möglichkeit", "at least one choice"], choices);
    return;
  }
  const list: readonly Json[] = choices;
  for (const [index, choice] of list.entries())
    if (!isWhole(choice))
      findings.say(`${at}/choices/${index}`, ["name und value als Texte", "name and value as texts"], choice);
  if (value === undefined || value === "" || list.some((choice) => isWhole(choice) && choice["value"] === value))
    return;
  findings.say(`${at}/value`, ["ein Wert aus der Auswahl", "a value of the choices"], value);
}

function isWhole(choice: Json): choice is JsonObject {
  return isObject(choice) && typeof choice["name"] === "string" && typeof choice["value"] === "string";
}

function readConstraints(at: string, constraints: Json | undefined, findings: Findings): void {
  if (constraints === undefined) return;
  if (!isObject(constraints)) {
    findings.say(at, ["Bedingungen (ein Objekt)", "constraints (an object)"], constraints);
    return;
  }
  findings.known(at, constraints, ["notEmpty", "minLength", "maxLength", "pattern"]);
  const { notEmpty, pattern } = constraints;
  findings.flag(`${at}/notEmpty`, notEmpty);
  for (const name of ["minLength", "maxLength"]) {
    const length = constraints[name];
    if (length !== undefined && !(Number.isSafeInteger(length) && Number(length) >= 0))
      findings.say(`${at}/${name}`, ["eine ganze Zahl ab 0", "an integer from 0 on"], length);
  }
  const written = isObject(pattern) ? pattern["value"] : pattern;
  if (written !== undefined && !isPattern(written))
    findings.say(`${at}/pattern`, ["ein regulärer Ausdruck", "a regular expression"], written);
}

function isPattern(text: Json): boolean {
  if (typeof text !== "string" || text.length > 500) return false;
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
}

/** Reads a binding and tells what it writes to; nothing where it cannot be run. */
function readBinding(
  at: string,
  binding: Json | undefined,
  elements: readonly string[],
  findings: Findings,
): string | null {
  const given = isObject(binding) ? binding : {};
  const { type } = given;
  if (typeof type !== "string" || !Object.hasOwn(bindingRules, type)) {
    const known = Object.keys(bindingRules).join(", ");
    findings.say(`${at}/type`, [`eine Bindung, die hier wirkt: ${known}`, `a binding that runs here: ${known}`], type);
    return null;
  }
  const rule = bindingRules[type] ?? {};
  const wrong = elements.find((element) => rule.on?.includes(element) === false);
  if (wrong !== undefined) {
    const places = rule.on?.join(", ");
    findings.say(
      `${at}/type`,
      [
        `eine Bindung, die an ${wrong} wirkt (diese nur an ${places})`,
        `a binding that runs on ${wrong} (this one on ${places} only)`,
      ],
      type,
    );
    return null;
  }
  return readBound(at, type, { rule, given }, findings);
}

function readBound(
  at: string,
  type: string,
  { rule: { by, of }, given }: { readonly rule: BindingRule; readonly given: JsonObject },
  findings: Findings,
): string | null {
  findings.known(at, given, ["type", ...(by === undefined ? [] : [by])]);
  if (by === undefined) return type === "zeebe:taskDefinition:type" ? "zeebe:taskDefinition type" : type;
  const named = given[by];
  if (of !== undefined && named !== undefined) findings.word(`${at}/${by}`, named, of);
  const isText = typeof named === "string" && named !== "" && named.length <= 500;
  if (of === undefined || named === undefined) findings.check(isText, `${at}/${by}`, ["ein Name", "a name"], named);
  return isText ? `${type} ${named}` : null;
}
