import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { useChange } from "../useChange.ts";
import css from "../Admin.module.css";

const usual = ["08:00-17:00"];
const begin = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  country: "DE",
  region: null,
  hours: { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual, sat: [], sun: [] },
};

type NewProps = { readonly onMade: (key: string) => void; readonly onClose: () => void };

/** Makes a calendar with usual hours, to be changed at once. */
export function NewCalendar({ onMade, onClose }: NewProps) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [key, setKey] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isKey = /^[a-z0-9][a-z0-9:_-]{0,63}$/i.test(key);
  const create = useChange({
    run: () =>
      request<{ key: string }>("POST", "/api/calendars", { body: { key, name: name.trim(), definition: begin } }),
    said: "calendar.created",
    onDone: (made) => {
      onMade(made.key);
      onClose();
    },
  });
  const run = () => {
    setAsked(true);
    if (isKey && name.trim() !== "") create.mutate(undefined);
  };
  return (
    <Dialog
      title={t("calendar.new")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={create.isPending} onPress={run}>
            {t("calendar.create")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextInput
          label={t("calendar.name")}
          value={name}
          onChange={setName}
          error={isAsked && name.trim() === "" ? t("webhook.need") : undefined}
          isRequired
          autoFocus
          maxLength={200}
        />
        <TextInput
          label={t("calendar.key")}
          value={key}
          onChange={setKey}
          help={t("calendar.keyHelp")}
          error={isAsked && !isKey ? t("webhook.need") : undefined}
          isRequired
          maxLength={64}
        />
      </div>
    </Dialog>
  );
}
