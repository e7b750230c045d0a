import { Map, Maximize, Minus, Plus } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import { fit } from "./sight.ts";
import type { Viewer } from "./viewer.ts";
import css from "./Diagram.module.css";
import { learn } from "../words/dictionary.ts";
import { diagramWords } from "../words/diagram.ts";

learn(diagramWords);

/** Smaller, larger, all of it, and the overview: what one needs to move in a diagram. */
export function Zoom({ viewer }: { viewer: Viewer }) {
  const { t } = useWords();
  const { overview } = viewer;
  const by = (factor: number) => viewer.canvas.zoom(viewer.canvas.zoom() * factor);
  return (
    <div className={css["zoom"]} role="group" aria-label={t("diagram.zoom")}>
      <Button kind="plain" label={t("diagram.smaller")} icon={<Minus aria-hidden="true" />} onPress={() => by(0.8)} />
      <Button kind="plain" label={t("diagram.larger")} icon={<Plus aria-hidden="true" />} onPress={() => by(1.25)} />
      <Button
        kind="plain"
        label={t("diagram.fit")}
        icon={<Maximize aria-hidden="true" />}
        onPress={() => fit(viewer)}
      />
      {overview !== null && (
        <Button
          kind="plain"
          label={t("model.minimap")}
          icon={<Map aria-hidden="true" />}
          onPress={() => overview.toggle()}
        />
      )}
    </div>
  );
}
