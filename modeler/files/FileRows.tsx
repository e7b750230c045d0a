import { FileText, Image, LoaderCircle, Trash2, TriangleAlert, X } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { fileAddress, type StoredFile } from "../api/cases.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { bytesText } from "./bytesText.ts";
import type { Uploads } from "./useUploads.ts";
import css from "./Files.module.css";

export type FileRowsProps = {
  readonly label: string;
  readonly files: readonly StoredFile[];
  readonly uploads?: Uploads;
  /** What the cross beside a file does; without it there is none. */
  readonly onRemove?: ((file: StoredFile) => void) | undefined;
  /** Whether the cross deletes the file or only takes it out of what is being written. */
  readonly removes?: "file" | "mention";
  readonly isBrief?: boolean;
};

/** Files with what they are, and those on their way with how far they have come. */
export function FileRows({ label, files, uploads, onRemove, removes = "file", isBrief = false }: FileRowsProps) {
  const { t } = useWords();
  const underway = uploads?.underway ?? [];
  if (files.length === 0 && underway.length === 0) return null;
  return (
    <ul className={css["rows"]} aria-label={label}>
      {files.map((file) => (
        <li key={file.id} className={css["row"]}>
          <Face file={file} />
          <Told file={file} isBrief={isBrief} />
          {onRemove !== undefined && (removes === "mention" || file.mayDelete) && (
            <AriaButton
              className={css["cross"] ?? ""}
              aria-label={t(removes === "file" ? "files.delete" : "files.takeOut", { name: file.name })}
              onPress={() => onRemove(file)}
            >
              {removes === "file" ? <Trash2 size={15} aria-hidden="true" /> : <X size={15} aria-hidden="true" />}
            </AriaButton>
          )}
        </li>
      ))}
      {underway.map((one) => (
        <li key={one.key} className={css["row"]} data-failed={one.failure !== null}>
          <span className={css["face"]}>
            {one.failure === null ? (
              <LoaderCircle className={css["turning"]} size={18} aria-hidden="true" />
            ) : (
              <TriangleAlert size={18} aria-hidden="true" />
            )}
          </span>
          <span className={css["told"]}>
            <strong>{one.name}</strong>
            {one.failure === null ? (
              <ProgressBar value={one.share * 100} aria-label={t("files.sending", { name: one.name })}>
                {({ percentage }) => (
                  <span className={css["track"]}>
                    <span style={{ width: `${percentage ?? 0}%` }} />
                  </span>
                )}
              </ProgressBar>
            ) : (
              <span role="alert">{t(one.failure)}</span>
            )}
          </span>
          <AriaButton
            className={css["cross"] ?? ""}
            aria-label={t(one.failure === null ? "files.stop" : "files.takeOut", { name: one.name })}
            onPress={() => uploads?.drop(one.key)}
          >
            <X size={15} aria-hidden="true" />
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

function Face({ file }: { file: StoredFile }) {
  if (!file.isPicture) {
    return (
      <span className={css["face"]}>
        <FileText size={18} aria-hidden="true" />
      </span>
    );
  }
  return (
    <span className={css["face"]}>
      <Image size={18} aria-hidden="true" />
      <img src={fileAddress(file.id)} alt="" loading="lazy" />
    </span>
  );
}

function Told({ file, isBrief }: { file: StoredFile; isBrief: boolean }) {
  const { language } = useWords();
  const size = bytesText(file.bytes, language);
  return (
    <span className={css["told"]}>
      <a href={fileAddress(file.id)} download={file.name}>
        {file.name}
      </a>
      <span className={css["fine"]}>
        {isBrief ? size : `${size} · ${file.createdBy.name} · ${instantText(file.createdAt, language)}`}
      </span>
    </span>
  );
}
