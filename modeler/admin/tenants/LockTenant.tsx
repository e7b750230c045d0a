import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useWords } from "../../words/language.tsx";
import type { Tenant } from "../queries.ts";
import { useChange } from "../useChange.ts";

/** Locks a tenant; says before what that means. */
export function LockTenant({ tenant: { id, name }, onClose }: { tenant: Tenant; onClose: () => void }) {
  const { t } = useWords();
  const lock = useChange({
    run: () => request<void>("PATCH", `/api/tenants/${id}`, { body: { isEnabled: false } }),
    said: "tenant.lockedNow",
    onDone: onClose,
  });
  return (
    <Dialog
      isAlert
      title={t("tenant.lockTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="danger" isPending={lock.isPending} onPress={() => lock.mutate(undefined)}>
            {t("tenant.lockRun")}
          </Button>
        </>
      }
    >
      <p>{t("tenant.lockText")}</p>
    </Dialog>
  );
}
