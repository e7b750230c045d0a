import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../words/language.tsx";
import { Button } from "./Button.tsx";
import { classes } from "./classes.ts";
import css from "./Dialog.module.css";

export type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** `full` holds long work: a click beside it does not close it. */
  readonly size?: "small" | "wide" | "full";
  /** A dialog that warns before something that cannot be taken back. */
  readonly isAlert?: boolean;
};

/** A modal dialog: keeps the focus, gives it back, closes on Escape. */
export function Dialog({ title, onClose, children, actions, size = "small", isAlert = false }: DialogProps) {
  const { t } = useWords();
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isAlert && size !== "full"}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={css["backdrop"] ?? ""}
    >
      <Modal className={classes(css["modal"], css[size])}>
        <AriaDialog role={isAlert ? "alertdialog" : "dialog"} className={css["dialog"] ?? ""}>
          <header className={css["header"]}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button kind="plain" label={t("common.close")} icon={<X aria-hidden="true" />} onPress={onClose} />
          </header>
          <div className={css["body"]}>{children}</div>
          {actions !== undefined && <footer className={css["footer"]}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
