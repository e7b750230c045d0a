import { useEffect, useState } from "react";
import type { Verification, VerificationProgress } from "../../server/http/wireTrail.ts";

export type Checking =
  | { readonly kind: "running"; readonly progress: VerificationProgress | undefined }
  | { readonly kind: "done"; readonly report: Verification }
  | { readonly kind: "failed"; readonly detail: string };

/** Checks the whole trail while it is shown, and tells how far it has come. */
export function useVerification(): Checking {
  const [state, setState] = useState<Checking>({ kind: "running", progress: undefined });
  useEffect(() => {
    const source = new EventSource("/api/seals/verification");
    const end = (next: Checking) => {
      source.close();
      setState(next);
    };
    source.addEventListener("progress", ({ data }) =>
      setState({ kind: "running", progress: JSON.parse(data as string) as VerificationProgress }),
    );
    source.addEventListener("report", ({ data }) =>
      end({ kind: "done", report: JSON.parse(data as string) as Verification }),
    );
    source.addEventListener("problem", ({ data }) =>
      end({ kind: "failed", detail: (JSON.parse(data as string) as { detail: string }).detail }),
    );
    source.addEventListener("error", () => end({ kind: "failed", detail: "" }));
    return () => source.close();
  }, []);
  return state;
}
