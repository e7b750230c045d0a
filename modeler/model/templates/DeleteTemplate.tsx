import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { elementTemplatesQuery, templatePath } from "./queries.ts";

/** Deletes a template; what was made from it stays. */
export function DeleteTemplate({ kept, onClose }: { kept: KeptTemplate; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { key, version, template } = kept;
  const remove = useMutation({
    mutationFn: () => request<void>("DELETE", `${templatePath(key)}?revision=${version}`),
    onSuccess: () => {
      say({ tone: "ok", text: t("elementTemplates.deleted") });
      onClose();
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: elementTemplatesQuery.queryKey }),
  });
  return (
    <Dialog
      isAlert
      title={t("elementTemplates.deleteTitle", { name: template.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
            {t("elementTemplates.deleteRun")}
          </Button>
        </>
      }
    >
      <p>{t("elementTemplates.deleteText")}</p>
    </Dialog>
  );
}
