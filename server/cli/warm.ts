import { keepCompiled } from "./keepCompiled.ts";

/** A step of `npm install`: loads the server once, so that its first start finds it compiled. */
keepCompiled();
await import("./begin.ts");
await import("./serve.ts");
