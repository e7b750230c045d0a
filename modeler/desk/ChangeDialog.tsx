import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError, request } from "../api/request.ts";
import type { Form, FormField, Labels } from "../api/types.ts";
import { Field } from "../form/fields/Field.tsx";
import { mistakes } from "../form/validate.ts";
import { firstValues, isRequired, narrowed, type Values } from "../form/values.ts";
import form from "../form/form.module.css";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { read, readText, type Row } from "./read.ts";
import type { Change } from "./register.ts";
import { changed, given, whole } from "./send.ts";
import { useTold } from "./useTold.ts";
import { useFields } from "./useFields.ts";
import css from "./Desk.module.css";

export type ChangeProps = {
  readonly title: string;
  readonly text?: string;
  readonly change: Change;
  readonly address: string;
  /** The record as it was read; without one something is made. */
  readonly row?: Row;
  /** The record that something is done with, where that is not the record that is changed. */
  readonly around?: Row;
  readonly submit: string;
  readonly onDone: (answer: Row) => void;
  readonly onClose: () => void;
};

/** Asks what is to be sent and sends it. What the server declines stands at the field that it names, else above all. */
export function ChangeDialog(props: ChangeProps) {
  const { title, text, change, submit, onClose } = props;
  const { t } = useWords();
  const fields = useFields(change, props.row ?? props.around);
  const { values, setValue, send, errors, refusal, isPending } = useChange(props, fields);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      size={change.fields.length > 3 ? "wide" : "small"}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={isPending} onPress={send}>
            {submit}
          </Button>
        </>
      }
    >
      {text !== undefined && <p className={css["asked"]}>{text}</p>}
      {refusal !== undefined && (
        <div className={form["summary"]} role="alert">
          {refusal}
        </div>
      )}
      {change.fields.length > 0 && (
        <form
          className={form["form"]}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          {fields.map((field) => (
            <Asked
              key={field.key}
              field={field}
              told={change.told?.[field.key]}
              values={values}
              error={errors[field.key]}
              onChange={setValue}
            />
          ))}
        </form>
      )}
    </Dialog>
  );
}

type AskedProps = {
  readonly field: FormField;
  /** The address that tells something of its value. */
  readonly told: string | undefined;
  readonly values: Values;
  readonly error: string | undefined;
  readonly onChange: (key: string, value: unknown) => void;
};

function Asked({ field, told: path, values, error, onChange }: AskedProps) {
  const { pick } = useWords();
  const help = useTold(path, values[field.key]) ?? field.help;
  const isWide = ["textarea", "enum", "boolean"].includes(field.type);
  return (
    <div className={isWide ? form["wide"] : undefined}>
      <Field
        field={narrowed(field, values)}
        label={pick(field.label)}
        help={help === undefined ? undefined : pick(help)}
        error={error}
        value={values[field.key]}
        isRequired={isRequired(field, values)}
        isDisabled={false}
        onChange={(value) => onChange(field.key, value)}
      />
    </div>
  );
}

function useChange(props: ChangeProps, fields: readonly FormField[]) {
  const { change, address, onDone, onClose } = props;
  // What was typed belongs to the record as it was when the dialog opened: with a newer one's revision it would overwrite a colleague's work.
  const [{ row, around }] = useState({ row: props.row, around: props.around });
  const { t, pick } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const asked: Form = { key: "", version: 0, title: { de: "", en: "" }, fields: [...fields] };
  const [values, setValues] = useState<Values>(() => firstValues(asked, row ?? {}, null));
  const [isAsked, setAsked] = useState(false);
  const [once] = useState(newKey);
  const sending = useMutation({
    mutationFn: (body: Values) =>
      request<Row | undefined>(change.method, address, change.fields.length === 0 ? {} : { body, once }),
    onSuccess: (answer) => {
      const made = change.makes === undefined ? "" : readText(answer, change.makes);
      say({ tone: "ok", text: made === "" ? t("records.saved") : t("records.made", { name: made }) });
      void client.invalidateQueries({ queryKey: ["records"] });
      onClose();
      onDone(answer ?? {});
    },
  });
  const wrong = mistakes(asked, values);
  const own = Object.entries(wrong).map(([key, { key: name, places }]) => [key, t(name, places)] as const);
  const refused = complaintsOf(sending.error, (place, code) => {
    const labels = change.refusals?.[place] ?? change.refusals?.[code];
    return labels === undefined ? undefined : pick(labels);
  });
  const send = () => {
    setAsked(true);
    if (own.length === 0)
      sending.mutate({
        ...sentAlong(change, row ?? around),
        ...sent(change, values, row),
      });
  };
  const setValue = (key: string, value: unknown) => setValues((before) => ({ ...before, [key]: value }));
  const isPlaced = change.fields.some(({ key }) => refused[key] !== undefined);
  return {
    values,
    setValue,
    send,
    isPending: sending.isPending,
    errors: { ...refused, ...(isAsked ? Object.fromEntries(own) : {}) },
    refusal: sending.error === null || isPlaced ? undefined : pick(saidOf(change, sending.error)),
  };
}

/** Why it was declined as a whole: in the reader's words where there are any, else as the server says it. */
function saidOf({ refusals }: Change, error: Error): Labels {
  const said = error instanceof ProblemError ? refusals?.[error.problem.code] : undefined;
  return said ?? { de: error.message, en: error.message };
}

/** What makes sending it twice the same as once, where the server looks at it. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}

function sent({ isWhole, carries = [] }: Change, values: Values, row: Row | undefined): Values {
  if (row === undefined) return given(values);
  return isWhole === true ? whole(values, row, carries) : changed(values, row, carries);
}

/** What of the record goes along under another name. */
function sentAlong({ sends = {} }: Change, row: Row | undefined): Values {
  return Object.fromEntries(Object.entries(sends).map(([name, at]) => [name, read(row, at)] as const));
}

/** What the server found wrong, by the field that it names; in the reader's words where there are some. */
function complaintsOf(
  error: Error | null,
  wordsOf: (place: string, code: string) => string | undefined,
): Readonly<Record<string, string | undefined>> {
  if (!(error instanceof ProblemError)) return {};
  const complaints = error.problem.complaints ?? [];
  return Object.fromEntries(
    complaints.map(({ place, code, message }) => [place.split("/")[1] ?? "", wordsOf(place, code) ?? message]),
  );
}
