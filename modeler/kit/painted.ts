import { startTransition, useEffect, useState } from "react";

/**
 * A value as it was until what goes with the new one has been painted; `first` before the first one was. What can wait is
 * drawn from it, so that not even its beginning stands between a press and what was asked for.
 */
export function useOncePainted<Value>(value: Value, first: Value): Value {
  const [shown, setShown] = useState(first);
  useEffect(() => afterPaint(() => startTransition(() => setShown(value))), [value]);
  return shown;
}

/** A page that is out of sight is not painted: then it is at once. */
function afterPaint(work: () => void): () => void {
  if (document.hidden) {
    work();
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
