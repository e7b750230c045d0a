import { useCallback, useEffect, useRef, useState } from "react";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { useIsland, useModelChange, type Opened } from "./island/useIsland.ts";
import { useOffer } from "./templates/useOffer.ts";
import { useAutosave } from "./useAutosave.ts";

/** A process of a draft in the modeler: drawn, saved by itself, and what is known to be stored. */
export function useDrawing(draft: Draft, part: DraftPartBody, onSaved: () => void) {
  const place = useRef<HTMLDivElement>(null);
  const canEdit = draft.actions.includes("edit");
  const [opened, setOpened] = useState<Opened>(() => ({ xml: xmlOf(part) }));
  /** What is stored, as far as we know: what a merge with a colleague begins from. */
  const [base, setBase] = useState(opened.xml);
  const sent = useRef(base);
  const touched = useRef<() => void>(() => undefined);
  const { island, failure } = useIsland(place, opened, () => touched.current());
  const change = useModelChange(island);
  useOffer(island);

  const read = useCallback(() => island?.save() ?? Promise.resolve(opened.xml), [island, opened]);
  const autosave = useAutosave({
    draftId: draft.id,
    kind: "process",
    partKey: part.key,
    revision: part.revision,
    read: async () => {
      sent.current = await read();
      return sent.current;
    },
    onSaved: () => {
      setBase(sent.current);
      onSaved();
    },
  });
  useEffect(() => {
    touched.current = () => canEdit && autosave.touch();
  });
  const take = useCallback((xml: string) => {
    setOpened({ xml });
    setBase(xml);
  }, []);
  return { place, island, failure, change, autosave, base, read, take };
}

function xmlOf({ body }: DraftPartBody): string {
  return typeof body === "string" ? body : "";
}
