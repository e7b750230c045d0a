import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Check, Download, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { fileAddress } from "../api/cases.ts";
import { peopleQuery } from "../api/queries.ts";
import type { Language } from "../api/types.ts";
import { Chip } from "../kit/Chip.tsx";
import { classes } from "../kit/classes.ts";
import { JsonTree } from "../kit/JsonTree.tsx";
import { useValueText } from "../kit/valueText.ts";
import { SlaChip } from "../tasks/SlaChip.tsx";
import { useWords } from "../words/language.tsx";
import { instantText, minutesText } from "../words/time.ts";
import { read, readText, type Row } from "./read.ts";
import type { Member, ValueNames } from "./register.ts";
import { actors } from "./registers/actors.ts";
import { countryText, dayText, moneyText, percentText, quarterText } from "./written.ts";
import css from "./Record.module.css";
import { tags } from "../words/tags.ts";

/** What a record says of a member, as its kind is written. */
export function Value({ member, row }: { member: Member; row: Row }) {
  const value = read(row, member.at);
  if (value === null || value === undefined || value === "") return <span className={css["none"]}>–</span>;
  return <Written member={member} row={row} value={value} />;
}

function Written({ member, row, value }: { member: Member; row: Row; value: unknown }): ReactNode {
  const { t } = useWords();
  switch (member.kind) {
    case "text":
      return <Words value={value} />;
    case "prose":
      return <span className={css["prose"]}>{Array.isArray(value) ? value.join("\n") : String(value)}</span>;
    case "number":
    case "percent":
    case "minutes":
    case "money":
    case "date":
    case "instant":
    case "country":
    case "quarter":
      return <Counted kind={member.kind} value={value} />;
    case "flag":
      return <Flag isSet={value === true} />;
    case "named":
      return <Words value={{ de: value, en: readText(row, member.english) || value }} />;
    case "person":
      return <Person login={String(value)} />;
    case "people":
      return <People logins={Array.isArray(value) ? value : [value]} />;
    case "file":
      return (
        <a href={fileAddress(String(value))} download className={css["link"]}>
          <Download size={15} aria-hidden="true" />
          {t("records.download")}
        </a>
      );
    case "data":
      return <JsonTree value={value} depth={1} details={member} />;
    case "value":
      return <Named value={String(value)} values={member.values} />;
    case "record": {
      const label = member.label === undefined ? "" : readText(row, member.label);
      return <Leading register={member.register} id={String(value)} label={label} />;
    }
    case "deadline":
      return <Deadline at={String(value)} isOpen={read(row, member.openWhile.at) === member.openWhile.is} />;
    case "task":
      return (
        <Link to="/tasks" search={{ view: "all", task: String(value) }} className={css["link"] ?? ""}>
          {readText(row, member.label)}
        </Link>
      );
  }
}

/** The day and, while it is not met, the clock beside it. */
function Deadline({ at, isOpen }: { at: string; isOpen: boolean }) {
  return (
    <span className={css["deadline"]}>
      <Counted kind="instant" value={at} />
      {isOpen && <SlaChip sla={null} dueAt={at} />}
    </span>
  );
}

type Counting = "number" | "percent" | "minutes" | "money" | "date" | "instant" | "country" | "quarter";

const writers: Readonly<Record<Counting, (value: unknown, language: Language) => string>> = {
  number: (value, language) =>
    new Intl.NumberFormat(tags[language], { maximumFractionDigits: 2 }).format(Number(value)),
  percent: (value, language) => percentText(Number(value), language),
  minutes: (value, language) => minutesText(Number(value), language),
  money: (value, language) => moneyText(Number(value), language),
  date: (value, language) => dayText(String(value), language),
  instant: (value, language) => instantText(String(value), language),
  country: (value, language) => countryText(String(value), language),
  quarter: (value) => quarterText(String(value)),
};

function Counted({ kind, value }: { kind: Counting; value: unknown }) {
  const { language } = useWords();
  const text = writers[kind](value, language);
  if (kind === "date" || kind === "instant")
    return (
      <time className={css["counted"]} dateTime={String(value)}>
        {text}
      </time>
    );
  return <span className={css["counted"]}>{text}</span>;
}

function Words({ value }: { value: unknown }) {
  const valueText = useValueText();
  return valueText(value);
}

function Flag({ isSet }: { isSet: boolean }) {
  const { t } = useWords();
  const Icon = isSet ? Check : Minus;
  return (
    <span className={css["flag"]} data-set={isSet}>
      <Icon size={15} aria-hidden="true" />
      {t(isSet ? "common.yes" : "common.no")}
    </span>
  );
}

/** Somebody of the house, or whatever else acted. */
function Person({ login }: { login: string }) {
  return <People logins={[login]} />;
}

function People({ logins }: { logins: readonly unknown[] }) {
  const { pick } = useWords();
  const { data } = useQuery(peopleQuery);
  const nameOf = (login: string) =>
    data?.items.find((person) => person.login === login)?.name ?? pick(actors[login] ?? { de: login, en: login });
  return <>{logins.map((login) => nameOf(String(login))).join(", ")}</>;
}

/** A value that has no name yet is shown as it is. */
function Named({ value, values }: { value: string; values: ValueNames }) {
  const { pick } = useWords();
  const names = values[value];
  if (names === undefined) return <>{value}</>;
  return names.tone === undefined ? <>{pick(names)}</> : <Chip tone={names.tone}>{pick(names)}</Chip>;
}

function Leading({ register, id, label }: { register: string; id: string; label: string }) {
  const { t } = useWords();
  const isBare = label === "" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id);
  return (
    <Link
      to="/desk/$register/$id"
      params={{ register, id }}
      search={{}}
      className={classes(css["link"], label === "" && css["number"])}
    >
      {isBare ? t("records.open") : label === "" ? id : label}
    </Link>
  );
}
