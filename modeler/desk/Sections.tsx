import { Link } from "@tanstack/react-router";
import { useMay } from "../processes/may.ts";
import { classes } from "../kit/classes.ts";
import { useWords } from "../words/language.tsx";
import { read, readText, type Row } from "./read.ts";
import type { Member, Section } from "./register.ts";
import { Heads } from "./RecordTable.tsx";
import { Value } from "./Value.tsx";
import css from "./Record.module.css";

/** The parts of a record; a list without lines, facts and columns of prose that nobody knows are left out. */
export function Sections({ sections, row }: { sections: readonly Section[]; row: Row }) {
  return (
    <div className={css["sections"]}>
      {sections.map((section) =>
        section.kind === "facts" ? (
          <Facts key={section.name.en} section={section} row={row} />
        ) : (
          <Lines key={section.name.en} section={section} row={row} />
        ),
      )}
    </div>
  );
}

function Facts({ section, row }: { section: Section & { kind: "facts" }; row: Row }) {
  const { pick } = useWords();
  const known = section.members.filter((member) => !isLong(member) || !isNothing(read(row, member.at)));
  if (known.length === 0) return null;
  return (
    <section className={css["card"]} aria-label={pick(section.name)}>
      <h2>{pick(section.name)}</h2>
      <dl className={css["facts"]}>
        {known.map((member) => (
          <div key={member.at} className={isLong(member) ? css["long"] : undefined}>
            <dt>{pick(member.name)}</dt>
            <dd>
              <Value member={member} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Lines({ section, row }: { section: Section & { kind: "table" }; row: Row }) {
  const { pick } = useWords();
  const may = useMay();
  const { inOps } = section;
  const found = read(row, section.at);
  const lines: readonly Row[] = Array.isArray(found) ? found : [];
  if (lines.length === 0) return null;
  const members = section.members.filter(
    (member) => !isLong(member) || lines.some((line) => !isNothing(read(line, member.at))),
  );
  return (
    <section className={css["card"]} aria-label={pick(section.name)}>
      <h2>
        {pick(section.name)}
        {inOps !== undefined && may("instances.read") && (
          <Link to={inOps.to} search={{ search: readText(row, inOps.search) }} className={css["inOps"] ?? ""}>
            {pick(inOps.name)}
          </Link>
        )}
      </h2>
      <div className={css["scroll"]} role="group" aria-label={pick(section.name)} tabIndex={0}>
        <table className={classes(css["table"], members.length >= many && css["many"])}>
          <Heads members={members} />
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                {members.map((member) => (
                  <td key={member.at} data-kind={member.kind} data-name={pick(member.name)}>
                    <Value member={member} row={line} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** So many columns have no room beside each other on a small desk. */
const many = 5;

/** Written over the whole width, and left out while there is nothing. */
function isLong({ kind }: Member): boolean {
  return kind === "prose" || kind === "data";
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}
