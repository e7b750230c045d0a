const leaving = "ablauf.leaving";

/** Takes over what is being typed anywhere on the page, before anybody looks whether all is saved. */
export function takeOverTyped(): void {
  dispatchEvent(new Event(leaving));
}

/** Does something when what is being typed is to be taken over, until the returned function is called. */
export function onTakeOver(act: () => void): () => void {
  addEventListener(leaving, act);
  return () => removeEventListener(leaving, act);
}
