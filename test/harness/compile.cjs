const { mkdirSync, mkdtempSync, readdirSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, relative, sep } = require('node:path');
const { buildSync } = require('esbuild');

const compiled = ['src', 'scripts', 'test'];
const notBeside = [...compiled, '.git', 'dist', 'data'];

/**
 * Compiles the package once for all processes of a test run, which is much quicker than each of them
 * doing it. Answers the folder, laid out like the package in `root`, with .js for .ts; whatever is not
 * TypeScript is linked.
 */
module.exports = function compile(root) {
  const outdir = mkdtempSync(join(tmpdir(), 'compiled-'));
  const page = join('src', 'simulator', 'page');
  const files = compiled
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    )
    // The simulator bundles its page by itself.
    .filter((file) => !file.startsWith(page + sep));
  const isSource = (file) => file.endsWith('.ts');
  buildSync({
    entryPoints: files.filter(isSource).map((file) => join(root, file)),
    outdir,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  const linked = [
    ...readdirSync(root).filter((name) => !notBeside.includes(name)),
    page,
    ...files.filter((file) => !isSource(file)),
  ];
  for (const file of linked) {
    mkdirSync(dirname(join(outdir, file)), { recursive: true });
    symlinkSync(join(root, file), join(outdir, file));
  }
  return outdir;
};
