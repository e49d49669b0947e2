const { mkdtempSync, readdirSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

/** Tests that run as processes of their own. */
const programs = ['test/kills/bot-under-test.ts', 'test/embedded-mongo/kill-server.ts'];
/** What the sources look for in the folder of the package. */
const beside = ['node_modules', 'flex-templates', 'programmes', 'package.json'];

/**
 * Compiles the package once for all processes that tests start, which is much quicker than each of them
 * doing it. Answers the folder, laid out like the package in `root`, with .js for .ts.
 */
module.exports = function compile(root) {
  const outdir = mkdtempSync(join(tmpdir(), 'compiled-'));
  const page = join(root, 'src', 'simulator', 'page');
  const sources = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.parentPath !== page)
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  buildSync({
    entryPoints: [...sources, ...programs.map((file) => join(root, file))],
    outdir,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  for (const name of beside) symlinkSync(join(root, name), join(outdir, name));
  return outdir;
};
