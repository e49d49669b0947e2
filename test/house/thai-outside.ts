import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Rooms with Thai words of their own: the catalogue, the reader, the page of phones, the demo's people. */
const mayHold = ['src/say/th/', 'src/read/', 'src/simulator/', 'src/demo'];
/** Headers that an operator's table may have are data to be read, like `read/`. */
const headers = 'src/infra/roster/';
const thai = /[\u0E01-\u0E5B]/;

function* textsOf(node: ts.Node): Generator<ts.Node> {
  const holdsText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node);
  if (holdsText && thai.test(node.getText())) yield node;
  for (const child of node.getChildren()) yield* textsOf(child);
}

/** Every place in `root`/src where code (not a comment) says something in Thai outside the catalogue. */
export function thaiOutside(root: string): readonly string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => ![...mayHold, headers].some((place) => file.startsWith(place)));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    if (!thai.test(text)) return [];
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    return [...textsOf(source)].map((node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      return `${file}:${line + 1} thai-outside-the-catalogue: ${node.getText().slice(0, 60)}`;
    });
  });
}

if (require.main === module) {
  const root = process.argv[2] ?? join(__dirname, '..', '..');
  const found = thaiOutside(root);
  for (const place of found) console.log(place);
  process.exitCode = found.length > 0 ? 1 : 0;
}
