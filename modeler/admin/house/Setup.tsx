import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleDashed, CirclePlus } from "lucide-react";
import { setupQuery, type Setup as SetupState, type SetupStep } from "../../api/setup.ts";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import admin from "../Admin.module.css";
import css from "./Setup.module.css";

const areas = ["house", "tickets", "mails", "billing", "ledgers"] as const;

/** What the house needs before its processes can do their work, each with the way to its place. */
export function Setup() {
  const { t } = useWords();
  const setup = useQuery(setupQuery);
  return (
    <div className={admin["page"]}>
      <Awaited query={setup} rows={8}>
        {({ open, steps }) => (
          <div className={css["setup"]}>
            <p className={css["told"]} role="status">
              {open === 0 ? t("setup.done") : t("setup.open", { count: open })}
            </p>
            {areas.map((area) => (
              <Area key={area} area={area} steps={steps.filter((step) => step.area === area)} />
            ))}
          </div>
        )}
      </Awaited>
    </div>
  );
}

function Area({ area, steps }: { area: SetupStep["area"]; steps: SetupState["steps"] }) {
  const { t } = useWords();
  return (
    <section aria-labelledby={`setup-${area}`}>
      <h2 id={`setup-${area}`}>{t(`setup.area.${area}`)}</h2>
      <ul className={css["steps"]}>
        {steps.map((step) => (
          <Step key={step.key} step={step} />
        ))}
      </ul>
    </section>
  );
}

function Step({ step }: { step: SetupStep }) {
  const { t } = useWords();
  const { key, isDone } = step;
  const name = t(`setup.${key}`);
  const { state, tone, Icon } = standing(step);
  return (
    <li className={css["step"]} data-state={state}>
      <Icon size={22} aria-hidden="true" />
      <div>
        <h3>
          {name} <Chip tone={tone}>{t(`setup.${state}`)}</Chip>
        </h3>
        <p>{t(`setup.${key}Text`)}</p>
      </div>
      <Link
        {...places[key]}
        className={css["go"] ?? ""}
        aria-label={t(isDone ? "setup.lookOf" : "setup.goOf", { name })}
      >
        {t(isDone ? "setup.look" : "setup.go")}
      </Link>
    </li>
  );
}

function standing({ isDone, isOptional }: SetupStep) {
  if (isDone) return { state: "isDone", tone: "ok", Icon: CircleCheck } as const;
  if (isOptional) return { state: "isOptional", tone: "info", Icon: CirclePlus } as const;
  return { state: "isMissing", tone: "warn", Icon: CircleDashed } as const;
}

const tab = <Tab extends "company" | "calendars" | "categories" | "ledgers" | "connectors" | "people" | "groups">(
  one: Tab,
) => ({ to: "/admin", search: { tab: one } }) as const;
const register = (one: string) => ({ to: "/desk/$register", params: { register: one }, search: {} }) as const;

/** Where a step is taken. */
const places = {
  seller: tab("company"),
  calendar: tab("calendars"),
  categories: tab("categories"),
  technicians: register("staff"),
  dispatchers: tab("people"),
  customers: register("customers"),
  contracts: register("contracts"),
  mailOut: tab("connectors"),
  mailIn: tab("connectors"),
  prices: register("price-lists"),
  billers: tab("people"),
  ledger: tab("ledgers"),
} as const satisfies Record<SetupStep["key"], object>;
