import { basename, join } from 'node:path';
import { build } from 'esbuild';

export type PageFile = { readonly contentType: string; readonly bytes: Buffer };

const HTML = `<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light">
<title>โทรศัพท์จำลอง LINE</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/main.css">
<script type="module" src="/page/main.js"></script>
</head>
<body><div id="app"></div></body>
</html>
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#06c755"/><rect x="10" y="5" width="12" height="22" rx="3" fill="#fff"/></svg>`;

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};

/** Bundles the page of phones into memory: path → file. Needs no network and writes nothing. */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const folder = join(__dirname, 'page');
  const result = await build({
    entryPoints: [join(folder, 'main.tsx'), join(folder, 'main.css')],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: '/page',
    publicPath: '/page',
    assetNames: '[name]',
    loader: { '.woff2': 'file' },
    tsconfig: join(folder, 'tsconfig.json'),
    logLevel: 'silent',
  });
  const files = result.outputFiles.map((file): [string, PageFile] => {
    const name = basename(file.path);
    const contentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return [`/page/${name}`, { contentType, bytes: Buffer.from(file.contents) }];
  });
  const html: PageFile = { contentType: 'text/html; charset=utf-8', bytes: Buffer.from(HTML) };
  const icon: PageFile = { contentType: 'image/svg+xml', bytes: Buffer.from(ICON) };
  return new Map([['/', html], ['/page/icon.svg', icon], ...files]);
}
