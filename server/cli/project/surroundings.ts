import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { xmlOf } from "../../definitions/parts.ts";
import type { PartKind } from "../../definitions/parts.ts";
import { surroundingsOf } from "../../lint/around.ts";
import type { Surroundings } from "../../lint/surroundings.ts";
import type { Bundle } from "../../scenarios/repertoire.ts";
import type { Project, ProjectPart } from "./read.ts";

function of({ parts }: Project, kind: PartKind): readonly ProjectPart[] {
  return parts.filter((part) => part.kind === kind);
}

/** What stands around the models of a project. Which roles people have, a folder does not know. */
export function projectSurroundings(project: Project): Promise<Surroundings> {
  return surroundingsOf({
    processes: of(project, "process").map(({ body }) => xmlOf(body)),
    ruleSets: of(project, "ruleSet").map(({ body }) => body),
    forms: of(project, "form").map(({ body }) => body),
    templates: new Map(of(project, "template").map(({ key, body }) => [key, isObject(body) ? Object.keys(body) : []])),
  });
}

/** What its scenarios play with. */
export function projectBundle(project: Project): Bundle {
  const bodies = (kind: PartKind): Record<string, Json> =>
    Object.fromEntries(of(project, kind).map(({ key, body }) => [key, body]));
  return {
    processes: Object.fromEntries(of(project, "process").map(({ key, body }) => [key, xmlOf(body)])),
    ruleSets: bodies("ruleSet"),
    forms: bodies("form"),
    templates: bodies("template"),
  };
}
