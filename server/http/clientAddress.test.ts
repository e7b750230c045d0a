import test from "ava";
import { clientAddress, proxiesOf } from "./clientAddress.ts";

const from = (remoteAddress: string, forwarded?: string) =>
  clientAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } },
    proxiesOf(["10.0.0.0/8", "::1", "fd00::/8"]),
  );

test("what somebody claims counts only when a proxy of ours passes it on", (t) => {
  t.is(from("203.0.113.7"), "203.0.113.7");
  t.is(from("203.0.113.7", "198.51.100.1"), "203.0.113.7");
  t.is(from("10.0.0.2", "198.51.100.1"), "198.51.100.1");
  t.is(from("::ffff:10.0.0.2", "198.51.100.1:4711"), "198.51.100.1");
  t.is(from("::1", "[2001:db8::5]:443"), "2001:db8::5");
});

test("of a chain the last address that is none of our proxies is the client's, whatever stands before it", (t) => {
  t.is(from("10.0.0.2", "1.2.3.4, 198.51.100.1, 10.0.0.9"), "198.51.100.1");
  t.is(from("fd00::1", "10.0.0.9, 10.0.0.8"), "10.0.0.9");
  t.is(from("10.0.0.2", "198.51.100.1, unknown"), "10.0.0.2");
  t.is(from("10.0.0.2"), "10.0.0.2");
});

test("without proxies of ours the header is nothing", (t) => {
  const request = { socket: { remoteAddress: "127.0.0.1" }, headers: { "x-forwarded-for": "1.2.3.4" } };
  t.is(clientAddress(request, proxiesOf([])), "127.0.0.1");
});
