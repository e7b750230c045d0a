import { faultIn } from "../../model/feel/syntax.ts";
import type { Key } from "../../words/dictionary.ts";
import { isNumeric, takesOptions, takesWords, type Design, type DesignField } from "./design.ts";
import { isKey } from "./keys.ts";

/** The part of a field that something is wrong with. */
export type Member =
  | "label"
  | "key"
  | "help"
  | "required"
  | "visibleIf"
  | "default"
  | "options"
  | "optionsFrom"
  | "customer"
  | "max";
/** What is wrong with a field, said while it is designed; the check of the draft says it again before publishing. */
export type Fault = { readonly id: string; readonly member: Member; readonly says: Key };

/** What is wrong with the fields of a form. */
export function faultsIn({ items }: Design): readonly Fault[] {
  const counts = new Map<string, number>();
  for (const { field } of items) counts.set(field.key, (counts.get(field.key) ?? 0) + 1);
  const customers = new Set(items.filter(({ field }) => field.source === "customers").map(({ field }) => field.key));
  return items.flatMap(({ id, field }) => {
    const told = [
      ...inWords(field),
      ...inExpressions(field),
      ...inDefault(field),
      ...inLimits(field),
      ...inOptions(field),
      ...inCustomer(field, customers),
    ];
    const isDouble = (counts.get(field.key) ?? 0) > 1;
    const key = isDouble ? "designer.keyDouble" : isKey(field.key) ? null : "designer.keyShape";
    return [...told, ...(key === null ? [] : [["key", key] as const])].map(([member, says]) => ({ id, member, says }));
  });
}

type Told = readonly (readonly [Member, Key])[];

function inWords({ label, help }: DesignField): Told {
  const isHalf = help !== undefined && (help.de === "") !== (help.en === "");
  return [
    ...(label.de === "" || label.en === "" ? [["label", "designer.untranslated"] as const] : []),
    ...(isHalf ? [["help", "designer.untranslated"] as const] : []),
  ];
}

function inExpressions(field: DesignField): Told {
  const { required, visibleIf, optionsFrom } = field;
  const given = typeof field.default === "string" && field.default.startsWith("=") ? field.default : undefined;
  const written: readonly (readonly [Member, unknown])[] = [
    ["required", required],
    ["visibleIf", visibleIf],
    ["default", given],
    ["optionsFrom", optionsFrom],
  ];
  return written
    .filter(([, text]) => typeof text === "string" && faultIn(text.replace(/^=/, "")) !== null)
    .map(([member]) => [member, "designer.notFeel"] as const);
}

function inDefault({ type, default: value }: DesignField): Told {
  const isText = typeof value === "string" && !value.startsWith("=");
  return isNumeric(type) && isText ? [["default", "designer.noNumber"]] : [];
}

function inCustomer({ customer }: DesignField, customers: ReadonlySet<string>): Told {
  if (customer === undefined) return [];
  if (customer.startsWith("=")) return faultIn(customer.slice(1)) === null ? [] : [["customer", "designer.notFeel"]];
  return customers.has(customer) ? [] : [["customer", "designer.noCustomer"]];
}

function inLimits({ type, min, max }: DesignField): Told {
  return isNumeric(type) && min !== undefined && max !== undefined && min > max ? [["max", "designer.limits"]] : [];
}

function inOptions({ type, options = [], optionsFrom }: DesignField): Told {
  if (!takesWords(type) || optionsFrom !== undefined) return [];
  if (options.length === 0 && takesOptions(type)) return [["options", "designer.noOptions"]];
  const values = options.map(({ value }) => JSON.stringify(value));
  if (new Set(values).size < values.length || values.includes('""')) return [["options", "designer.optionDouble"]];
  return options.some(({ label }) => label.de === "" || label.en === "") ? [["options", "designer.untranslated"]] : [];
}
