import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarDays, FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { sessionQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { FormField } from "../api/types.ts";
import { Field } from "../form/fields/Field.tsx";
import form from "../form/form.module.css";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useMay } from "../processes/may.ts";
import { words } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { readText } from "./read.ts";
import { helpOf, listQuery } from "./useFields.ts";
import css from "./Desk.module.css";

/** Takes somebody's absences from a calendar file (.ics). */
export function CalendarAbsences() {
  const { t } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<CalendarDays aria-hidden="true" />}
        declined={may("tasks.work") ? undefined : t("records.noRight", { permission: "tasks.work" })}
        onPress={() => setOpen(true)}
      >
        {t("records.calendar")}
      </Button>
      {isOpen && <FromCalendar onClose={() => setOpen(false)} />}
    </>
  );
}

type Taken = { readonly recorded: number; readonly known: number };

function FromCalendar({ onClose }: { readonly onClose: () => void }) {
  const { t, pick } = useWords();
  const [login, setLogin] = useState<unknown>(null);
  const take = useTake(login, onClose);
  const { field, error } = useWho();
  const refusal = take.error ?? error;
  return (
    <Dialog
      title={t("records.calendar")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          {typeof login === "string" && (
            <FileTrigger
              acceptedFileTypes={[".ics", "text/calendar"]}
              onSelect={(list) => {
                const file = list?.[0];
                if (file !== undefined) take.mutate(file);
              }}
            >
              <Button kind="primary" icon={<FileUp aria-hidden="true" />} isPending={take.isPending}>
                {t("records.calendarFile")}
              </Button>
            </FileTrigger>
          )}
        </>
      }
    >
      <p className={css["asked"]}>{t("records.calendarText")}</p>
      {refusal !== null && (
        <div className={form["summary"]} role="alert">
          {refusal === error && `${t("records.staffFailed")} `}
          {refusal.message}
        </div>
      )}
      <Field
        field={field}
        label={pick(field.label)}
        help={field.help === undefined ? undefined : pick(field.help)}
        error={undefined}
        value={login}
        isRequired
        isDisabled={false}
        onChange={setLogin}
      />
    </Dialog>
  );
}

function useTake(login: unknown, onClose: () => void) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) =>
      request<Taken>("POST", "/api/absences/calendar", { body: { login, calendar: await file.text() } }),
    onSuccess: ({ recorded, known }) => {
      const text = `${t("records.calendarTaken", { count: recorded })}, ${t("records.calendarKnown", { count: known })}`;
      say({ tone: "ok", text });
      void client.invalidateQueries({ queryKey: ["records"] });
      onClose();
    },
  });
}

/** Whose calendar it can be: one's own, or anybody's where one may record that. */
function useWho(): { readonly field: FormField; readonly error: Error | null } {
  const may = useMay();
  const { data: session } = useQuery(sessionQuery);
  const { data: staff, error } = useQuery(listQuery("/api/staff?state=active"));
  const rows = staff?.items ?? [];
  const options = rows
    .map((row) => ({ login: readText(row, "login"), name: readText(row, "name") }))
    .filter((one) => may("tasks.assign") || one.login === session?.user.login)
    .map(({ login, name }) => ({ value: login, label: { de: name, en: name } }));
  const field: FormField = { key: "login", type: "enum", label: words["records.who"], options, required: true };
  return { field: { ...field, ...helpOf(field, rows) }, error };
}
