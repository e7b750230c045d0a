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
import { faultOf, type Fault } from "./faults.ts";
import { flagText } from "./values.ts";
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
  const { owner, ...place } = usePlace();
  const { binding, type = "String", description, constraints, feel } = property;
  const value = valueAt(owner, binding) ?? "";
  const fault = faultOf(property, value);
  const label = property.label ?? property.id ?? boundLabel(binding, owner, words);
  const said: Said = {
    label: constraints?.notEmpty === true ? `${label} *` : label,
    value,
    help: description,
    error: fault === null ? undefined : faultText(fault, words.t),
    onChange: (next) => writeValues({ ...place, owner }, [[binding, next === "" ? undefined : next]]),
  };
  if (property.editable === false)
    return <TextInput label={label} value={value} onChange={() => undefined} help={description} isReadOnly />;
  if (type === "Boolean")
    return <Flag {...said} label={label} written={{ yes: flagText(true, feel), no: flagText(false, feel) }} />;
  if (type === "Dropdown") return <Dropdown property={property} said={said} />;
  return <Written property={property} said={said} label={label} />;
}

type FieldProps = { readonly property: TemplateProperty; readonly said: Said };

function Dropdown({ property, said }: FieldProps) {
  const { t } = useWords();
  const choices = (property.choices ?? []).map(({ name, value }) => ({ id: value, name }));
  const isStrange = said.value !== "" && !choices.some(({ id }) => id === said.value);
  const error = isStrange ? t("choose.unknown", { names: said.value }) : said.error;
  return <Choose {...said} choices={choices} error={error} />;
}

/** A text; what a connector or the house knows the values of is chosen. */
function Written({ property, said, label }: FieldProps & { readonly label: string }) {
  const { owner } = usePlace();
  const { binding, type = "String", placeholder, constraints, feel } = property;
  const known = connectorOf(textOf(extension(owner, "zeebe:TaskDefinition"), "type"))?.inputs.find(
    ({ name, kind }) => binding.type === "zeebe:input" && name === binding.name && kind !== undefined,
  );
  if (known !== undefined) {
    const help = said.help === undefined ? {} : { help: { de: said.help, en: said.help } };
    const isRequired = constraints?.notEmpty === true;
    return <Input input={{ ...known, label: { de: label, en: label }, isRequired, ...help }} />;
  }
  const kind = houseKind(binding.property);
  if (kind !== undefined) return <HouseField kind={kind} said={said} />;
  const hint = placeholder === undefined ? {} : { placeholder };
  if (feel === "required") return <Feel {...said} isAlwaysFeel {...hint} />;
  if (feel === "optional" && type === "String") return <Feel {...said} {...hint} />;
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

type HouseKind = keyof typeof houseFields;

function houseKind(property: string | undefined): HouseKind | undefined {
  return (Object.keys(houseFields) as HouseKind[]).find((each) => each === property); // its own keys
}

function HouseField({ kind, said }: { readonly kind: HouseKind; readonly said: Said }) {
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
