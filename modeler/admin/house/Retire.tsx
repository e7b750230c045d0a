import { useState } from "react";
import { request } from "../../api/request.ts";
import { addressOf } from "../../desk/read.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useWords } from "../../words/language.tsx";
import { useChange } from "../useChange.ts";

type RetireProps = {
  readonly path: string;
  readonly row: { readonly key: string; readonly revision: number; readonly isActive: boolean };
  readonly name: string;
  /** What happens then. */
  readonly text: string;
};

/** Takes something out of what is offered, once somebody has read what that means, or offers it again. */
export function Retire({ path, row, name, text }: RetireProps) {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  const change = useChange({
    run: (isActive: boolean) =>
      request<void>("PATCH", addressOf(path, row.key), { body: { revision: row.revision, isActive } }),
    said: "house.saved",
    onDone: () => setAsked(false),
  });
  if (!row.isActive)
    return (
      <Button
        kind="plain"
        label={t("house.reviveOf", { name })}
        isPending={change.isPending}
        onPress={() => change.mutate(true)}
      >
        {t("house.revive")}
      </Button>
    );
  return (
    <>
      <Button kind="plain" label={t("house.retireOf", { name })} onPress={() => setAsked(true)}>
        {t("house.retire")}
      </Button>
      {isAsked && (
        <Dialog
          title={t("house.retireOf", { name })}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button onPress={() => setAsked(false)}>{t("common.cancel")}</Button>
              <Button kind="primary" isPending={change.isPending} onPress={() => change.mutate(false)}>
                {t("house.retire")}
              </Button>
            </>
          }
        >
          <p>{text}</p>
        </Dialog>
      )}
    </>
  );
}
