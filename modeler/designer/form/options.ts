import type { DesignField } from "./design.ts";
import { suggestKey } from "./keys.ts";

export type Option = NonNullable<DesignField["options"]>[number];

/** One more option, under a value that is free. */
export function addOption(options: readonly Option[]): Option[] {
  return [...options, { value: suggestKey("option", valuesOf(options)), label: { de: "", en: "" } }];
}

export function moveOption(options: readonly Option[], at: number, by: -1 | 1): Option[] {
  const option = options[at];
  if (option === undefined || options[at + by] === undefined) return [...options];
  return options.toSpliced(at, 1).toSpliced(at + by, 0, option);
}

/** An option's value as somebody types it; what was a number or a yes stays one. */
export function valueOf(text: string, before: unknown): string | number | boolean {
  if (typeof before === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text.trim();
}

/**
 * Lines as they are pasted: `value | German | English`, also with tabs from a spreadsheet; `German | English`, or one
 * word for everything. Missing values are made of the words.
 */
export function optionsFromLines(text: string, existing: readonly Option[]): Option[] {
  const all = [...existing];
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== "")) {
    const cells = line.split(/[|\t;]/).map((cell) => cell.trim());
    const [first = "", second = first, third] = cells;
    const words = third === undefined ? { de: first, en: second } : { de: second, en: third };
    const value = third === undefined ? suggestKey(second === "" ? first : second, valuesOf(all)) : first;
    all.push({ value, label: words });
  }
  return all;
}

function valuesOf(options: readonly Option[]): readonly string[] {
  return options.map(({ value }) => String(value));
}
