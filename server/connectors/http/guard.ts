import { lookup } from "node:dns";
import { lookup as resolve } from "node:dns/promises";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { Refusal } from "../../base/refusal.ts";
import { isPublicAddress } from "./addresses.ts";

/** Hosts inside the house that may be asked all the same: `name` or `name:port`, as in a URL. */
export type AllowedHosts = readonly string[];

/**
 * Checks a URL before anything is sent to it.
 *
 * @throws {Refusal} `http.url` no absolute http or https URL, or one with a password; `http.address` an address that is
 * not public
 */
export function checkUrl(text: string, allowed: AllowedHosts): URL {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Refusal("invalid", "http.url", `Expected an http or https URL, but it is ${text.slice(0, 200)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Refusal("invalid", "http.url", "Expected a URL without user and password, but it has them; use a header");
  }
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isAllowed(url, allowed)) refuseUnlessPublic(url.hostname, [host]);
  return url;
}

/**
 * Resolves a host name for the connection itself, so that what was checked is what is connected to, and no second
 * answer of the name server can lead inside.
 */
export function guardedLookup(url: URL, allowed: AllowedHosts): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      try {
        if (!isAllowed(url, allowed))
          refuseUnlessPublic(
            hostname,
            found.map(({ address }) => address),
          );
      } catch (refusal) {
        return callback(refusal instanceof Error ? refusal : new Error(String(refusal)), []);
      }
      const [first] = found;
      if (options.all !== true && first !== undefined) callback(null, first.address, first.family);
      else callback(null, found);
    });
  };
}

/**
 * The address of a server that is not asked over HTTP, checked like one that is. Connect to the address, not to the name.
 *
 * @throws {Refusal} `http.address` an address that is not public
 */
export async function guardedAddress(host: string, port: number, allowed: AllowedHosts): Promise<string> {
  const found = await resolve(host, { all: true });
  const isNamed = allowed.some((each) => [host, `${host}:${port}`].includes(each.toLowerCase()));
  if (!isNamed)
    refuseUnlessPublic(
      host,
      found.map(({ address }) => address),
    );
  const [first] = found;
  if (first === undefined) throw new Error(`Expected an address of ${host}, but there is none`);
  return first.address;
}

function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  return allowed.some((host) => [url.host, url.hostname].includes(host.toLowerCase()));
}

function refuseUnlessPublic(host: string, addresses: readonly string[]): void {
  const inside = addresses.find((address) => !isPublicAddress(address));
  if (inside === undefined) return;
  throw new Refusal(
    "forbidden",
    "http.address",
    `Expected ${host} to be a public address or an allowed host, but it is ${inside}`,
  );
}
