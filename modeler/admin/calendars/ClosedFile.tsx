import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { ProblemError } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { readWholeDays, type WholeDays } from "./queries.ts";
import admin from "../Admin.module.css";
import css from "./Calendars.module.css";
import { tags } from "../../words/tags.ts";

type FileProps = { readonly days: readonly string[]; readonly onTake: (days: readonly string[]) => void };

/** Takes closing days from a calendar file (.ics); nothing is taken before one has seen what it would be. */
export function ClosedFile({ days, onTake }: FileProps) {
  const { t } = useWords();
  const [read, setRead] = useState<WholeDays | ProblemError>();
  const open = async (file: File) => {
    try {
      setRead(await readWholeDays(file));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRead(error);
    }
  };
  return (
    <>
      <FileTrigger
        acceptedFileTypes={[".ics", "text/calendar"]}
        onSelect={(list) => {
          const file = list?.[0];
          if (file !== undefined) void open(file);
        }}
      >
        <Button icon={<FileUp aria-hidden="true" />}>{t("calendar.file")}</Button>
      </FileTrigger>
      {read instanceof ProblemError && <Unreadable error={read} onClose={() => setRead(undefined)} />}
      {read !== undefined && !(read instanceof ProblemError) && (
        <Preview read={read} known={days} onTake={onTake} onClose={() => setRead(undefined)} />
      )}
    </>
  );
}

function Unreadable({ error, onClose }: { error: ProblemError; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      title={t("calendar.file")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("common.close")}</Button>}
    >
      <p role="alert">{error.problem.status === 422 ? t("calendar.fileShape") : error.message}</p>
      {error.problem.status === 422 && <p className={admin["about"]}>{error.message}</p>}
    </Dialog>
  );
}

type PreviewProps = {
  readonly read: WholeDays;
  readonly known: readonly string[];
  readonly onTake: (days: readonly string[]) => void;
  readonly onClose: () => void;
};

function Preview({ read, known, onTake, onClose }: PreviewProps) {
  const { t, language } = useWords();
  const { say } = useToasts();
  const fresh = read.days.filter(({ date }) => !known.includes(date));
  const write = new Intl.DateTimeFormat(tags[language], { dateStyle: "full", timeZone: "UTC" });
  const take = () => {
    onTake(fresh.map(({ date }) => date));
    say({ tone: "ok", text: t("calendar.fileTaken") });
    onClose();
  };
  return (
    <Dialog
      title={t("calendar.fileTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          {fresh.length > 0 && (
            <Button kind="primary" onPress={take}>
              {t("calendar.fileTake", { count: fresh.length })}
            </Button>
          )}
        </>
      }
    >
      <p className={admin["about"]}>
        {t("calendar.fileCount", { fresh: fresh.length, known: read.days.length - fresh.length })}
      </p>
      <ul className={css["fresh"]}>
        {fresh.map(({ date, summary }) => (
          <li key={date}>
            <span>{write.format(new Date(`${date}T00:00:00Z`))}</span>
            <span>{summary}</span>
          </li>
        ))}
      </ul>
      {read.leftOut.length > 0 && <LeftOut entries={read.leftOut} />}
    </Dialog>
  );
}

function LeftOut({ entries }: { entries: WholeDays["leftOut"] }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t("calendar.fileLeft")}</h3>
      <ul className={css["fresh"]}>
        {entries.map(({ summary, why }, index) => (
          <li key={`${index} ${summary}`}>
            <span>{summary === "" ? t("calendar.fileNameless") : summary}</span>
            <span>{t(`calendar.fileWhy.${why}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
