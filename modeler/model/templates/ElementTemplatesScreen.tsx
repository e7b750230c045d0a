import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Download, FileUp, SearchX, Stamp } from "lucide-react";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { Awaited } from "../../admin/Awaited.tsx";
import { Button } from "../../kit/Button.tsx";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { Empty } from "../../kit/states.tsx";
import { useMay } from "../../processes/may.ts";
import css from "../../processes/Processes.module.css";
import { designWords } from "../../words/design.ts";
import { elementTemplateFormWords } from "../../words/elementTemplateForms.ts";
import { elementTemplateWords } from "../../words/elementTemplates.ts";
import { learn } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { exportTemplates } from "./exporting.ts";
import { elementTemplatesQuery } from "./queries.ts";
import { TemplateTable } from "./TemplateTable.tsx";
import own from "./Templates.module.css";
import { useImport } from "./useImport.tsx";

learn({ ...designWords, ...elementTemplateWords, ...elementTemplateFormWords });

/** The elements that the house keeps for its processes. */
export function ElementTemplatesScreen() {
  const { t } = useWords();
  const may = useMay();
  const search = useSearch({ from: "/shell/element-templates" });
  const navigate = useNavigate({ from: "/element-templates" });
  const list = useQuery(elementTemplatesQuery);
  const { choose, refused } = useImport();
  const text = search.search ?? "";
  const declined = may("definitions.edit") ? undefined : t("elementTemplates.mayNot");
  const find = (next: string) => void navigate({ search: { search: next === "" ? undefined : next }, replace: true });
  const take = (
    <Button icon={<FileUp aria-hidden="true" />} declined={declined} onPress={choose}>
      {t("elementTemplates.import")}
    </Button>
  );
  const all = list.data?.items ?? [];
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <div>
          <nav>
            <Link to="/processes" search={{}}>
              {t("shell.processes")}
            </Link>
          </nav>
          <h1>{t("elementTemplates.title")}</h1>
        </div>
        <div className={css["tools"]} data-search>
          <div className={css["searchBox"]}>
            <SearchBox label={t("elementTemplates.search")} value={text} onChange={find} />
          </div>
          {all.length > 0 && (
            <Button icon={<Download aria-hidden="true" />} onPress={() => exportTemplates("element-templates", all)}>
              {t("elementTemplates.exportAll")}
            </Button>
          )}
          {take}
        </div>
      </header>
      <div className={css["body"]}>
        <p className={own["about"]}>{t("elementTemplates.about")}</p>
        <Awaited query={list} rows={6}>
          {({ items }) => {
            const rows = items.filter((kept) => hasWords(kept, text));
            if (rows.length > 0) return <TemplateTable rows={rows} declined={declined} />;
            if (items.length === 0)
              return (
                <Empty
                  title={t("elementTemplates.none")}
                  text={t("elementTemplates.noneText")}
                  icon={<Stamp aria-hidden="true" />}
                  action={take}
                />
              );
            return (
              <Empty
                title={t("elementTemplates.noneFound")}
                text={t("elementTemplates.noneFoundText", { text })}
                icon={<SearchX aria-hidden="true" />}
                action={<Button onPress={() => find("")}>{t("tasks.clear")}</Button>}
              />
            );
          }}
        </Awaited>
      </div>
      {refused}
    </div>
  );
}

function hasWords({ key, template: { name, description = "", keywords = [] } }: KeptTemplate, text: string): boolean {
  const where = [key, name, description, ...keywords].join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}
