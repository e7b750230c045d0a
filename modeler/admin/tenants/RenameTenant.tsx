import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import css from "../Admin.module.css";
import type { Tenant } from "../queries.ts";
import { useChange } from "../useChange.ts";

/** Gives a tenant another name; its key stays. */
export function RenameTenant({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(tenant.name);
  const rename = useChange({
    run: () => request<void>("PATCH", `/api/tenants/${tenant.id}`, { body: { name: name.trim() } }),
    said: "tenant.renamed",
    onDone: onClose,
  });
  return (
    <Dialog
      title={t("tenant.renameTitle", { name: tenant.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            declined={name.trim() === "" ? t("tenant.needName") : undefined}
            isPending={rename.isPending}
            onPress={() => rename.mutate(undefined)}
          >
            {t("tenant.save")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextInput label={t("tenant.name")} value={name} onChange={setName} isRequired autoFocus maxLength={200} />
      </div>
    </Dialog>
  );
}
