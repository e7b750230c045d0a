import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { LanguageChoice } from "./LanguageChoice.tsx";
import { RoleChoice } from "./RoleChoice.tsx";
import type { Account } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** Changes what somebody may do and the language they work in. */
export function EditPerson({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const [roles, setRoles] = useState(account.roles as readonly string[]);
  const [language, setLanguage] = useState(account.language);
  const save = useChange({
    run: () => request<void>("PATCH", `/api/users/${encodeURIComponent(account.login)}`, { body: { roles, language } }),
    said: "person.saved",
    onDone: onClose,
  });
  const problem = roles.length === 0 ? t("person.needRole") : undefined;
  return (
    <Dialog
      title={account.name}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" declined={problem} isPending={save.isPending} onPress={() => save.mutate(undefined)}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <LanguageChoice value={language} onChange={setLanguage} />
        <RoleChoice value={roles} error={problem} onChange={setRoles} />
      </div>
    </Dialog>
  );
}
