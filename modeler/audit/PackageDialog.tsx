import { useSearch } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";
import { query } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import { DayInput } from "../kit/DayInput.tsx";
import css from "./Dialogs.module.css";

/** Asks of what evidence is wanted; the browser downloads it. What is looked for is offered. */
export function PackageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/audit" });
  const [object, setObject] = useState(search.object ?? "");
  const [from, setFrom] = useState(search.from);
  const [to, setTo] = useState(search.to);
  const isObject = object.trim() !== "";
  const isChosen = isObject || (from !== undefined && to !== undefined);
  const take = () => {
    const wanted = isObject ? { object: object.trim() } : { from, to };
    window.location.assign(`/api/evidence.zip${query(wanted)}`);
    onClose();
  };
  return (
    <Dialog
      title={t("audit.packageTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            icon={<Download aria-hidden="true" />}
            declined={isChosen ? undefined : t("audit.packageMissing")}
            onPress={take}
          >
            {t("audit.download")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <p>{t("audit.packageText")}</p>
        <TextInput
          label={t("audit.packageObject")}
          help={t("audit.packageObjectHelp")}
          value={object}
          onChange={setObject}
          autoFocus
        />
        <fieldset className={css["span"]} disabled={isObject}>
          <legend>{t("audit.packageSpan")}</legend>
          <DayInput label={t("audit.from")} value={from} onChange={setFrom} />
          <DayInput label={t("audit.to")} value={to} onChange={setTo} />
        </fieldset>
      </div>
    </Dialog>
  );
}
