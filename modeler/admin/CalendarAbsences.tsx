import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { AbsenceList } from "../../server/http/wireAbsences.ts";
import { request } from "../api/request.ts";
import type { FormField } from "../api/types.ts";
import { Field } from "../form/fields/Field.tsx";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { words } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

type CalendarProps = { readonly staff: AbsenceList["staff"]; readonly onClose: () => void };
type Taken = { readonly recorded: number; readonly known: number };

/** Takes somebody's absences from a calendar file (.ics). */
export function CalendarAbsences({ staff, onClose }: CalendarProps) {
  const { t, pick } = useWords();
  const { say } = useToasts();
  const [login, setLogin] = useState<unknown>(null);
  const take = useChange({
    run: async (file: File) =>
      request<Taken>("POST", "/api/absences/calendar", { body: { login, calendar: await file.text() } }),
    onDone: ({ recorded, known }) => {
      say({ tone: "ok", text: t("absence.taken", { recorded: String(recorded), known: String(known) }) });
      onClose();
    },
  });
  const isChosen = typeof login === "string";
  const field = whoOf(staff);
  return (
    <Dialog
      title={t("absence.calendar")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          {isChosen && (
            <FileTrigger
              acceptedFileTypes={[".ics", "text/calendar"]}
              onSelect={(list) => {
                const file = list?.[0];
                if (file !== undefined) take.mutate(file);
              }}
            >
              <Button kind="primary" icon={<FileUp aria-hidden="true" />} isPending={take.isPending}>
                {t("absence.file")}
              </Button>
            </FileTrigger>
          )}
        </>
      }
    >
      <p className={css["about"]}>{t("absence.calendarText")}</p>
      <div className={css["fields"]}>
        <Field
          field={field}
          label={pick(field.label)}
          help={undefined}
          error={undefined}
          value={login}
          isRequired
          isDisabled={false}
          onChange={setLogin}
        />
      </div>
    </Dialog>
  );
}

function whoOf(staff: AbsenceList["staff"]): FormField {
  const people = staff.map(({ login, name }) => ({ value: login, label: { de: name, en: name } }));
  return { key: "login", type: "enum", label: words["absence.who"], options: people, required: true };
}
