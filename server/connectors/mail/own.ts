/** The bare address of a sender such as `Service Desk <desk@msp.example>`. */
export function ownAddresses(...senders: readonly string[]): string[] {
  return senders.flatMap((sender) => {
    const found = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(sender)?.[1] ?? /^\s*([^<>\s]+@[^<>\s]+)\s*$/.exec(sender)?.[1];
    return found === undefined ? [] : [found.toLowerCase()];
  });
}
