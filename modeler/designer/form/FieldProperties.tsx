import { useState } from "react";
import { Picker } from "../../kit/Picker.tsx";
import { Feel } from "../../model/fields/Feel.tsx";
import { Line } from "../../model/fields/Line.tsx";
import { ScopeProvider } from "../../model/panel/place.tsx";
import type { Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import {
  changeField,
  changeType,
  fieldTypes,
  relabel,
  renameKey,
  takesWords,
  type Design,
  type Item,
} from "./design.ts";
import type { Fault, Member } from "./faults.ts";
import { FieldLimits } from "./FieldLimits.tsx";
import { FieldOptions } from "./FieldOptions.tsx";
import { FieldRecord } from "./FieldRecord.tsx";
import { Required } from "./Required.tsx";
import { useFieldScope, useTaskScope } from "./scope.ts";
import { defaultOf, defaultText } from "./values.ts";
import css from "../Designer.module.css";

export type FieldPropertiesProps = {
  readonly design: Design;
  readonly item: Item;
  readonly faults: readonly Fault[];
  readonly draft: Draft;
  readonly edit: (by: (design: Design) => Design) => void;
};
/** What the parts of a field's properties are given. */
export type OfField = Pick<FieldPropertiesProps, "item"> & {
  readonly put: (patch: Readonly<Record<string, unknown>>) => void;
  readonly faultOf: (member: Member) => string | undefined;
};

/** Everything of one field, in words. */
export function FieldProperties({ design, item, faults, draft, edit }: FieldPropertiesProps) {
  const { t } = useWords();
  const put = (patch: Readonly<Record<string, unknown>>) => edit((before) => changeField(before, item.id, patch));
  const faultOf = (member: Member) => {
    const fault = faults.find((each) => each.member === member);
    return fault === undefined ? undefined : t(fault.says);
  };
  const fields = useFieldScope(design);
  const variables = useTaskScope(draft, design);
  const given = { item, put, faultOf };
  return (
    <div className={css["field"]}>
      <Names {...given} edit={edit} />
      {item.field.type === "record" && <FieldRecord {...given} design={design} />}
      <ScopeProvider value={fields}>
        <Conditions {...given} />
      </ScopeProvider>
      <ScopeProvider value={variables}>
        {takesWords(item.field.type) && <FieldOptions {...given} />}
        <Default {...given} />
      </ScopeProvider>
      <FieldLimits {...given} />
      <Help {...given} />
    </div>
  );
}

function Names({ item, faultOf, edit }: OfField & Pick<FieldPropertiesProps, "edit">) {
  const { t } = useWords();
  const { label, key, type } = item.field;
  const say = (language: "de" | "en") => (text: string) =>
    edit((before) => {
      const now = before.items.find(({ id }) => id === item.id)?.field.label ?? label;
      return relabel(before, item.id, { ...now, [language]: text });
    });
  const choices = fieldTypes.map((id) => ({ id, name: t(`fieldType.${id}`) }));
  return (
    <>
      <Line
        label={t("designer.labelDe")}
        value={label.de}
        onChange={say("de")}
        error={label.de === "" ? faultOf("label") : undefined}
      />
      <Line
        label={t("designer.labelEn")}
        value={label.en}
        onChange={say("en")}
        error={label.en === "" ? faultOf("label") : undefined}
      />
      <Picker
        label={t("designer.type")}
        choices={choices}
        value={type}
        onChange={(next) => {
          const known = fieldTypes.find((each) => each === next);
          if (known !== undefined) edit((before) => changeType(before, item.id, known));
        }}
      />
      <Line
        label={t("designer.key")}
        help={t("designer.keyHelp")}
        value={key}
        onChange={(text) => edit((before) => renameKey(before, item.id, text.trim()))}
        error={faultOf("key")}
      />
    </>
  );
}

function Conditions({ item, put, faultOf }: OfField) {
  const { t } = useWords();
  const { visibleIf = "", type } = item.field;
  return (
    <>
      {type !== "readonly" && <Required item={item} put={put} faultOf={faultOf} />}
      <Feel
        label={t("designer.visibleIf")}
        help={t("designer.visibleHelp")}
        value={`=${visibleIf}`}
        onChange={(text) => put({ visibleIf: bare(text) })}
        isAlwaysFeel
      />
    </>
  );
}

/** FEEL as conditions are stored: without the `=`; nothing for an empty one. */
export function bare(text: string): string | undefined {
  const expression = text.replace(/^=/, "").trim();
  return expression === "" ? undefined : expression;
}

function Default({ item, put, faultOf }: OfField) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const { type } = item.field;
  // what one has just typed is not written anew by the language's rules
  const isMine = typed !== null && JSON.stringify(defaultOf(type, typed)) === JSON.stringify(item.field.default);
  if (type === "file" || type === "signature") return null;
  return (
    <Feel
      label={t(type === "readonly" ? "designer.shownValue" : "designer.default")}
      help={t("designer.defaultHelp")}
      value={isMine ? typed : defaultText(item.field, language)}
      onChange={(text) => {
        setTyped(text);
        put({ default: defaultOf(type, text) });
      }}
      error={faultOf("default")}
    />
  );
}

function Help({ item, put, faultOf }: OfField) {
  const { t } = useWords();
  const help = item.field.help ?? { de: "", en: "" };
  const say = (language: "de" | "en") => (text: string) => {
    const next = { ...help, [language]: text };
    put({ help: next.de === "" && next.en === "" ? undefined : next });
  };
  return (
    <>
      <Line
        label={t("designer.helpDe")}
        value={help.de}
        onChange={say("de")}
        error={help.de === "" ? faultOf("help") : undefined}
      />
      <Line
        label={t("designer.helpEn")}
        value={help.en}
        onChange={say("en")}
        error={help.en === "" ? faultOf("help") : undefined}
      />
    </>
  );
}
