import { BlockList, isIPv6 } from "node:net";

/** Ranges that are not the public internet (IANA special-purpose registry, RFC 6890 and its updates). */
const reservedIpv4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/** Of IPv6 only global unicast is public, and of that not what embeds or documents other addresses. */
const publicIpv6 = "2000::/3";
const reservedIpv6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const reserved = listOf([...reservedIpv4, ...reservedIpv6]);
const globalUnicast = listOf([publicIpv6]);

/** Whether an IP address belongs to the public internet: not this machine, not its network, not a cloud's metadata. */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !reserved.check(address, "ipv4");
  if (address.includes("%")) return false; // an address with a zone is one of this machine's own networks
  return globalUnicast.check(address, "ipv6") && !reserved.check(address, "ipv6");
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix = "0"] = range.split("/");
    list.addSubnet(network, Number(prefix), isIPv6(network) ? "ipv6" : "ipv4");
  }
  return list;
}
