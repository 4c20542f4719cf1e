/** Starts the relay: settings → store → app → listen, and a clean end. The only file that knows `process`. */
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApp } from './app.js';
import { systemClock } from './clock.js';
import { describeSettings, readConfig } from './config.js';
import { parseAllowList } from './deliveries/destination.js';
import { createSendMail } from './deliveries/mail.js';
import { createSend } from './deliveries/send.js';
import { StartupError } from './errors.js';
import { randomId } from './ids.js';
import { readMasterKey } from './master-key.js';
import { createSealer } from './seal.js';
import { openStore } from './store/open-store.js';

const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(describeSettings());
    return;
  }
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, redact: ['req.headers'] });
  const store = await openStore({ dataDir: config.dataDir, log });
  const sealer = createSealer(await readMasterKey(config.secret, config.dataDir));
  const allowList = parseAllowList(config.allowPrivateHosts);
  const outgoing = createSend({ allowList });
  const app = createApp({
    store,
    clock: systemClock,
    send: outgoing.send,
    sendMail: createSendMail({ allowList }),
    sealer,
    newId: randomId,
    random: Math.random,
    log,
    config,
    pageFolder: pageFolder(),
    auditFolder: path.resolve(config.dataDir, 'audit'),
  });
  const server = createServer(app.handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  app.start();
  const setupUrl = await app.setup.firstStart(config.setup);
  process.stdout.write(`\nCountersign is at ${config.publicUrl}\n`);
  if (setupUrl) process.stdout.write(`Make the first account, once, within an hour: ${setupUrl}\n`);
  process.stdout.write('\n');

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    server.close();
    void app
      .stop()
      .then(() => server.closeAllConnections())
      .then(() => outgoing.close())
      .then(() => store.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'The relay did not stop cleanly');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** The built page lies beside the sources, also when this runs from dist/. */
function pageFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const relay = path.basename(here) === 'dist' ? path.dirname(here) : here;
  return path.join(relay, 'web', 'dist');
}

function listenError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
  if (error.code === 'EADDRINUSE')
    return new StartupError(`Port ${port} on ${host} is in use. Set PORT to a free one.`);
  if (error.code === 'EACCES')
    return new StartupError(`This user may not listen on port ${port}. Set PORT to one above 1023.`);
  return error;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartupError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
  // A store that is half open must not keep the process alive.
  setImmediate(() => process.exit(1));
});
