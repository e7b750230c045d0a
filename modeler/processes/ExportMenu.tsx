import { useQueryClient } from "@tanstack/react-query";
import { Download, FileArchive, FileCode2, FileImage, FileText } from "lucide-react";
import { MenuTrigger } from "react-aria-components/Menu";
import { Button } from "../kit/Button.tsx";
import { Menu, MenuItem } from "../kit/Menu.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { saveFile } from "./exporting.ts";
import { versionQuery, type VersionRow } from "./queries.ts";

const pictures = [
  { format: "svg", icon: FileImage, says: "export.svg" },
  { format: "png", icon: FileImage, says: "export.png" },
  { format: "pdf", icon: FileText, says: "export.pdf" },
] as const;

/** A version as a file: BPMN, a picture in the language of the page, or its whole release. */
export function ExportMenu({ shown }: { shown: VersionRow }) {
  const { t, language } = useWords();
  const client = useQueryClient();
  const { say } = useToasts();
  const name = `${shown.key}-v${shown.version}`;
  const saveXml = async () => {
    const { body } = await client.ensureQueryData(versionQuery("process", shown.key, shown.version));
    if (typeof body === "string") saveFile(`${name}.bpmn`, body, "application/xml");
  };
  const download = async (address: string, file: string) => {
    const response = await fetch(address, { credentials: "same-origin", headers: { "Accept-Language": language } });
    if (!response.ok) return say({ tone: "bad", text: t("export.failed", { file }) });
    saveFile(file, await response.blob(), "");
  };
  const picture = (format: string) => `/api/definitions/${shown.id ?? ""}/picture.${format}?language=${language}`;
  return (
    <MenuTrigger>
      <Button icon={<Download aria-hidden="true" />}>{t("export.title")}</Button>
      <Menu label={t("export.title")}>
        <MenuItem text={t("export.bpmn")} icon={<FileCode2 size={16} aria-hidden="true" />} onAction={() => void saveXml()} />
        {pictures.map(({ format, icon: Icon, says }) => (
          <MenuItem
            key={format}
            text={t(says)}
            icon={<Icon size={16} aria-hidden="true" />}
            onAction={() => void download(picture(format), `${name}.${format}`)}
          />
        ))}
        <MenuItem
          text={t("export.zip")}
          icon={<FileArchive size={16} aria-hidden="true" />}
          onAction={() => void download(`/api/releases/${shown.releaseId}/archive.zip`, `${name}.zip`)}
        />
      </Menu>
    </MenuTrigger>
  );
}
