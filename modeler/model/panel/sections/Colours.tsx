import { Check } from "lucide-react";
import { useWords } from "../../../words/language.tsx";
import { modelOf } from "../../island/island.ts";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";

type Colouring = { readonly setColor: (elements: readonly object[], colours: object) => void };

/** Colours as the file keeps them (BPMN in Color); `island.css` gives each a dark counterpart. */
export const colours = [
  { id: "none" },
  { id: "blue", fill: "#d7e8f7", stroke: "#1c5d99" },
  { id: "green", fill: "#d8efdf", stroke: "#1a6b3c" },
  { id: "yellow", fill: "#fbedc9", stroke: "#7d4d00" },
  { id: "red", fill: "#fadedb", stroke: "#ad231d" },
  { id: "violet", fill: "#e9e1f6", stroke: "#5e3a9c" },
] as const;

/** A few colours that are told apart in light and dark. */
export function Colours() {
  const { t } = useWords();
  const { island, element, owner } = usePlace();
  const current = colourOf(element);
  const choose = (colour: (typeof colours)[number]) => {
    const wanted =
      "fill" in colour ? { fill: colour.fill, stroke: colour.stroke } : { fill: undefined, stroke: undefined };
    island.modeler.get<Colouring>("modeling").setColor([element], wanted);
  };
  if (modelOf(element) !== owner) return null;
  return (
    <div className={css["colours"]} role="group" aria-label={t("panel.colour")}>
      {colours.map((colour) => (
        <button
          key={colour.id}
          type="button"
          title={t(`colour.${colour.id}`)}
          aria-label={t(`colour.${colour.id}`)}
          aria-pressed={colour.id === current}
          data-colour={colour.id}
          onClick={() => choose(colour)}
        >
          {colour.id === current && <Check size={14} aria-hidden="true" />}
        </button>
      ))}
    </div>
  );
}

function colourOf(element: object): string {
  const di: unknown = Reflect.get(element, "di");
  const read = (name: string): unknown => (typeof di === "object" && di !== null ? Reflect.get(di, name) : undefined);
  const stroke = read("border-color") ?? read("stroke");
  return colours.find((colour) => "stroke" in colour && colour.stroke === stroke)?.id ?? "none";
}
