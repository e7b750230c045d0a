import { Link, useNavigate } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { CopyButton } from "../kit/states.tsx";
import css from "../processes/Process.module.css";
import type { Versions } from "../processes/queries.ts";
import { dateText } from "../processes/when.ts";
import { useWords } from "../words/language.tsx";

/** All versions with who made and approved them and why; any two can be compared. */
export function RuleVersions({ versions }: { versions: Versions }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [marked, setMarked] = useState<readonly number[]>([]);
  const toggle = (version: number) =>
    setMarked((before) =>
      before.includes(version) ? before.filter((one) => one !== version) : [...before, version].slice(-2),
    );
  const [from, to] = marked.toSorted((one, other) => one - other);
  const compare = () =>
    void navigate({
      to: "/rules/$key/diff",
      params: { key: versions.key },
      search: { from: String(from), to: String(to) },
    });
  const columns = [
    "version.version",
    "version.at",
    "version.author",
    "version.approver",
    "version.reason",
    "version.hash",
  ] as const;
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
              {columns.map((key) => (
                <th scope="col" key={key}>
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.items.map((row) => (
              <tr key={row.version} data-marked={marked.includes(row.version)}>
                <td>
                  <input
                    type="checkbox"
                    className={css["check"]}
                    aria-label={t("version.markOne", { version: row.version })}
                    checked={marked.includes(row.version)}
                    onChange={() => toggle(row.version)}
                  />
                </td>
                <td>
                  <Link to="/rules/$key" params={{ key: row.key }} search={{ version: String(row.version) }}>
                    <strong>{row.version}</strong>
                  </Link>{" "}
                  {row.state === "retired" && <Chip>{t("version.retired")}</Chip>}
                  {row.upstreamVersion !== null && (
                    <Chip tone="info">{t("version.upstream", { version: row.upstreamVersion })}</Chip>
                  )}
                </td>
                <td>{dateText(row.at, language)}</td>
                <td>{row.author}</td>
                <td>{row.approver ?? "–"}</td>
                <td className={css["reason"]}>{row.reason ?? "–"}</td>
                <td className={css["hash"]}>
                  <code title={row.sha256}>{row.sha256.slice(0, 10)}</code>
                  <CopyButton text={row.sha256} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
