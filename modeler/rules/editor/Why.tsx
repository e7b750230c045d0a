import { Check, CornerDownRight, FlaskConical, Route, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import type { RuleExplanation } from "../queries.ts";
import { outputText } from "../table/cellText.ts";
import { freeId, type Facts, type Json, type RuleTable } from "../table/ruleTable.ts";
import { FactsForm } from "./FactsForm.tsx";
import type { SidePanelProps } from "./SidePanel.tsx";
import { useVerdictText } from "./verdict.ts";
import css from "./Panel.module.css";

export type WhyProps = Pick<
  SidePanelProps,
  "table" | "stored" | "canEdit" | "facts" | "onFacts" | "wanted" | "onWanted" | "why" | "onRow" | "onChange"
>;

/** Facts, what comes of them, which row decided and why the others did not. */
export function Why(props: WhyProps) {
  const { table, facts, onFacts, why } = props;
  const { t } = useWords();
  const told = why.answer;
  return (
    <>
      <FactsForm label={t("why.facts")} columns={table.inputs} facts={facts} onChange={onFacts} />
      {why.error !== null && <p className={css["bad"]}>{why.error.message}</p>}
      {told !== null && why.error === null && (
        <div aria-live="polite" aria-busy={why.isAsking}>
          <Verdict {...props} told={told} />
          <Rows told={told} onRow={props.onRow} />
        </div>
      )}
    </>
  );
}

function Verdict({
  table,
  stored,
  canEdit,
  facts,
  onFacts,
  wanted,
  onWanted,
  onChange,
  told,
}: WhyProps & { told: RuleExplanation }) {
  const { t, pick } = useWords();
  const verdictText = useVerdictText(table);
  const [isKept, setKept] = useState<Facts | null>(null);
  const keep = () => {
    const tests = stored.tests ?? [];
    const rows = told.rows.filter(({ hit }) => hit).map(({ id }) => id);
    const text = verdictText(told.verdict);
    const name = { de: text, en: text };
    const expect = told.verdict === null ? { verdict: null, rows } : { verdict: told.verdict as Json, rows }; // JSON of the server
    onChange({ ...stored, tests: [...tests, { id: freeId("t", tests), name, facts, expect }] });
    setKept(facts);
  };
  const change = told.smallestChange;
  return (
    <section className={css["verdict"]}>
      <div className={css["result"]}>
        <span>{t("why.result")}</span>
        <strong>{told.verdict === null ? t("why.nothing") : verdictText(told.verdict)}</strong>
        {canEdit && (
          <Button
            icon={<FlaskConical aria-hidden="true" />}
            declined={isKept === facts ? t("why.kept") : undefined}
            onPress={keep}
          >
            {t("why.keep")}
          </Button>
        )}
      </div>
      <Wanted table={table} wanted={wanted} onWanted={onWanted} />
      {change !== null && (
        <div className={css["smallest"]}>
          <Route size={16} aria-hidden="true" />
          <p>{pick(change.message)}</p>
          <Button
            onPress={() =>
              onFacts({ ...facts, ...Object.fromEntries(change.changes.map(({ input, to }) => [input, to as Json])) })
            }
          >
            {t("why.try")}
          </Button>
        </div>
      )}
      {change === null && <p className={css["muted"]}>{t("why.noChange")}</p>}
    </section>
  );
}

/** Which result the smallest change shall lead to. */
function Wanted({ table, wanted, onWanted }: Pick<WhyProps, "table" | "wanted" | "onWanted">) {
  const { t, pick, language } = useWords();
  const choices = verdictsOf(table).map(({ name, value }) => {
    const column = table.outputs.find((one) => one.name === name);
    return {
      id: JSON.stringify({ [name]: value }),
      name: column === undefined ? name : `${pick(column.label)}: ${outputText(column, value, language)}`,
    };
  });
  if (choices.length < 2) return null;
  const chosen = wanted === null ? "" : JSON.stringify(wanted);
  return (
    <Picker
      label={t("why.wanted")}
      value={choices.some(({ id }) => id === chosen) ? chosen : "any"}
      choices={[{ id: "any", name: t("why.anyOther") }, ...choices]}
      onChange={(id) => onWanted(id === "any" ? null : (JSON.parse(id) as Facts))} // written three lines above
    />
  );
}

/** The different values of the first output, at most so many as one can choose from. */
function verdictsOf({ outputs, rows }: RuleTable): readonly { name: string; value: Json }[] {
  const name = outputs[0]?.name;
  if (name === undefined) return [];
  const values = new Map(
    rows.flatMap(({ then }) => (then[name] === undefined ? [] : [[JSON.stringify(then[name]), then[name]]])),
  );
  return [...values.values()].slice(0, 30).map((value) => ({ name, value }));
}

const page = 20;

/** Every row: the one that decided first, then those that came too late, then those that came closest. */
function Rows({ told, onRow }: { told: RuleExplanation; onRow: (id: string) => void }) {
  const { t, pick } = useWords();
  const [count, setCount] = useState(page);
  const rows = told.rows.length > page ? told.rows.toSorted((one, other) => rank(one) - rank(other)) : told.rows;
  return (
    <>
      <h3>{t("why.rows")}</h3>
      <ol className={css["reasons"]}>
        {rows.slice(0, count).map((row) => {
          const standing = row.hit ? "hit" : row.fired ? "late" : "missed";
          const icons = { hit: Check, late: CornerDownRight, missed: X };
          const Icon = icons[standing];
          return (
            <li key={row.id} data-standing={standing}>
              <button
                type="button"
                className={css["row"]}
                onClick={() => onRow(row.id)}
                aria-label={t("findings.row", { row: row.id })}
              >
                <Chip tone={standing === "hit" ? "ok" : "neutral"} icon={<Icon aria-label={t(`why.${standing}`)} />}>
                  {row.id}
                </Chip>
              </button>
              <span>
                {pick(row.reason)}
                {row.note !== undefined && <em>{pick(row.note)}</em>}
              </span>
            </li>
          );
        })}
      </ol>
      {rows.length > count && (
        <Button onPress={() => setCount(count + 5 * page)}>{t("why.more", { count: rows.length - count })}</Button>
      )}
    </>
  );
}

/** What is worth reading first: the row that decided, those that came too late, those that missed by least. */
function rank(row: RuleExplanation["rows"][number]): number {
  if (row.fired) return row.hit ? -2 : -1;
  return row.conditions.filter(({ holds }) => !holds).length;
}
