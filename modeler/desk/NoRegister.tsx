import { FolderSearch } from "lucide-react";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";

/** An address that names no register. */
export function NoRegister() {
  const { t } = useWords();
  return (
    <Empty
      title={t("records.noRegister")}
      text={t("records.noRegisterText")}
      icon={<FolderSearch aria-hidden="true" />}
    />
  );
}
