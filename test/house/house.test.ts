import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../harness/root.js';
import { thaiOutside } from './thai-outside.js';

/** A little house with our rules and these files. */
function houseWith(files: Readonly<Record<string, string>>): string {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  for (const file of ['.dependency-cruiser.cjs', 'biome.json', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, file), join(house, file));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
  return house;
}

function run(house: string, tool: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(join(house, 'node_modules', '.bin', tool), args, {
    cwd: house,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('a broken rule of the house is reported by name', () => {
  let house: string;
  afterEach(() => rmSync(house, { recursive: true, force: true }));

  test('a feature that imports another feature', () => {
    house = houseWith({
      'src/features/a/flow.ts': "import { b } from '../b/flow.js';\nexport const a = b;\n",
      'src/features/b/flow.ts': 'export const b = 1;\n',
    });
    const said = run(house, 'depcruise', 'src', '--config', '.dependency-cruiser.cjs');
    expect(said).toContain('features-do-not-meet: src/features/a/flow.ts → src/features/b/flow.ts');
  });

  test('a pure room that touches the disk', () => {
    house = houseWith({
      'src/core/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
      'src/core/b.ts': "export { a } from './a.js';\n",
    });
    const said = run(house, 'depcruise', 'src', '--config', '.dependency-cruiser.cjs');
    expect(said).toContain('core-is-pure');
  });

  test('process.env outside config.ts', () => {
    house = houseWith({ 'src/infra/a.ts': "export const port = process.env['PORT'];\n" });
    const said = run(house, 'biome', 'lint', 'src');
    expect(said).toContain('noProcessEnv');
    expect(said).toContain('src/infra/a.ts');
  });

  test('Thai outside the catalogue', () => {
    house = houseWith({
      'src/features/a/flow.ts': '// สวัสดี\nexport const a = () => `สวัสดี`;\n',
    });
    expect(thaiOutside(house)).toEqual([
      expect.stringMatching(/^src\/features\/a\/flow\.ts:2 thai-outside-the-catalogue/),
    ]);
  });
});

test('no test asks for what its runner passes over in silence', () => {
  const passedOver =
    /\.(?:failing|concurrent)\(|expect\.(?:assertions|hasAssertions)\(|toMatch\w*Snapshot\(/;
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => passedOver.test(readFileSync(join(root, 'test', file), 'utf8')));
  expect(files).toEqual([]);
});

describe('what the documents name is there', () => {
  const documents = ['README.md', 'AGENTS.md'];

  test.each(documents)('%s', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const paths = [
      ...text.matchAll(/`((?:src|test|docs|scripts|flex-templates|programmes)\/[\w./-]*)`/g),
    ];
    const gone = paths.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)));
    expect(gone).toEqual([]);
  });

  test.each(documents)('every command of %s is a script', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
