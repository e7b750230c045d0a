import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type RefObject } from "react";
import type { Element } from "diagram-js/lib/model/Types";
import { useWords } from "../../words/language.tsx";
import { onTakeOver } from "../leaving.ts";
import { createIsland, type Island } from "./island.ts";

/** A file to be drawn. The same object stays drawn; another one, even with the same text, is opened anew. */
export type Opened = { readonly xml: string };
export type Drawn = {
  readonly island: Island | null;
  readonly warnings: readonly string[];
  readonly failure: Error | null;
};

/** What is taken over into a modeler that is made anew: what is drawn, what is chosen, and where one looks. */
type Kept = { readonly opened: Opened; readonly xml: Promise<string>; readonly sight: Sight };
type Sight = {
  readonly chosen: readonly string[];
  readonly root: string;
  readonly box: NonNullable<Parameters<Island["canvas"]["viewbox"]>[0]>;
};

const nothing: Drawn = { island: null, warnings: [], failure: null };

/** A modeler in an element that shows a file; when the language changes, what is drawn by then is drawn anew in it. */
export function useIsland(place: RefObject<HTMLDivElement | null>, opened: Opened, onChanged: () => void): Drawn {
  const { language } = useWords();
  const [drawn, setDrawn] = useState(nothing);
  const kept = useRef<Kept | null>(null);
  const changed = useRef(onChanged);
  useEffect(() => {
    changed.current = onChanged;
  });

  useEffect(() => {
    if (place.current === null) return;
    const island = createIsland(place.current, language);
    const before = kept.current;
    let isOver = false;
    const open = async () => {
      const xml = before?.opened === opened ? await before.xml : opened.xml;
      const warnings = await island.open(xml);
      if (isOver) return;
      if (before?.opened === opened) look(island, before.sight);
      else roomForPalette(island);
      island.events.on("commandStack.changed", () => changed.current());
      setDrawn({ island, warnings, failure: null });
    };
    open().catch((failure: unknown) => !isOver && setDrawn({ ...nothing, failure: errorOf(failure) }));
    const stops = [followSize(island, place.current), onTakeOver(island.finishWriting)];
    return () => {
      isOver = true;
      for (const stop of stops) stop();
      kept.current = leave(island, opened);
      setDrawn(nothing);
    };
  }, [place, language, opened]);

  return drawn;
}

function leave(island: Island, opened: Opened): Kept {
  island.finishWriting();
  const sight = sightOf(island);
  const xml = island
    .save()
    .catch(() => opened.xml)
    .finally(island.destroy);
  return { opened, xml, sight };
}

function sightOf({ selection, canvas }: Island): Sight {
  const { x, y, width, height } = canvas.viewbox();
  const chosen = selection.get().map((element: Element) => element.id);
  return { chosen, root: canvas.getRootElement().id, box: { x, y, width, height } };
}

/** Shows the same place again, with the same things chosen. */
function look({ selection, canvas, registry }: Island, { chosen, root, box }: Sight): void {
  const plane = registry.get(root);
  if (plane !== undefined) canvas.setRootElement(plane);
  if (box.width > 0) canvas.viewbox(box);
  selection.select(chosen.map((id) => registry.get(id)).filter((element) => element !== undefined));
}

function followSize({ canvas }: Island, container: HTMLElement): () => void {
  const observer = new ResizeObserver(() => canvas.resized());
  observer.observe(container);
  return () => observer.disconnect();
}

function errorOf(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** A number that grows whenever the model or what is chosen in it changes. */
export function useModelChange(island: Island | null): number {
  const count = useRef(0);
  const subscribe = useCallback(
    (tell: () => void) => {
      if (island === null) return () => undefined;
      const grow = () => {
        count.current += 1;
        tell();
      };
      const told = ["commandStack.changed", "elements.changed", "selection.changed", "import.done", "root.set"];
      island.events.on(told, grow);
      return () => island.events.off(told, grow);
    },
    [island],
  );
  return useSyncExternalStore(subscribe, () => count.current);
}

const palette = 118;
const margin = 36;
/** Below this one sees that there is something, but not what: then it begins at the left, at a readable size. */
const smallest = 0.45;
const readable = 0.7;

/** The palette covers the left edge; the diagram begins beside it, and small diagrams are not blown up. */
function roomForPalette({ canvas }: Island): void {
  // Without a size (a hidden tab, a window being opened) nothing can fit yet.
  if (canvas.getSize().width === 0 || canvas.getSize().height === 0) return;
  canvas.zoom("fit-viewport");
  const { inner, outer } = canvas.viewbox();
  const room = { width: outer.width - palette - margin, height: outer.height - 2 * margin };
  const fitting = Math.min(1, room.width / inner.width, room.height / inner.height);
  const scale = fitting < smallest ? readable : fitting;
  canvas.viewbox({
    x: inner.x - palette / scale,
    y: inner.y - Math.min(140, (outer.height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
