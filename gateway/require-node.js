// Plain JavaScript that any Node can run, loaded before everything else: an older Node would fail on the first .ts file
// with a message that helps nobody. `npm ci` installs the right one from the package `node`.
const wanted = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < wanted) {
  console.error(
    `Liên Thông needs Node ${wanted} and was started by Node ${process.versions.node}. Run it by an npm script (npm start, npm test): they use the Node that \`npm ci\` installs. If they do not, run \`npm ci\` again without --ignore-scripts.`,
  );
  process.exit(1);
}
// What was compiled once is found again, by this installation alone; where the folder cannot be written, nothing is.
const { enableCompileCache } = await import('node:module');
const { fileURLToPath } = await import('node:url');
enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/lienthong', import.meta.url)));

await import('./skip-reporting.js');
