/** A scenario as it is stored, or a part of one. What the editor has no fields for stays as it is. */
export type Fields = Readonly<Record<string, unknown>>;

/** Kinds of steps with fields of their own; the others are edited as JSON. */
export const stepKinds = ["complete", "publish", "advance", "job", "fire", "signal"] as const;
export type StepKind = (typeof stepKinds)[number];

/** What a worker may say to a job. */
export const answerKinds = ["variables", "error", "failure", "open"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** The members of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Whether something has members: an object that is no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of a list; none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A member that is a text; empty when it is none. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** Sets a member; one that holds nothing goes. */
export function put(fields: Fields, name: string, value: unknown): Fields {
  const isNothing =
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isFields(value) && Object.keys(value).length === 0);
  if (!isNothing) return { ...fields, [name]: value };
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

/** A list with one member in place of another. */
export function replaced<T>(list: readonly T[], at: number, value: T): readonly T[] {
  return list.map((each, index) => (index === at ? value : each));
}

/** A list in which a member has gone one place up (-1) or down (1). */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const one = list[at];
  const other = list[at + by];
  if (one === undefined || other === undefined) return list;
  return replaced(replaced(list, at, other), at + by, one);
}

/** A value as it is typed: words as they are, everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return valueOf(value) === value ? value : JSON.stringify(value);
}

/** What is typed: a number, true, false, null, a list, an object, a text in quotes, or else the words themselves. */
export function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A step of a kind that says nothing yet. */
export function newStep(kind: StepKind): Fields {
  switch (kind) {
    case "complete":
      return { do: kind, element: "", variables: {} };
    case "publish":
    case "signal":
      return { do: kind, name: "", variables: {} };
    case "advance":
      return { do: kind, by: "PT1H" };
    case "job":
      return { do: kind, element: "", answer: { variables: {} } };
    case "fire":
      return { do: kind, element: "" };
  }
}

/** Which of the four answers a job gets. */
export function answerKindOf(answer: Fields): AnswerKind {
  return answerKinds.toReversed().find((kind) => kind in answer && kind !== "variables") ?? "variables";
}

/** An answer of a kind, under the same conditions as the one before. */
export function answerAs(kind: AnswerKind, before: Fields): Fields {
  const { variables: _, error: __, failure: ___, open: ____, ...conditions } = before;
  const empty = { variables: {}, error: { code: "" }, failure: "", open: true }[kind];
  return { ...conditions, [kind]: empty };
}

/** Something that is not filled in, at its place in the file (RFC 6901). */
export type Gap = { readonly place: string; readonly isDuration: boolean };

const duration = /^P(?!$)(\d+[YMWD])*(\d+BD)?(T(\d+(\.\d+)?[HMS])+)?$/;
const needs: Readonly<Record<string, string>> = {
  complete: "element",
  job: "element",
  fire: "element",
  publish: "name",
  signal: "name",
};

const expected: Readonly<Record<string, string>> = { tasks: "element", decisions: "ruleSet", messages: "name" };

/** What start, steps and expectations still lack before they can be played. */
export function gapsIn(scenario: Fields): readonly Gap[] {
  const gaps: Gap[] = [];
  const start = fieldsOf(scenario["start"]);
  if (["message", "signal"].includes(textOf(start, "kind")) && textOf(start, "name") === "")
    gaps.push({ place: "/start/name", isDuration: false });
  for (const [index, step] of listOf(scenario["steps"]).map(fieldsOf).entries()) {
    const kind = textOf(step, "do");
    const need = needs[kind];
    if (need !== undefined && textOf(step, need) === "")
      gaps.push({ place: `/steps/${index}/${need}`, isDuration: false });
    if (kind === "advance" && !duration.test(textOf(step, "by")))
      gaps.push({ place: `/steps/${index}/by`, isDuration: true });
  }
  return [...gaps, ...expectedGaps(fieldsOf(scenario["expect"]))];
}

/** Expectations of a task, decision or message that does not say of which. */
function expectedGaps(expect: Fields): readonly Gap[] {
  return Object.entries(expected).flatMap(([name, member]) =>
    listOf(expect[name]).flatMap((each, index) =>
      textOf(fieldsOf(each), member) === "" ? [{ place: `/expect/${name}/${index}/${member}`, isDuration: false }] : [],
    ),
  );
}
