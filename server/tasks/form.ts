import { z } from "zod";
import { isId } from "../base/id.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import { choiceSources } from "../desk/reads/choices.ts";
import { compileFeel } from "../engine/expressions/feel.ts";

const label = z.object({ de: z.string().min(1), en: z.string().min(1) });

const options = z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), label }));

const plainField = z.object({
  key: z.string().regex(/^[A-Za-z_]\w{0,63}$/, "Expected a name such as resolutionCode"),
  type: z.enum([
    "text",
    "textarea",
    "int",
    "decimal",
    "money",
    "date",
    "datetime",
    "enum",
    "boolean",
    "multi",
    "user",
    "record",
    "readonly",
    "signature",
    "file",
  ]),
  label,
  help: label.optional(),
  required: z.union([z.boolean(), z.string()]).optional(),
  /** What can be chosen; of a field that is only read, the words for its values. */
  options: options.optional(),
  /** FEEL over the variables of the task that gives the options, for what is chosen among records. */
  optionsFrom: z.string().startsWith("=").optional(),
  /** The records that a `record` is one of. Forms from elsewhere may say something else here. */
  source: z.enum(choiceSources).optional().catch(undefined),
  /** Whose record it must be: the key of a field that holds a customer, or FEEL over the variables of the task. */
  customer: z.string().optional(),
  /** What FEEL has given for `customer`. */
  customerId: z.string().nullish(),
  visibleIf: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().positive().optional(),
  /** A value, or FEEL that gives one; `{de, en}` is said in the reader's language where it is only read. */
  default: z.unknown().optional(),
});

const field = plainField.refine(({ type, source }) => type !== "record" || source !== undefined, {
  path: ["source"],
  message: `Expected one of ${choiceSources.join(", ")}`,
});

const formShape = z.object({
  key: z.string().min(1),
  version: z.number().int().positive(),
  title: label,
  fields: z.array(field).max(200),
});

/** A form: fields with labels in both languages, some of them only when FEEL over the values says so. */
export type Form = z.infer<typeof formShape>;

/** One field of a form. */
export type FormField = z.infer<typeof field>;

/** A compiled expression of a form. */
export type Evaluation = ReturnType<typeof compileFeel>;

/** What a form's expressions see: the task's variables, and the time. */
export interface Seen {
  readonly variables: JsonObject;
  readonly now: Date;
  /** Who keeps compiled expressions gives them here; without it each is compiled anew. */
  readonly compile?: (expression: string) => Evaluation;
}

/** Reads a form. @throws {Refusal} `form.shape` with each place that is not as expected */
export function parseForm(body: unknown): Form {
  const result = formShape.safeParse(body);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => ({
    place: `/${issue.path.map(String).join("/")}`,
    code: "form.shape",
    message: issue.message,
  }));
  throw new Refusal(
    "unprocessable",
    "form.shape",
    `Expected a form, but at ${complaints[0]?.place}: ${complaints[0]?.message}`,
    complaints,
  );
}

/** The form with each FEEL default, list of options and customer replaced by its value over the task's variables. */
export function withDefaults(form: Form, seen: Seen): Form {
  return { ...form, fields: form.fields.map((each) => withCustomer(withOptions(withDefault(each, seen), seen), seen)) };
}

function withCustomer(each: FormField, seen: Seen): FormField {
  const { customer, ...rest } = each;
  if (customer === undefined || !customer.startsWith("=")) return each;
  const id = evaluate(customer.slice(1), seen);
  return { ...rest, customerId: typeof id === "string" ? id : null };
}

function withDefault(each: FormField, seen: Seen): FormField {
  return typeof each.default === "string" && each.default.startsWith("=")
    ? { ...each, default: evaluate(each.default.slice(1), seen) }
    : each;
}

/** What is no list of options offers none, so that nothing can be chosen that was not shown. */
function withOptions({ optionsFrom, ...each }: FormField, seen: Seen): FormField {
  if (optionsFrom === undefined) return each;
  const found = options.safeParse(evaluate(optionsFrom.slice(1), seen));
  return { ...each, options: found.success ? found.data : [] };
}

/**
 * Checks what somebody has entered: only fields of the form, each as its type says, required ones filled when visible.
 * Values of hidden fields are left out of the result.
 *
 * @throws {Refusal} `form.values` naming each field
 */
