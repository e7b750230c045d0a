import { Link, useNavigate } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { CopyButton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import type { Versions, VersionRow } from "./queries.ts";
import { dateText } from "./when.ts";
import css from "./Process.module.css";

/** All versions with who made and approved them, why, and their hash; any two can be compared. */
export function VersionTable({ versions }: { versions: Versions }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [marked, setMarked] = useState<readonly number[]>([]);
  const toggle = (version: number) =>
    setMarked((before) => (before.includes(version) ? before.filter((one) => one !== version) : [...before, version].slice(-2)));
  const [from, to] = marked.toSorted((one, other) => one - other);
  const compare = () =>
    void navigate({
      to: "/processes/$key/diff",
      params: { key: versions.key },
      search: { from: String(from), to: String(to) },
    });
  return (
    <>
      <div className={css["compare"]}>
        <p>{t("version.compareHelp")}</p>
        <Button
          icon={<GitCompareArrows aria-hidden="true" />}
          declined={to === undefined ? t("version.compareTwo") : undefined}
          onPress={compare}
        >
          {to === undefined ? t("version.compare") : t("version.compareOf", { from: from ?? 0, to })}
        </Button>
      </div>
      <div className={css["wide"]}>
        <table className={css["table"]}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t("version.mark")}</span>
              </th>
              <th scope="col">{t("version.version")}</th>
              <th scope="col">{t("version.at")}</th>
              <th scope="col">{t("version.author")}</th>
              <th scope="col">{t("version.approver")}</th>
              <th scope="col">{t("version.reason")}</th>
              <th scope="col">{t("version.hash")}</th>
            </tr>
          </thead>
          <tbody>
            {versions.items.map((row) => (
              <Row key={row.version} row={row} isMarked={marked.includes(row.version)} onToggle={() => toggle(row.version)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row, isMarked, onToggle }: { row: VersionRow; isMarked: boolean; onToggle: () => void }) {
  const { t, language } = useWords();
  return (
    <tr data-marked={isMarked}>
      <td>
        <input type="checkbox" className={css["check"]} aria-label={t("version.markOne", { version: row.version })} checked={isMarked} onChange={onToggle} />
      </td>
      <td>
        <Link to="/processes/$key" params={{ key: row.key }} search={{ version: String(row.version) }}>
          <strong>{row.version}</strong>
        </Link>{" "}
        {row.state === "retired" && <Chip>{t("version.retired")}</Chip>}
        {row.upstreamVersion !== null && <Chip tone="info">{t("version.upstream", { version: row.upstreamVersion })}</Chip>}
      </td>
      <td>{dateText(row.at, language)}</td>
      <td>{row.author}</td>
      <td>{row.approver ?? "–"}</td>
      <td className={css["reason"]}>
        {row.reason ?? "–"}
        {row.retireReason !== null && <span className={css["small"]}>{t("version.retiredBecause", { who: row.retiredBy ?? "", reason: row.retireReason })}</span>}
      </td>
      <td className={css["hash"]}>
        <code title={row.sha256}>{row.sha256.slice(0, 10)}</code>
        <CopyButton text={row.sha256} />
      </td>
    </tr>
  );
}
