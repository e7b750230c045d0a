import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { savedViewsQuery, type SavedView } from "../../api/cases.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { write, type TaskSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { roleName } from "../../words/roles.ts";

const onlyMe = "";

/** Asks for the name of a view and who else sees it. */
export function SaveViewDialog({ search, onClose }: { search: TaskSearch; onClose: () => void }) {
  const { t, language } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [name, setName] = useState("");
  const [role, setRole] = useState(onlyMe);
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: Pick<SavedView, "name" | "query" | "sharedWith">) =>
      request<SavedView>("POST", "/api/task-views", { body }),
    onSuccess: (view) => {
      say({ tone: "ok", text: t("views.done", { name: view.name }) });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
  const save = () => {
    setAsked(true);
    const { task: _open, ...kept } = search;
    if (name.trim() === "") return;
    mutate({ name: name.trim(), query: write(kept).slice(1), sharedWith: role === onlyMe ? null : role });
  };
  const missing = isAsked && name.trim() === "" ? t("views.nameMissing") : undefined;
  const roles = session?.user.roles ?? [];
  return (
    <Dialog
      title={t("views.save")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={isPending} onPress={save}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <TextInput
        label={t("views.name")}
        value={name}
        onChange={setName}
        maxLength={60}
        error={missing ?? error?.message}
        isRequired
        autoFocus
      />
      <Picker
        label={t("views.share")}
        choices={[
          { id: onlyMe, name: t("views.onlyMe") },
          ...roles.map((one) => ({ id: one, name: t("views.role", { role: roleName(one, language) }) })),
        ]}
        value={role}
        onChange={setRole}
      />
    </Dialog>
  );
}
