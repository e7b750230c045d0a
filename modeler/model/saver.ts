/** How saving stands. `stale`: somebody else has saved this part since; nothing is written until that is settled. */
export type Saving =
  | { readonly kind: "saved"; readonly at: string | null }
  | { readonly kind: "changed" }
  | { readonly kind: "saving" }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "stale"; readonly by: string; readonly at: string };

/** What a save comes to: the new revision, or that somebody else was faster. */
export type Saved =
  | { readonly kind: "saved"; readonly revision: number; readonly at: string }
  | { readonly kind: "stale"; readonly by: string; readonly at: string };

export type SaverOptions = {
  /** The revision that the copy was begun from. */
  readonly revision: number;
  /** Writes what there is now over the revision that was seen. Throws when it could not be asked. */
  readonly save: (revision: number) => Promise<Saved>;
  readonly tell: (saving: Saving) => void;
  /** Milliseconds from a change to its save, and from a failure to the next try. */
  readonly pause: number;
  readonly retry: number;
};

export type Saver = {
  /** Something has changed; it is saved a moment later. */
  readonly touch: () => void;
  /** Saves now. True when nothing is left to save. */
  readonly flush: () => Promise<boolean>;
  /** After a conflict: from here on this is the revision that was seen. */
  readonly settle: (revision: number) => void;
  readonly revision: () => number;
  /** Whether nothing is left to save. */
  readonly isSaved: () => boolean;
};

/** Saves changes one after the other, never two at once and never over somebody else's work; what fails is tried again. */
export function createSaver(options: SaverOptions): Saver {
  const { tell, pause, retry } = options;
  let state: State = { revision: options.revision, changes: 0, saved: 0, isStale: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> = Promise.resolve(true);

  const later = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), milliseconds);
  };
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    running = running.then(() => saveOnce(state, options, () => later(retry)));
    const isSaved = await running;
    return isSaved && state.changes !== state.saved ? flush() : isSaved;
  };

  return {
    touch: () => {
      state.changes += 1;
      if (state.isStale) return;
      tell({ kind: "changed" });
      later(pause);
    },
    flush,
    settle: (revision) => {
      clearTimeout(timer);
      state = { revision, changes: 0, saved: 0, isStale: false };
      tell({ kind: "saved", at: null });
    },
    revision: () => state.revision,
    isSaved: () => state.changes === state.saved,
  };
}

/** Changes are counted, so that what changes during a save is not taken for saved. */
type State = { revision: number; changes: number; saved: number; isStale: boolean };

async function saveOnce(state: State, { save, tell }: SaverOptions, again: () => void): Promise<boolean> {
  if (state.isStale || state.changes === state.saved) return !state.isStale;
  const seen = state.changes;
  tell({ kind: "saving" });
  try {
    const answer = await save(state.revision);
    state.isStale = answer.kind === "stale";
    if (answer.kind === "stale") tell(answer);
    else {
      state.revision = answer.revision;
      state.saved = seen;
      tell(state.changes === seen ? { kind: "saved", at: answer.at } : { kind: "changed" });
    }
    return !state.isStale;
  } catch (cause) {
    tell({ kind: "failed", error: cause instanceof Error ? cause : new Error(String(cause)) });
    again();
    return false;
  }
}
