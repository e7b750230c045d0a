import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { sessionQuery } from "../api/queries.ts";
import { isFresh, setupQuery } from "../api/setup.ts";
import { Button } from "../kit/Button.tsx";
import { Empty } from "../kit/states.tsx";
import { useMay } from "../processes/may.ts";
import { adminTabs } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { Calendars } from "./calendars/Calendars.tsx";
import { Connectors } from "./Connectors.tsx";
import { Groups } from "./Groups.tsx";
import { Categories } from "./house/Categories.tsx";
import { Company } from "./house/Company.tsx";
import { Numbers } from "./house/Numbers.tsx";
import { Setup } from "./house/Setup.tsx";
import { Skills } from "./house/Skills.tsx";
import { Ledgers } from "./ledgers/Ledgers.tsx";
import { People } from "./People.tsx";
import { Systems } from "./systems/Systems.tsx";
import { Tenants } from "./tenants/Tenants.tsx";
import { Tokens } from "./Tokens.tsx";
import { Webhooks } from "./webhooks/Webhooks.tsx";
import css from "./Admin.module.css";
import { learn } from "../words/dictionary.ts";
import { adminPartWords } from "../words/adminParts.ts";
import { adminWords } from "../words/admin.ts";
import { deskWords } from "../words/desk.ts";
import { houseWords } from "../words/house.ts";
import { ledgerWords } from "../words/ledgers.ts";
import { systemWords } from "../words/systems.ts";
import { tenantWords } from "../words/tenants.ts";

learn({
  ...adminWords,
  ...adminPartWords,
  ...deskWords,
  ...houseWords,
  ...ledgerWords,
  ...systemWords,
  ...tenantWords,
});

const parts = {
  setup: Setup,
  company: Company,
  connectors: Connectors,
  systems: Systems,
  people: People,
  groups: Groups,
  calendars: Calendars,
  categories: Categories,
  skills: Skills,
  numbers: Numbers,
  ledgers: Ledgers,
  webhooks: Webhooks,
  tokens: Tokens,
  tenants: Tenants,
} as const satisfies Record<(typeof adminTabs)[number], () => ReactNode>;

type AdminTab = (typeof adminTabs)[number];

/** Who may what: the ledgers are the billing manager's as well. */
const permissionOf = (tab: AdminTab): string => (tab === "ledgers" ? "billing.approve" : "administration");

/** What the house is connected to, who is let in, and which systems may call. */
export function AdminScreen() {
  const { t } = useWords();
  const may = useMay();
  const isLetIn = adminTabs.some((tab) => may(permissionOf(tab)));
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("admin.title")}</h1>
      </header>
      {isLetIn ? <Sections /> : <Forbidden />}
    </div>
  );
}

function Sections() {
  const { t } = useWords();
  const usual = useFirstTab();
  const { tab = usual } = useSearch({ from: "/shell/admin" });
  const may = useMay();
  const navigate = useNavigate({ from: "/admin" });
  const { data: session } = useQuery(sessionQuery);
  const tabs = adminTabs.filter(
    (one) => may(permissionOf(one)) && (one !== "tenants" || session?.tenant.isHome === true),
  );
  const first = tabs.includes(usual) ? usual : (tabs[0] ?? usual);
  const show = (key: unknown) => void navigate({ search: { tab: tabs.find((one) => one === key) ?? first } });
  return (
    <Tabs className={css["tabsRoot"] ?? ""} selectedKey={tabs.includes(tab) ? tab : first} onSelectionChange={show}>
      <TabList className={css["tabs"] ?? ""} aria-label={t("admin.title")}>
        {tabs.map((one) => (
          <Tab key={one} id={one} className={css["tab"] ?? ""}>
            {t(`admin.${one}`)}
          </Tab>
        ))}
      </TabList>
      {tabs.map((one) => {
        const Part = parts[one];
        return (
          <TabPanel key={one} id={one} className={css["panel"] ?? ""}>
            <Part />
          </TabPanel>
        );
      })}
    </Tabs>
  );
}

/** In a house that has not said who it is, what is still missing comes first. */
function useFirstTab(): "setup" | "connectors" {
  const may = useMay();
  const { data } = useQuery({ ...setupQuery, enabled: may("administration") });
  return data !== undefined && isFresh(data) ? "setup" : "connectors";
}

function Forbidden() {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Empty
      title={t("admin.forbidden")}
      text={t("admin.forbiddenText")}
      icon={<Lock aria-hidden="true" />}
      action={<Button onPress={() => void navigate({ to: "/tasks", search: {} })}>{t("admin.toTasks")}</Button>}
    />
  );
}
