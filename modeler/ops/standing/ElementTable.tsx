import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { ProcessFigures } from "../../../server/http/wireFigures.ts";
import type { ElementStanding, Standing } from "../../../server/http/wireOperations.ts";
import { amountOf } from "../../figures/heat.ts";
import type { StandingShow } from "../../searchOps.ts";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { durationText } from "../../words/time.ts";
import css from "./Standing.module.css";
import { tags } from "../../words/tags.ts";

/** How many places are listed until somebody asks for all of them. */
const atFirst = 60;

type Selecting = { readonly selected: string | null; readonly onSelect: (id: string) => void };
type Props = Selecting & {
  readonly of: Standing;
  readonly elements: readonly ElementStanding[];
  readonly figures: ProcessFigures["elements"];
  readonly show: StandingShow;
};

/** What the diagram shows, as a table that leads to the instances. */
export function ElementTable({ of, elements, figures, show, selected, onSelect }: Props) {
  const { t } = useWords();
  return (
    // what scrolls can be scrolled by keyboard
    <section className={css["elements"]} aria-label={t("opsUse.where")} tabIndex={0}>
      {show === "time" || show === "count" ? (
        <HotTable figures={figures} by={show} selected={selected} onSelect={onSelect} />
      ) : (
        <StandTable of={of} elements={elements} selected={selected} onSelect={onSelect} />
      )}
    </section>
  );
}

function StandTable({ of, elements, selected, onSelect }: Selecting & Pick<Props, "of" | "elements">) {
  const { t, language } = useWords();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? elements : elements.slice(0, atFirst);
  return (
    <>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("opsUse.where")}</th>
            <th scope="col">{t("opsUse.tokens")}</th>
            <th scope="col">{t("opsUse.faults")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ elementId, name, tokens, faults }) => (
            <tr key={elementId} className={elementId === selected ? css["isSelected"] : undefined}>
              <th scope="row">
                <Element id={elementId} name={name} selected={selected} onSelect={onSelect} />
              </th>
              <td>
                {tokens > 0 && (
                  <Link
                    to="/ops"
                    search={{ process: of.processKey, version: String(of.version), at: elementId, status: "running" }}
                    aria-label={t("opsUse.instancesAt", { count: tokens, name })}
                  >
                    {tokens.toLocaleString(tags[language])}
                  </Link>
                )}
              </td>
              <td>
                {faults > 0 && (
                  <Link
                    to="/ops/faults"
                    search={{ process: of.processKey, el: elementId }}
                    className={css["faults"] ?? ""}
                    aria-label={t("opsUse.faultsAt", { count: faults, name })}
                  >
                    <TriangleAlert size={14} aria-hidden="true" /> {faults.toLocaleString(tags[language])}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < elements.length && (
        <Button onPress={() => setWhole(true)}>{t("opsUse.showAll", { count: elements.length })}</Button>
      )}
    </>
  );
}

type HotProps = Selecting & { readonly figures: ProcessFigures["elements"]; readonly by: "time" | "count" };

function HotTable({ figures, by, selected, onSelect }: HotProps) {
  const { t, language } = useWords();
  const hot = figures
    .flatMap((element) => {
      const amount = amountOf(element, by);
      return amount === null ? [] : [{ ...element, amount }];
    })
    .toSorted((one, other) => other.amount - one.amount);
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("opsList.element")}</th>
          <th scope="col">{t(by === "time" ? "opsUse.median" : "opsUse.entered")}</th>
        </tr>
      </thead>
      <tbody>
        {hot.map(({ elementId, name, amount }) => (
          <tr key={elementId} className={elementId === selected ? css["isSelected"] : undefined}>
            <th scope="row">
              <Element id={elementId} name={name} selected={selected} onSelect={onSelect} />
            </th>
            <td>{by === "time" ? durationText(amount, language) : amount.toLocaleString(tags[language])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Element({ id, name, selected, onSelect }: Selecting & { readonly id: string; readonly name: string }) {
  return (
    <button type="button" aria-pressed={id === selected} onClick={() => onSelect(id)}>
      {name}
    </button>
  );
}
