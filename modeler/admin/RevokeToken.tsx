import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import type { Token } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** Revokes a token; says before when it was last used. */
export function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t, language } = useWords();
  const revoke = useChange({
    run: () => request<void>("DELETE", `/api/tokens/${token.id}`),
    said: "token.revoked",
    onDone: onClose,
  });
  const at = token.lastUsedAt === null ? t("token.never") : instantText(token.lastUsedAt, language);
  return (
    <Dialog
      isAlert
      title={t("token.revokeTitle", { name: token.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="danger" isPending={revoke.isPending} onPress={() => revoke.mutate(undefined)}>
            {t("token.revokeRun")}
          </Button>
        </>
      }
    >
      <p>{t("token.revokeText")}</p>
      <p className={css["about"]}>{t("token.lastUsedText", { at })}</p>
    </Dialog>
  );
}
