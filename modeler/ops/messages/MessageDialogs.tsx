import type { KeptMessage } from "../../../server/http/wire.ts";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Dialog } from "../../kit/Dialog.tsx";
import { JsonTree } from "../../kit/JsonTree.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";

/** A dialog about one message. */
export type MessageDialogProps = { readonly message: KeptMessage; readonly onClose: () => void };

/** What a message brings. */
export function ContentDialog({ message, onClose }: MessageDialogProps) {
  const { t } = useWords();
  return (
    <Dialog title={message.name} size="wide" onClose={onClose}>
      {Object.keys(message.variables).length === 0 ? (
        <p>{t("variables.none")}</p>
      ) : (
        <JsonTree value={message.variables} />
      )}
    </Dialog>
  );
}

/** Ends the time of a message. */
export function DiscardDialog({ message, onClose }: MessageDialogProps) {
  const { t } = useWords();
  return (
    <ReasonDialog
      isDangerous
      title={t("opsMessage.discardTitle", { name: message.name })}
      does={t("opsMessage.discardDo")}
      done={t("opsMessage.discarded")}
      run={(reason) => request("DELETE", `/api/messages/${message.id}${query({ reason })}`)}
      onClose={onClose}
    >
      <p>{t("opsMessage.discardText")}</p>
    </ReasonDialog>
  );
}
