import type { Form, FormField } from "../../api/types.ts";
import { typeOf } from "../../form/fieldType.ts";
import { isVisible, type Values } from "../../form/values.ts";

/** Values with which a form could be completed: something that fits for each field that must be filled. */
export function answerTo({ fields }: Form): Values {
  let values: Values = {};
  for (const field of fields)
    if (field.required === true && isVisible(field, values)) values = { ...values, [field.key]: fitting(field) };
  return values;
}

function fitting(field: FormField): unknown {
  const first = field.options?.[0]?.value ?? "";
  switch (typeOf(field)) {
    case "enum":
      return first;
    case "multi":
      return [first];
    case "boolean":
      return true;
    case "int":
    case "decimal":
    case "money":
      return field.min ?? 1;
    case "date":
      return "2026-12-01";
    case "datetime":
      return "2026-12-01T09:00:00Z";
    case "email":
      return "info@example.com";
    case "phone":
      return "+49 30 1234567";
    case "text":
    case "textarea":
    case "user":
    case "record":
    case "signature":
    case "file":
    case "readonly":
      return field.label.en.slice(0, field.maxLength ?? 80);
  }
}
