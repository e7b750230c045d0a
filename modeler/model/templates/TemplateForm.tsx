import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { TemplateBody, TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { Check } from "../fields/Check.tsx";
import { boundLabel } from "./boundWords.ts";
import { choicesIn, choicesText, retyped } from "./editing.ts";
import css from "./Templates.module.css";

/** What people say about a template. */
export type Said = {
  readonly name: string;
  readonly description: string;
  readonly properties: readonly TemplateProperty[];
};

type FormProps = {
  readonly value: Said;
  readonly onChange: (value: Said) => void;
  readonly nameError: string | undefined;
};

/** Name and purpose of a template, and of each thing that it sets whether it is fixed or filled in. */
export function TemplateForm({ value, onChange, nameError }: FormProps) {
  const { t } = useWords();
  const { name, description, properties } = value;
  const change = (index: number, next: TemplateProperty) =>
    onChange({ ...value, properties: properties.map((each, at) => (at === index ? next : each)) });
  return (
    <div className={css["form"]}>
      <TextInput
        label={t("elementTemplate.name")}
        value={name}
        onChange={(next) => onChange({ ...value, name: next })}
        error={nameError}
        isRequired
        autoFocus
        maxLength={200}
      />
      <TextInput
        label={t("elementTemplate.description")}
        value={description}
        onChange={(next) => onChange({ ...value, description: next })}
        maxLength={2_000}
        rows={2}
      />
      <h3>{t("elementTemplate.fields")}</h3>
      {properties.length === 0 && <p className={css["note"]}>{t("elementTemplate.noFields")}</p>}
      <div className={css["fields"]}>
        {properties.map((property, index) => (
          <PropertyForm
            key={JSON.stringify(property.binding)}
            property={property}
            onChange={(next) => change(index, next)}
          />
        ))}
      </div>
    </div>
  );
}

/** Why a template cannot be called so; nothing when it can. */
export function nameFault(name: string, id: string, taken: readonly string[]): Key | null {
  if (name.trim() === "" || id === "") return "elementTemplate.nameMissing";
  return taken.includes(id) ? "elementTemplate.taken" : null;
}

const ways = [
  { id: "Hidden", key: "elementTemplate.hidden" },
  { id: "String", key: "elementTemplate.string" },
  { id: "Text", key: "elementTemplate.text" },
  { id: "Dropdown", key: "elementTemplate.dropdown" },
  { id: "Boolean", key: "elementTemplate.boolean" },
] as const;

type PropertyProps = {
  readonly property: TemplateProperty;
  readonly onChange: (property: TemplateProperty) => void;
};

function PropertyForm({ property, onChange }: PropertyProps) {
  const words = useWords();
  const { t } = words;
  const { type = "String", binding } = property;
  const bound = boundLabel(binding, undefined, words);
  const isFixed = type === "Hidden";
  return (
    <details className={css["property"]}>
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{property.label ?? bound}</span>
        <code>{String(property.value ?? "")}</code>
        {isFixed && <Chip>{t("elementTemplate.isFixed")}</Chip>}
        {isRequired(property) && !isFixed && <Chip tone="info">{t("elementTemplate.isRequired")}</Chip>}
      </summary>
      <div className={css["propertyFields"]}>
        <Picker
          label={t("elementTemplate.how")}
          value={type}
          choices={ways.map(({ id, key }) => ({ id, name: t(key) }))}
          onChange={(id) => onChange(retyped(property, ways.find((way) => way.id === id)?.id ?? type))}
        />
        <TextInput
          label={t("elementTemplate.label")}
          value={property.label ?? ""}
          placeholder={bound}
          onChange={(next) => onChange({ ...property, label: next === "" ? bound : next })}
          maxLength={200}
        />
        {type === "Dropdown" && (
          <Choices value={property.choices ?? []} onChange={(choices) => onChange({ ...property, choices })} />
        )}
        <Preset property={property} onChange={onChange} />
        {!isFixed && <Asked property={property} onChange={onChange} />}
      </div>
    </details>
  );
}

function isRequired({ constraints }: TemplateProperty): boolean {
  return constraints?.notEmpty === true;
}

/** What it is set to, or set to at first. */
function Preset({ property, onChange }: PropertyProps) {
  const { t } = useWords();
  const { type, value } = property;
  if (type === "Boolean")
    return (
      <Check
        label={t("elementTemplate.preset")}
        value={value === true}
        onChange={(next) => onChange({ ...property, value: next })}
      />
    );
  return (
    <TextInput
      label={t(type === "Hidden" ? "elementTemplate.value" : "elementTemplate.preset")}
      value={String(value ?? "")}
      onChange={(next) => onChange({ ...property, value: next })}
      maxLength={10_000}
      {...(type === "Text" || String(value ?? "").includes("\n") ? { rows: 4 } : {})}
    />
  );
}

/** What whoever fills it in is told, and whether they have to. */
function Asked({ property, onChange }: PropertyProps) {
  const { t } = useWords();
  const { type, description, constraints } = property;
  return (
    <>
      <TextInput
        label={t("elementTemplate.help")}
        value={description ?? ""}
        onChange={(next) => onChange({ ...property, description: next })}
        maxLength={2_000}
      />
      {type !== "Boolean" && (
        <Check
          label={t("elementTemplate.required")}
          value={isRequired(property)}
          onChange={(notEmpty) => onChange({ ...property, constraints: { ...constraints, notEmpty } })}
        />
      )}
    </>
  );
}

type ChoicesProps = {
  readonly value: NonNullable<TemplateProperty["choices"]>;
  readonly onChange: (choices: NonNullable<TemplateProperty["choices"]>) => void;
};

/** Choices, one on each line; what is typed stays as it is typed. */
function Choices({ value, onChange }: ChoicesProps) {
  const { t } = useWords();
  const [text, setText] = useState(() => choicesText(value));
  const type = (next: string) => {
    setText(next);
    onChange(choicesIn(next));
  };
  return (
    <TextInput
      label={t("elementTemplate.choices")}
      value={text}
      onChange={type}
      help={t("elementTemplate.choicesHelp")}
      rows={4}
    />
  );
}

/** What is sent of what people said; an empty purpose is none. */
export function bodyOf(before: TemplateBody, { name, description, properties }: Said): TemplateBody {
  const { description: _, ...rest } = before;
  const body = { ...rest, name: name.trim(), properties: [...properties] };
  return description.trim() === "" ? body : { ...body, description: description.trim() };
}
