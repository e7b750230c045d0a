import { isObject } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import { checkRuleSetBody } from "../../../decisions/check.ts";
import type { Finding } from "../../../definitions/checks.ts";
import { xmlOf } from "../../../definitions/parts.ts";
import type { Part, PartKind } from "../../../definitions/parts.ts";
import { compiled } from "../../../definitions/refuse.ts";
import { lint } from "../../../lint/lint.ts";
import type { Surroundings } from "../../../lint/surroundings.ts";
import { parseScenario } from "../../../scenarios/scenario.ts";
import { parseForm } from "../../../tasks/form.ts";
import { checkTemplate } from "../../../templates/languages.ts";

type Look = (part: Part, around: Surroundings) => Promise<readonly Finding[]>;

/** What is wrong with one part of a draft, whatever the tests say. */
export function findingsOf(part: Part, around: Surroundings): Promise<readonly Finding[]> {
  return looks[part.kind](part, around);
}

const looks: Readonly<Record<PartKind, Look>> = {
  process: lookAtProcess,
  ruleSet: (part) => Promise.resolve([...lookAtRules(part), ...lookAtKey(part, part.key)]),
  form: (part) => Promise.resolve([...refused(part, () => parseForm(part.body)), ...lookAtKey(part, part.key)]),
  template: (part) => Promise.resolve(refused(part, () => checkTemplate(part.body))),
  scenario: (part) => Promise.resolve(lookAtScenario(part)),
};

async function lookAtProcess(part: Part, around: Surroundings): Promise<readonly Finding[]> {
  const { kind, key } = part;
  const xml = xmlOf(part.body);
  const found = await lint(xml, around);
  const findings = found.map(({ elementId, ...finding }): Finding => ({ kind, key, place: elementId, ...finding }));
  if (findings.some(({ severity }) => severity === "error")) return findings;
  const { executable } = await compiled(xml);
  if (executable.some(({ processId }) => processId === key)) return findings;
  const message = {
    de: `Die Datei braucht einen ausführbaren Prozess mit der Kennung ${key}`,
    en: `Expected an executable process with the id ${key}, but there is none`,
  };
  return [...findings, { kind, key, severity: "error", place: "", code: "definition.key", message }];
}

function lookAtRules({ kind, key, body }: Part): readonly Finding[] {
  return checkRuleSetBody(body).map(({ severity, place, code, message }) => {
    const { row, column, test, pointer } = place;
    const where = [row, test, column, pointer].filter((each) => each !== undefined).join(" ");
    return { kind, key, severity, place: where, code, message };
  });
}

function lookAtScenario(part: Part): readonly Finding[] {
  const findings = refused(part, () => parseScenario(part.body));
  if (findings.length > 0) return findings;
  const { process, key } = parseScenario(part.body);
  return `${process}:${key}` === part.key ? [] : lookAtKey({ ...part, body: { key: `${process}:${key}` } }, part.key);
}

/** What a body calls itself must be the key it is kept under. */
function lookAtKey({ kind, key, body }: Part, expected: string): readonly Finding[] {
  const said = isObject(body) ? body["key"] : undefined;
  if (said === expected || said === undefined) return [];
  const message = {
    de: `Der Schlüssel im Inhalt muss ${expected} sein`,
    en: `Expected the key ${expected} in the content, but it is another one`,
  };
  return [{ kind, key, severity: "error", place: "/key", code: "part.key", message }];
}

/** Each complaint of a refusal as a finding. */
function refused({ kind, key }: Part, read: () => unknown): readonly Finding[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { complaints, code, message } = error;
    const all = complaints.length > 0 ? complaints : [{ place: "", code, message }];
    return all.map((each) => ({
      kind,
      key,
      severity: "error",
      place: each.place,
      code: each.code,
      message: { de: `Stimmt nicht bei ${each.place === "" ? key : each.place}: ${each.message}`, en: each.message },
    }));
  }
}
