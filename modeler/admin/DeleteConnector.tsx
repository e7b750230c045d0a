import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import type { Connector } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

type DeleteProps = { readonly connector: Connector; readonly onGone: () => void; readonly onClose: () => void };

/** Deletes a connector, once its name was typed: nobody does that by mistake. */
export function DeleteConnector({ connector, onGone, onClose }: DeleteProps) {
  const { t } = useWords();
  const { id, name } = connector;
  const [typed, setTyped] = useState("");
  const ask = t("connector.typeName", { name });
  const remove = useChange({
    run: () => request<void>("DELETE", `/api/connectors/${id}`),
    said: "connector.deleted",
    onDone: () => {
      onClose();
      onGone();
    },
  });
  return (
    <Dialog
      isAlert
      title={t("connector.deleteTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="danger"
            declined={typed === name ? undefined : ask}
            isPending={remove.isPending}
            onPress={() => remove.mutate(undefined)}
          >
            {t("connector.deleteRun")}
          </Button>
        </>
      }
    >
      <p className={css["about"]}>{t("connector.deleteText")}</p>
      <TextInput label={ask} value={typed} onChange={setTyped} autoComplete="off" />
    </Dialog>
  );
}
