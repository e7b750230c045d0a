export default {
  files: ["server/**/*.test.ts", "modeler/**/*.test.ts", "seeds/**/*.test.ts"],
  extensions: ["ts"],
  timeout: "3m",
  // one file at a time: two browsers with their servers on two cores starve each other
  concurrency: 1,
};
