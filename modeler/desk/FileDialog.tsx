import { FileUp } from "lucide-react";
import type { ReactNode } from "react";
import { Field } from "../form/fields/Field.tsx";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Skeleton } from "../kit/states.tsx";
import { chooseFile } from "../processes/exporting.ts";
import { learn } from "../words/dictionary.ts";
import { importWords } from "../words/imports.ts";
import { useWords } from "../words/language.tsx";
import { field } from "./member.ts";
import type { FilePlan } from "./useFilePlan.ts";
import css from "./Files.module.css";

learn(importWords);

type FileDialogProps = {
  readonly title: string;
  readonly text: string;
  /** Why it cannot be taken now. */
  readonly hindrance: string | undefined;
  readonly plan: FilePlan<object, unknown>;
  /** What is asked besides the file. */
  readonly asked?: ReactNode;
  /** What the file would change. */
  readonly children: ReactNode;
  readonly onTake: () => void;
  readonly onClose: () => void;
};

/** Lets somebody choose a CSV file, shows what it would change, and takes it when there is nothing in the way. */
export function FileDialog({ title, text, hindrance, plan, asked, children, onTake, onClose }: FileDialogProps) {
  const { t } = useWords();
  const isWaiting = plan.file !== null && plan.plan === undefined && plan.refusal === null;
  return (
    <Dialog
      title={title}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={plan.isTaking || plan.isLooking} declined={hindrance} onPress={onTake}>
            {t("imports.take")}
          </Button>
        </>
      }
    >
      <p className={css["text"]}>{text}</p>
      <div className={css["asked"]}>
        <Button
          icon={<FileUp aria-hidden="true" />}
          onPress={() => void chooseFile(".csv,.txt,text/csv").then((file) => file !== null && plan.choose(file))}
        >
          {plan.file === null ? t("imports.choose") : plan.file.name}
        </Button>
        {asked}
      </div>
      {plan.refusal !== null && (
        <p role="alert" className={css["alert"]}>
          {plan.refusal.message}
        </p>
      )}
      {isWaiting && <Skeleton rows={3} height={36} />}
      {plan.plan !== undefined && children}
    </Dialog>
  );
}

type AskedProps = {
  readonly name: string;
  readonly type: "date" | "boolean" | "record" | "text";
  readonly source?: string;
  readonly label: string;
  readonly help?: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

/** Something that is asked besides a file. */
export function Asked({ name, type, source, label, help, value, onChange }: AskedProps) {
  return (
    <Field
      field={{ ...field(name, type, { de: label, en: label }), ...(source === undefined ? {} : { source }) }}
      label={label}
      help={help}
      error={undefined}
      value={value}
      isRequired={false}
      isDisabled={false}
      onChange={onChange}
    />
  );
}
