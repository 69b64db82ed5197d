// A store that speaks S3, on loopback: `node object_store.cjs FOLDER BUCKET …`.
// Says its port in one line, and runs until its standard input is closed.
const S3rver = require("s3rver");

const [directory, ...buckets] = process.argv.slice(2);
const store = new S3rver({
  address: "127.0.0.1",
  port: 0,
  silent: true,
  directory,
  configureBuckets: buckets.map((name) => ({ name })),
});
store.run().then(({ port }) => process.stdout.write(`${port}\n`));
process.stdin.on("end", () => process.exit());
process.stdin.resume();
