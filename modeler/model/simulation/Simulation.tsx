import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css";
import "../../diagram/bpmn.css";
import "../island/island.css";
import "./simulation.css";
import { useEffect, useRef } from "react";
import { useWords } from "../../words/language.tsx";
import { simulate } from "./simulator.ts";
import css from "../island/Canvas.module.css";

/** A model on which one plays with tokens. */
export function Simulation({ xml }: { xml: string }) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current === null ? undefined : simulate(place.current, xml, language)), [xml, language]);
  return (
    <div className={css["stage"]}>
      <div
        ref={place}
        className={`${css["canvas"] ?? ""} bio-theme-parent`}
        role="application"
        aria-label={t("model.simulation")}
      />
      <p className={css["hint"]}>{t("model.simulationHelp")}</p>
    </div>
  );
}
