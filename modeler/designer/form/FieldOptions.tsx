import { ArrowDown, ArrowUp, ClipboardPaste, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { Feel } from "../../model/fields/Feel.tsx";
import { Line } from "../../model/fields/Line.tsx";
import { useWords } from "../../words/language.tsx";
import { takesOptions } from "./design.ts";
import type { OfField } from "./FieldProperties.tsx";
import { addOption, moveOption, optionsFromLines, valueOf, type Option } from "./options.ts";
import css from "../Designer.module.css";

/** What can be chosen: options with words in both languages, or FEEL that gives them. What is only read may have the words. */
export function FieldOptions({ item, put, faultOf }: OfField) {
  const { t } = useWords();
  const [isPasting, setPasting] = useState(false);
  const { options = [], optionsFrom } = item.field;
  const change = (next: readonly Option[]) => put({ options: next });
  const fault = faultOf("options");
  return (
    <section className={css["options"]} aria-label={t("designer.options")}>
      <h3>{t("designer.options")}</h3>
      {fault !== undefined && (
        <p className={css["fault"]} role="alert">
          {fault}
        </p>
      )}
      {options.map((option, at) => (
        // its value is typed here, so that only the place stays the same
        <OptionRow key={at} options={options} at={at} option={option} change={change} />
      ))}
      <div className={css["group"]}>
        <Button icon={<Plus aria-hidden="true" />} onPress={() => change(addOption(options))}>
          {t("designer.addOption")}
        </Button>
        <Button
          kind="plain"
          pressed={isPasting}
          icon={<ClipboardPaste aria-hidden="true" />}
          onPress={() => setPasting(!isPasting)}
        >
          {t("designer.pasteOptions")}
        </Button>
      </div>
      {isPasting && (
        <Paste
          onTake={(text) => {
            change(optionsFromLines(text, options));
            setPasting(false);
          }}
        />
      )}
      {options.length === 0 && takesOptions(item.field.type) && (
        <Feel
          label={t("designer.optionsFrom")}
          help={t("designer.optionsFromHelp")}
          value={optionsFrom ?? "="}
          onChange={(text) => put({ optionsFrom: text === "" ? undefined : text })}
          isAlwaysFeel
        />
      )}
    </section>
  );
}

type OptionRowProps = {
  readonly options: readonly Option[];
  readonly at: number;
  readonly option: Option;
  readonly change: (options: readonly Option[]) => void;
};

function OptionRow({ options, at, option, change }: OptionRowProps) {
  const { t } = useWords();
  const number = at + 1;
  const put = (patch: Partial<Option>) => change(options.with(at, { ...option, ...patch }));
  return (
    <div className={css["option"]} role="group" aria-label={t("designer.option", { number })}>
      <Line
        label={t("designer.optionDe", { number })}
        value={option.label.de}
        onChange={(de) => put({ label: { ...option.label, de } })}
      />
      <Line
        label={t("designer.optionEn", { number })}
        value={option.label.en}
        onChange={(en) => put({ label: { ...option.label, en } })}
      />
      <Line
        label={t("designer.optionValue", { number })}
        value={String(option.value)}
        onChange={(text) => put({ value: valueOf(text, option.value) })}
      />
      <span className={css["group"]}>
        <Button
          kind="plain"
          label={t("designer.optionUp", { number })}
          icon={<ArrowUp size={15} aria-hidden="true" />}
          onPress={() => change(moveOption(options, at, -1))}
        />
        <Button
          kind="plain"
          label={t("designer.optionDown", { number })}
          icon={<ArrowDown size={15} aria-hidden="true" />}
          onPress={() => change(moveOption(options, at, 1))}
        />
        <Button
          kind="plain"
          label={t("designer.optionRemove", { number })}
          icon={<Trash2 size={15} aria-hidden="true" />}
          onPress={() => change(options.toSpliced(at, 1))}
        />
      </span>
    </div>
  );
}

function Paste({ onTake }: { onTake: (text: string) => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  return (
    <div className={css["field"]}>
      <TextInput
        label={t("designer.lines")}
        help={t("designer.linesHelp")}
        rows={4}
        value={text}
        onChange={setText}
        autoFocus
      />
      <Button kind="primary" onPress={() => onTake(text)}>
        {t("designer.takeLines")}
      </Button>
    </div>
  );
}
