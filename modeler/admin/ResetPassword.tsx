import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { PasswordInput, shortestPassword } from "./PasswordInput.tsx";
import type { Account } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** Gives somebody a new password; whoever is signed in as them is signed out. */
export function ResetPassword({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const [password, setPassword] = useState("");
  const reset = useChange({
    run: () => request<void>("PATCH", `/api/users/${encodeURIComponent(account.login)}`, { body: { password } }),
    said: "person.resetDone",
    onDone: onClose,
  });
  return (
    <Dialog
      title={t("person.resetTitle", { name: account.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            declined={password.length < shortestPassword ? t("person.needPassword") : undefined}
            isPending={reset.isPending}
            onPress={() => reset.mutate(undefined)}
          >
            {t("person.resetPassword")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <p className={css["about"]}>{t("person.resetText")}</p>
        <PasswordInput autoFocus value={password} error={undefined} onChange={setPassword} />
      </div>
    </Dialog>
  );
}
