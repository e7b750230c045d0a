import { useWords } from "../../../words/language.tsx";
import type { ConnectorInput } from "../../catalogue/connectors.ts";
import { inputOf, setInput } from "../../facts/mapping.ts";
import { Choose } from "../../fields/Choose.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { Flag } from "../../fields/Flag.tsx";
import { Known } from "../../fields/Known.tsx";
import { Several } from "../../fields/Several.tsx";
import { NewPart } from "../NewPart.tsx";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";

/** One input of a connector, in the words of what it takes. */
export function Input({ input }: { input: ConnectorInput }) {
  const { pick, t } = useWords();
  const place = usePlace();
  const { catalogue } = place;
  const value = inputOf(place.owner, input.name);
  const label = `${pick(input.label)}${input.isRequired === true ? " *" : ""}`;
  const help = input.help === undefined ? undefined : pick(input.help);
  const error = input.isRequired === true && value === "" ? t("panel.required") : undefined;
  const change = (next: string) => setInput(place, input.name, next);
  const bare = /^="([^"\\]*)"$/.exec(value)?.[1] ?? value;
  const choices = {
    template: catalogue.templates,
    choice: (input.choices ?? []).map((id) => ({ id, name: id })),
  };
  switch (input.kind) {
    case "roles":
    case "people":
      return (
        <Several
          label={label}
          value={value}
          choices={catalogue[input.kind]}
          onChange={change}
          error={error}
          style="feel"
        />
      );
    case "person":
      return (
        <Known
          label={label}
          value={value}
          choices={catalogue.people}
          onChange={change}
          written="text"
          help={help}
          error={error}
          unknown={(login) => t("panel.personUnknown", { login })}
        />
      );
    case "template":
    case "choice":
      return (
        <>
          <Choose
            label={label}
            value={bare}
            choices={choices[input.kind]}
            onChange={(next) => change(next === "" || next.startsWith("=") ? next : `=${JSON.stringify(next)}`)}
            help={help}
            error={error}
            takesOthers
          />
          {input.kind === "template" && bare === "" && (
            <div className={css["row"]}>
              <NewPart
                kind="template"
                known={catalogue.templates}
                onMade={(key) => change(`=${JSON.stringify(key)}`)}
              />
            </div>
          )}
        </>
      );
    case "flag":
      return <Flag label={label} value={value} onChange={change} help={help} />;
    case "feel":
    case undefined:
      return <Feel label={label} value={value} onChange={change} help={help} error={error} />;
  }
}
