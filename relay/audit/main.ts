/** `npm run audit -- <data folder> [hash]`: says whether the audit is whole. Ends with 1 when it is not. */
import { StartupError } from '../errors.js';
import { checkAudit } from './check.js';

async function main([dataDir, hash]: string[]): Promise<number> {
  if (dataDir === undefined) throw new StartupError('Say which data folder: npm run audit -- <folder> [hash].');
  const checked = await checkAudit(dataDir, hash);
  for (const { workspaceId, head, broken } of checked) {
    const good = head.seq === 1 ? '1 entry is good' : `${head.seq} entries are good`;
    process.stdout.write(`${workspaceId}: ${good}${head.seq > 0 ? `, the last has the hash ${head.hash}` : ''}\n`);
    if (broken) process.stdout.write(`${workspaceId}: BROKEN at ${broken.where}. ${broken.why}\n`);
  }
  if (checked.length === 0) process.stdout.write('Nothing has been written down yet.\n');
  const isMissing = hash !== undefined && !checked.some(({ holds }) => holds);
  if (isMissing)
    process.stdout.write(`No good entry has the hash ${hash}. The audit was cut short or written anew since then.\n`);
  return isMissing || checked.some(({ broken }) => broken !== null) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof StartupError ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  },
);
