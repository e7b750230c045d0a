import type { TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords, type Words } from "../../words/language.tsx";
import { connectorOf } from "../catalogue/connectors.ts";
import { Choose } from "../fields/Choose.tsx";
import { Feel } from "../fields/Feel.tsx";
import { Flag } from "../fields/Flag.tsx";
import { Known } from "../fields/Known.tsx";
import { Line } from "../fields/Line.tsx";
import { Several } from "../fields/Several.tsx";
import { When } from "../fields/When.tsx";
import { extension, textOf } from "../island/moddle.ts";
import { usePlace } from "../panel/place.tsx";
import { Input } from "../panel/sections/Input.tsx";
import { valueAt } from "./bound.ts";
import { boundLabel } from "./boundWords.ts";
import { faultOf, flagText, type Fault } from "./values.ts";
import { writeValues } from "./write.ts";

type Said = {
  readonly label: string;
  readonly value: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

/** A field of a template, in its words; what the house knows (roles, forms, people) is chosen from what there is. */
export function TemplateField({ property }: { property: TemplateProperty }) {
  const words = useWords();
  const { t } = words;
  const place = usePlace();
  const { binding, type = "String", description, constraints, placeholder } = property;
  const value = valueAt(place.owner, binding) ?? "";
  const fault = faultOf(property, value);
  const isRequired = constraints?.notEmpty === true;
  const label = property.label ?? property.id ?? boundLabel(binding, place.owner, words);
  const said: Said = {
    label: isRequired ? `${label} *` : label,
    value,
    help: description,
    error: fault === null ? undefined : faultText(fault, t),
    onChange: (next) => writeValues(place, [[binding, next === "" ? undefined : next]]),
  };
  if (property.editable === false)
    return <TextInput label={label} value={value} onChange={() => undefined} help={description} isReadOnly />;
  if (type === "Boolean")
    return (
      <Flag
        {...said}
        label={label}
        written={{ yes: flagText(true, property.feel), no: flagText(false, property.feel) }}
      />
    );
  if (type === "Dropdown") {
    const choices = (property.choices ?? []).map(({ name, value: id }) => ({ id, name }));
    const isStrange = value !== "" && !choices.some(({ id }) => id === value);
    return (
      <Choose {...said} choices={choices} error={isStrange ? t("choose.unknown", { names: value }) : said.error} />
    );
  }
  const known = connectorOf(textOf(extension(place.owner, "zeebe:TaskDefinition"), "type"))?.inputs.find(
    ({ name, kind }) => binding.type === "zeebe:input" && name === binding.name && kind !== undefined,
  );
  if (known !== undefined)
    return (
      <Input
        input={{
          ...known,
          label: { de: label, en: label },
          isRequired,
          ...(description === undefined ? {} : { help: { de: description, en: description } }),
        }}
      />
    );
  if (binding.property !== undefined && binding.property in houseFields)
    return <HouseField kind={binding.property as keyof typeof houseFields} said={said} />; // has just been looked for
  const hint = placeholder === undefined ? {} : { placeholder };
  if (property.feel === "required") return <Feel {...said} isAlwaysFeel {...hint} />;
  if (property.feel === "optional" && type === "String") return <Feel {...said} {...hint} />;
  return <Line {...said} {...hint} {...(type === "Text" ? { rows: 4 } : {})} />;
}

function faultText(fault: Fault, t: Words["t"]): string {
  if (fault.kind === "said") return fault.message;
  return fault.kind === "empty" ? t("panel.required") : t(`unfit.${fault.kind}`, { ...fault });
}

/** Attributes that the house knows the values of. */
const houseFields = {
  candidateGroups: "roles",
  candidateUsers: "people",
  assignee: "people",
  formId: "forms",
  decisionId: "ruleSets",
  processId: "processes",
  calendar: "calendars",
  priority: "priorities",
  dueDate: null,
  followUpDate: null,
} as const;

function HouseField({ kind, said }: { readonly kind: keyof typeof houseFields; readonly said: Said }) {
  const { catalogue } = usePlace();
  const { help, ...rest } = said;
  const list = houseFields[kind];
  if (list === null) return <When {...rest} {...(help === undefined ? {} : { help })} />;
  const choices = catalogue[list];
  if (kind === "candidateGroups" || kind === "candidateUsers")
    return <Several {...rest} choices={choices} style="feel" {...(help === undefined ? {} : { help })} />;
  if (kind === "assignee" || kind === "priority")
    return <Known {...said} choices={choices} written={kind === "priority" ? "number" : "plain"} />;
  return <Choose {...said} choices={choices} takesOthers />;
}
