import { useQueryClient } from "@tanstack/react-query";
import { Braces, Download, FileSpreadsheet } from "lucide-react";
import { MenuTrigger } from "react-aria-components/Menu";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Menu, MenuItem } from "../kit/Menu.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { saveFile } from "../processes/exporting.ts";
import { versionQuery, type VersionRow } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { toCsv } from "./table/places.ts";
import { tableOf } from "./table/ruleTable.ts";

/** A published version as a file: DMN 1.3, CSV, JSON. */
export function ExportRules({ shown }: { shown: VersionRow }) {
  const { t, language } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const name = `${shown.key}-v${shown.version}`;
  const run = (work: () => Promise<void>) =>
    void work().catch((cause: unknown) =>
      say({ tone: "bad", text: cause instanceof Error ? cause.message : String(cause) }),
    );
  const body = async () => (await client.fetchQuery(versionQuery("ruleSet", shown.key, shown.version))).body;
  const dmn = async () => {
    const xml = await request<string>(
      "GET",
      `/api/rule-sets/${encodeURIComponent(shown.key)}/dmn?version=${shown.version}&language=${language}`,
    );
    saveFile(`${name}.dmn`, xml, "application/xml");
  };
  const csv = async () => {
    const table = tableOf(await body());
    if (table === null) throw new Error(t("rules.noTable"));
    saveFile(`${name}.csv`, `\uFEFF${toCsv(table, language)}`, "text/csv;charset=utf-8");
  };
  const json = async () => saveFile(`${name}.json`, JSON.stringify(await body(), null, 2), "application/json");
  return (
    <MenuTrigger>
      <Button icon={<Download aria-hidden="true" />}>{t("rules.export")}</Button>
      <Menu label={t("rules.export")}>
        <MenuItem
          text={t("rules.exportDmn")}
          icon={<Download size={16} aria-hidden="true" />}
          onAction={() => run(dmn)}
        />
        <MenuItem
          text={t("rules.exportCsv")}
          icon={<FileSpreadsheet size={16} aria-hidden="true" />}
          onAction={() => run(csv)}
        />
        <MenuItem
          text={t("rules.exportJson")}
          icon={<Braces size={16} aria-hidden="true" />}
          onAction={() => run(json)}
        />
      </Menu>
    </MenuTrigger>
  );
}
