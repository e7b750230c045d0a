import { Variable } from "lucide-react";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { variablesOf } from "../facts/variables.ts";
import type { Moddle } from "../island/moddle.ts";
import { nameIn } from "../panel/kinds.ts";
import css from "./Drawer.module.css";

export type VariablesProps = {
  readonly process: Moddle | undefined;
  readonly fieldsOf: (formKey: string) => readonly string[];
  readonly onElement: (elementId: string) => void;
};

/** Every variable of the process: who writes it, how often it is read. */
export function VariablesPanel({ process, fieldsOf, onElement }: VariablesProps) {
  const { t, language } = useWords();
  const variables = process === undefined ? [] : variablesOf(process, fieldsOf);
  if (variables.length === 0)
    return (
      <Empty title={t("variablesOf.none")} text={t("variablesOf.noneText")} icon={<Variable aria-hidden="true" />} />
    );
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("panel.variable")}</th>
          <th scope="col">{t("variablesOf.writtenBy")}</th>
          <th scope="col">{t("variablesOf.reads")}</th>
          <th scope="col">{t("variablesOf.members")}</th>
        </tr>
      </thead>
      <tbody>
        {variables.map((variable) => (
          <tr key={variable.name}>
            <td>
              <code>{variable.name}</code>
            </td>
            <td>
              {variable.writers.length === 0 && <span className={css["small"]}>{t("feel.fromStart")}</span>}
              {variable.writers.map((writer) => (
                <button
                  key={writer.id}
                  type="button"
                  className={css["link"]}
                  onClick={() => onElement(writer.id ?? "")}
                >
                  {nameIn(writer, language)}
                </button>
              ))}
            </td>
            <td>{variable.reads}</td>
            <td className={css["small"]}>{variable.members.slice(0, 8).join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