export function acceptValues(form: Form, values: JsonObject, seen: Seen): JsonObject {
  const filled = withDefaults(form, seen);
  const shown = Object.fromEntries(filled.fields.filter(isReadonly).map((each) => [each.key, each.default as Json]));
  const all = { ...seen, variables: { ...shown, ...values } };
  const visible = filled.fields.filter(
    (each) => !isReadonly(each) && (each.visibleIf === undefined || evaluate(each.visibleIf, all) === true),
  );
  const complaints = [...strangers(form, values), ...visible.flatMap((each) => complain(each, values[each.key], all))];
  if (complaints.length > 0) {
    throw new Refusal(
      "unprocessable",
      "form.values",
      `Expected a complete form, but ${complaints[0]?.place}: ${complaints[0]?.message}`,
      complaints,
    );
  }
  return Object.fromEntries(
    visible.filter((each) => values[each.key] !== undefined).map((each) => [each.key, values[each.key]]),
  );
}

/** The files that accepted values name: those of `file` fields, and drawn signatures. A typed name is no file. */
export function filesIn(form: Form, values: JsonObject): readonly string[] {
  return form.fields.flatMap(({ key, type }) => {
    if (type !== "file" && type !== "signature") return [];
    return [values[key]].flat().filter((id) => typeof id === "string" && isId(id));
  }) as string[]; // as filtered
}

function isReadonly(each: FormField): boolean {
  return each.type === "readonly";
}

function strangers(form: Form, values: JsonObject): Complaint[] {
  const known = new Set(form.fields.map((each) => each.key));
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({
      place: key,
      code: "form.unknown",
      message: "Expected a field of the form, but it has none of this name",
    }));
}

function complain(each: FormField, value: Json | undefined, all: Seen): Complaint[] {
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    const isRequired =
      each.required === true || (typeof each.required === "string" && evaluate(each.required, all) === true);
    return isRequired
      ? [{ place: each.key, code: "form.required", message: "Expected a value, but there is none" }]
      : [];
  }
  const message = mistakes[each.type](each, value);
  return message === undefined ? [] : [{ place: each.key, code: "form.value", message }];
}

/** What names a record is no longer than the longest name. */
const mostKey = 254;

/** So many files one field takes. */
const mostFiles = 20;

/** What is wrong with a filled-in value, by the type of its field. */
const mistakes: Readonly<Record<FormField["type"], (each: FormField, value: Json) => string | undefined>> = {
  int: wholeNumber,
  money: wholeNumber,
  decimal: (each, value) => (typeof value === "number" ? outside(each, value) : "Expected a number"),
  boolean: (_, value) => (typeof value === "boolean" ? undefined : "Expected true or false"),
  enum: (each, value) => (isOption(each, value) ? undefined : "Expected one of the options"),
  multi: (each, value) =>
    Array.isArray(value) && value.every((item: Json) => isOption(each, item))
      ? undefined
      : "Expected some of the options",
  date: (_, value) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : "Expected a date such as 2026-12-31",
  datetime: (_, value) =>
    typeof value === "string" && !Number.isNaN(Date.parse(value))
      ? undefined
      : "Expected an instant such as 2026-12-31T08:00:00Z",
  text,
  textarea: text,
  user: text,
  record: (_, value) => text({ maxLength: mostKey }, value),
  signature: text,
  file: (_, value) =>
    Array.isArray(value) && value.length <= mostFiles && value.every((id: Json) => typeof id === "string" && isId(id))
      ? undefined
      : `Expected the ids of at most ${mostFiles} files`,
  readonly: text,
};

function wholeNumber(each: FormField, value: Json): string | undefined {
  return Number.isInteger(value) ? outside(each, value) : "Expected a whole number";
}

function text({ maxLength = 20_000 }: Pick<FormField, "maxLength">, value: Json): string | undefined {
  const fits = typeof value === "string" && value.length <= maxLength;
  return fits ? undefined : `Expected a text of at most ${maxLength} characters`;
}

function isOption(each: FormField, value: Json): boolean {
  return each.options === undefined || each.options.some((option) => option.value === value);
}

function outside({ min = -Infinity, max = Infinity }: FormField, value: Json): string | undefined {
  return Number(value) >= min && Number(value) <= max ? undefined : `Expected a number from ${min} to ${max}`;
}

/** FEEL over form values; what cannot be evaluated counts as null. */
function evaluate(expression: string, { variables, now, compile = compileFeel }: Seen): Json {
  try {
    return compile(expression)({ now, get: (name) => variables[name], all: () => variables });
  } catch {
    return null;
  }
}
