import { Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Files.module.css";

export type DropPlaceProps = {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children?: ReactNode;
  readonly label?: string;
};

/** Takes files that are dropped on it or chosen. */
export function DropPlace({ onFiles, children, label }: DropPlaceProps) {
  const { t } = useWords();
  return (
    <DropZone
      className={css["drop"] ?? ""}
      aria-label={label ?? t("files.drop")}
      getDropOperation={() => "copy"}
      onDrop={({ items }) => {
        const dropped = items.flatMap((item) => (item.kind === "file" ? [item.getFile()] : []));
        void Promise.all(dropped).then(onFiles);
      }}
    >
      {children}
      <div className={css["dropLine"]}>
        <FileTrigger allowsMultiple onSelect={(list) => onFiles(list === null ? [] : [...list])}>
          <Button icon={<Paperclip aria-hidden="true" />}>{t("files.choose")}</Button>
        </FileTrigger>
        <span className={css["fine"]}>{t("files.dropHere")}</span>
      </div>
    </DropZone>
  );
}
