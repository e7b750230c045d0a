import test from "ava";
import { Album } from "./album.ts";

const bytes = (size: number) => () => Promise.resolve(new Uint8Array(size));
const never = () => Promise.reject(new Error("drawn again"));

test("a picture is drawn once, also for those who ask meanwhile", async (t) => {
  const album = new Album();
  let drawn = 0;
  const draw = () => {
    drawn += 1;
    return Promise.resolve(new Uint8Array(1));
  };

  await Promise.all([album.get("a", draw), album.get("a", draw)]);
  await album.get("a", never);

  t.is(drawn, 1);
});

test("the longest unused go first when the album is full", async (t) => {
  const album = new Album(10);
  await album.get("a", bytes(4));
  await album.get("b", bytes(4));
  await album.get("a", never);
  await album.get("c", bytes(4));

  t.is((await album.get("a", never)).length, 4);
  await t.throwsAsync(album.get("b", never), { message: "drawn again" });
});

test("what could not be drawn is tried again", async (t) => {
  const album = new Album();
  await t.throwsAsync(album.get("a", never));

  t.is((await album.get("a", bytes(2))).length, 2);
});
