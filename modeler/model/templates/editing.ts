import type { TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import { flagIn } from "../facts/flags.ts";
import { flagText } from "./values.ts";

type Choices = NonNullable<TemplateProperty["choices"]>;

/** A field that is filled in another way; its value comes along as far as it fits. */
export function retyped(property: TemplateProperty, type: NonNullable<TemplateProperty["type"]>): TemplateProperty {
  const { choices, feel, value, ...rest } = property;
  const text = typeof value === "boolean" ? flagText(value, feel) : (value ?? "");
  const isInput = property.binding.type === "zeebe:input";
  if (type === "Boolean") {
    const isOn = flagIn(text) === true;
    return { ...rest, type, value: isOn, ...(isInput ? { feel: "static" as const } : {}) };
  }
  if (type === "Dropdown") {
    const first = choices ?? (text === "" ? [] : [{ value: text, name: text.replace(/^="?|"$/g, "") }]);
    return { ...rest, type, value: text, choices: first };
  }
  return { ...rest, type, value: text, ...(type === "String" && isInput ? { feel: "optional" as const } : {}) };
}

/** Choices as people write them: one on each line, its value and what it is called. */
export function choicesText(choices: Choices): string {
  return choices.map(({ value, name }) => (value === name ? value : `${value} | ${name}`)).join("\n");
}

/** Reads choices as they are written; a line without a value is none. */
export function choicesIn(text: string): Choices {
  return text.split("\n").flatMap((line) => {
    const [value = "", ...name] = line.split("|");
    const said = name.join("|").trim();
    return value.trim() === "" ? [] : [{ value: value.trim(), name: said === "" ? value.trim() : said }];
  });
}
