/** Plays AWS Lambda for a build: an event a line comes in, its result goes out. `node lambda.mjs <unzipped build>` */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const wrapper = await import(pathToFileURL(path.join(process.argv[2], 'zapierwrapper.js')).href);
const handler = wrapper.handler ?? wrapper.default.handler;
const customLogger = (message, data) => say({ log: `${message}\n${JSON.stringify(data)}` });

for await (const line of createInterface({ input: process.stdin })) {
  const { id, event } = JSON.parse(line);
  // Several runs may be under way at once.
  void handler({ ...event, customLogger }).then(
    (results) => say({ id, results }),
    ({ name, message }) => say({ id, error: { name, message } }),
  );
}
