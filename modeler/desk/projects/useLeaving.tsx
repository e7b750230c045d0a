import { useEffect, useState, type ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useWords } from "../../words/language.tsx";

/** Closes an editor; who has changed something is asked before, on leaving the page, too. The question is shown beside the editor. */
export function useLeaving(
  now: unknown,
  onClose: () => void,
): { readonly leave: () => void; readonly question: ReactNode } {
  const { t } = useWords();
  const written = JSON.stringify(now);
  const [first] = useState(written);
  const [isAsked, setAsked] = useState(false);
  const isChanged = written !== first;
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
  const stay = () => setAsked(false);
  return {
    leave: () => (isChanged ? setAsked(true) : onClose()),
    question: isAsked && (
      <Dialog
        isAlert
        title={t("plans.leaveTitle")}
        onClose={stay}
        actions={
          <>
            <Button onPress={stay}>{t("plans.leaveStay")}</Button>
            <Button kind="danger" onPress={onClose}>
              {t("plans.leaveRun")}
            </Button>
          </>
        }
      >
        <p>{t("plans.leaveText")}</p>
      </Dialog>
    ),
  };
}
