import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Tells which addresses are proxies of the house. @param proxies addresses and networks (CIDR), checked */
export function proxiesOf(proxies: readonly string[]): (address: string) => boolean {
  const known = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (address) => known.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/**
 * The address a request comes from. `X-Forwarded-For` counts only as far as our own proxies have written it: it is read from
 * the end, and the first address that is none of theirs is the client's.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, "headers"> & { readonly socket: { readonly remoteAddress?: string } },
  isProxy: (address: string) => boolean,
): string {
  const given = headers["x-forwarded-for"];
  const hops = (Array.isArray(given) ? given.join(",") : (given ?? "")).split(",").map(plain);
  let address = plain(socket.remoteAddress ?? "");
  while (isIP(address) > 0 && isProxy(address)) {
    const before = hops.pop() ?? "";
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** Without port and brackets, and IPv4 as IPv4. */
function plain(hop: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(hop.trim())?.[1] ?? hop.trim();
  const address = /^\d+(?:\.\d+){3}:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(":")) : bare;
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
