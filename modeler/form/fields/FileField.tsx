import { useQuery } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { filesQuery } from "../../api/cases.ts";
import { DropPlace } from "../../files/DropPlace.tsx";
import { FileRows } from "../../files/FileRows.tsx";
import { useUploads } from "../../files/useUploads.ts";
import { FieldProblemText } from "../../kit/FieldProblemText.tsx";
import css from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import { useCaseKey } from "../CaseContext.ts";
import type { FieldProps } from "./props.ts";

/** Files of the case, kept as their ids. */
export function FileField(props: FieldProps) {
  const { t } = useWords();
  const caseKey = useCaseKey();
  const labelId = useId();
  const { label, isRequired, help, error } = props;
  return (
    <div className={css["field"]} role="group" aria-labelledby={labelId}>
      <span className={css["label"]} id={labelId}>
        {label}
        {isRequired && (
          <span className={css["required"]} aria-hidden="true">
            *
          </span>
        )}
      </span>
      {caseKey === null ? (
        <div className={css["readonly"]}>{t("files.later")}</div>
      ) : (
        <Attached {...props} caseKey={caseKey} />
      )}
      {help !== undefined && <span className={css["help"]}>{help}</span>}
      <FieldProblemText>{error}</FieldProblemText>
    </div>
  );
}

function Attached({ caseKey, label, value, isDisabled, onChange }: FieldProps & { caseKey: string }) {
  const { data } = useQuery(filesQuery(caseKey));
  const ids = idsOf(value);
  // several files may arrive before the form has told back the first
  const latest = useRef(ids);
  latest.current = ids;
  const uploads = useUploads(caseKey, data?.limit ?? Infinity, ({ id }) => {
    latest.current = [...latest.current, id];
    onChange(latest.current);
  });
  const files = (data?.items ?? []).filter(({ id }) => ids.includes(id));
  const rows = (
    <FileRows
      label={label}
      files={files}
      uploads={uploads}
      removes="mention"
      isBrief
      onRemove={isDisabled ? undefined : ({ id }) => onChange(ids.filter((one) => one !== id))}
    />
  );
  if (isDisabled) return files.length === 0 ? <div className={css["readonly"]}>–</div> : rows;
  return (
    <DropPlace label={label} onFiles={uploads.add}>
      {rows}
    </DropPlace>
  );
}

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
