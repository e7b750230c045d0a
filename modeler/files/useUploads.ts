import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { filesQuery, type StoredFile } from "../api/cases.ts";
import { ProblemError } from "../api/request.ts";
import { upload } from "../api/upload.ts";
import { learn, type Key } from "../words/dictionary.ts";
import { fileWords } from "../words/files.ts";

learn(fileWords);

/** A file on its way, or one that did not arrive. */
export type Underway = {
  readonly key: string;
  readonly name: string;
  readonly share: number;
  readonly failure: Key | null;
};

export type Uploads = {
  readonly underway: readonly Underway[];
  readonly add: (files: readonly File[]) => void;
  /** Stops one that is on its way, or takes one that failed from the list. */
  readonly drop: (key: string) => void;
};

/** Sends files to a case, several at a time, and tells of each that has arrived. Who leaves stops what is on its way. */
export function useUploads(caseKey: string, limit: number, onStored: (file: StoredFile) => void): Uploads {
  const client = useQueryClient();
  const { underway, put, patch, forget } = useUnderway();
  const stops = useRef(new Map<string, AbortController>());
  const stored = useRef(onStored);
  useEffect(() => {
    stored.current = onStored;
  });
  useEffect(() => {
    const all = stops.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, [caseKey]);

  const begin = (file: File) => {
    const key = crypto.randomUUID();
    const isTooLarge = file.size > limit;
    put({ key, name: file.name, share: 0, failure: isTooLarge ? "files.tooLarge" : null });
    if (isTooLarge) return;
    const stop = new AbortController();
    stops.current.set(key, stop);
    const onProgress = (share: number) => patch(key, { share });
    upload({ file, name: file.name, caseKey, onProgress, signal: stop.signal }).then(
      (arrived) => {
        forget(key);
        // the list knows the file before whoever shows it asks for it
        void client.invalidateQueries({ queryKey: filesQuery(caseKey).queryKey });
        stored.current(arrived);
      },
      (error: unknown) => {
        const code = error instanceof ProblemError ? error.problem.code : "unknown";
        if (code !== "aborted") patch(key, { failure: failures[code] ?? "files.failed" });
      },
    );
  };
  const drop = (key: string) => {
    stops.current.get(key)?.abort();
    forget(key);
  };
  return { underway, add: (files) => files.forEach(begin), drop };
}

function useUnderway() {
  const [underway, setUnderway] = useState<readonly Underway[]>([]);
  return {
    underway,
    put: (one: Underway) => setUnderway((all) => [...all, one]),
    patch: (key: string, change: Partial<Underway>) =>
      setUnderway((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one))),
    forget: (key: string) => setUnderway((all) => all.filter((one) => one.key !== key)),
  };
}

const failures: Readonly<Record<string, Key>> = {
  offline: "files.offline",
  "body.size": "files.tooLarge",
};
