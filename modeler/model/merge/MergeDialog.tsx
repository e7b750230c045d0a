import { GitMerge, X } from "lucide-react";
import { useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import type { MergeView } from "../../search.ts";
import { MergeBoard } from "./MergeBoard.tsx";
import { useMerge, type Three } from "./useMerge.ts";
import css from "./Merge.module.css";
import mergeDialog from "./MergeDialog.module.css";

export type MergeDialogProps = Three & {
  readonly theirName: string;
  readonly onClose: () => void;
  readonly onDone: (xml: string) => Promise<void>;
};

/** Puts one's own changes and those of a colleague together, over the whole screen; it begins with the pictures of both. */
export function MergeDialog({ base, ours, theirs, theirName, onClose, onDone }: MergeDialogProps) {
  const { t } = useWords();
  const [id] = useState(() => crypto.randomUUID());
  const [view, setView] = useState<MergeView>("beside");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const three = { base, ours, theirs };
  const merging = useMerge(three, id);
  const run = () => {
    if (merging.merge === undefined) return;
    setPending(true);
    onDone(merging.merge.xml).catch((cause: unknown) => {
      setFailure(cause instanceof Error ? cause.message : String(cause));
      setPending(false);
    });
  };
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} className={mergeDialog["overlay"] ?? ""}>
      <Modal className={mergeDialog["modal"] ?? ""}>
        <Dialog className={mergeDialog["dialog"] ?? ""}>
          <header className={css["header"]}>
            <Heading slot="title" level={1}>
              {t("stale.mergeTitle", { who: theirName })}
            </Heading>
            {failure !== null && <span role="alert">{failure}</span>}
            <Button
              kind="primary"
              icon={<GitMerge aria-hidden="true" />}
              isPending={isPending}
              declined={merging.open.length > 0 ? t("merge.decideFirst", { count: merging.open.length }) : undefined}
              onPress={run}
            >
              {t("merge.run")}
            </Button>
            <Button kind="plain" label={t("common.close")} icon={<X aria-hidden="true" />} onPress={onClose} />
          </header>
          <MergeBoard
            three={three}
            merging={merging}
            names={{ ours: t("stale.mine"), theirs: theirName }}
            view={view}
            onView={setView}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
