import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileDown, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { Button } from "../kit/Button.tsx";
import { auditTabs } from "../searchAudit.ts";
import { useWords } from "../words/language.tsx";
import { Events } from "./Events.tsx";
import { PackageDialog } from "./PackageDialog.tsx";
import { Seals } from "./Seals.tsx";
import { Standing } from "./Standing.tsx";
import { Versions } from "./Versions.tsx";
import { VerifyDialog } from "./VerifyDialog.tsx";
import css from "./Audit.module.css";
import { learn } from "../words/dictionary.ts";
import { auditWords } from "../words/audit.ts";
import { designWords } from "../words/design.ts";
import { diagramWords } from "../words/diagram.ts";

learn({ ...auditWords, ...designWords, ...diagramWords });

/** What happened, that it is unchanged, and what can be taken away of it. */
export function AuditScreen() {
  const { t } = useWords();
  const { tab = "events" } = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const [over, setOver] = useState<"verify" | "package" | null>(null);
  const close = () => setOver(null);
  const show = (key: unknown) =>
    void navigate({ search: (before) => ({ ...before, tab: auditTabs.find((one) => one === key) ?? "events" }) });
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("shell.audit")}</h1>
        <Standing />
        <span className={css["gap"]} />
        <Button icon={<ShieldCheck aria-hidden="true" />} onPress={() => setOver("verify")}>
          {t("audit.verify")}
        </Button>
        <Button kind="primary" icon={<FileDown aria-hidden="true" />} onPress={() => setOver("package")}>
          {t("audit.package")}
        </Button>
      </header>
      <Tabs className={css["tabsRoot"] ?? ""} selectedKey={tab} onSelectionChange={show}>
        <TabList className={css["tabs"] ?? ""} aria-label={t("shell.audit")}>
          {auditTabs.map((one) => (
            <Tab key={one} id={one} className={css["tab"] ?? ""}>
              {t(`audit.${one}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="events" className={css["panel"] ?? ""}>
          <Events />
        </TabPanel>
        <TabPanel id="versions" className={css["panel"] ?? ""}>
          <Versions />
        </TabPanel>
        <TabPanel id="seals" className={css["panel"] ?? ""}>
          <Seals />
        </TabPanel>
      </Tabs>
      {over === "verify" && <VerifyDialog onClose={close} />}
      {over === "package" && <PackageDialog onClose={close} />}
    </div>
  );
}
