/**
 * The room table: who may look at whom (docs/architecture.md). Everything below is generated from it.
 * `npm`: packages a room may use; `node`: whether it may touch Node's own modules.
 */
const rooms = {
  core: { may: [], npm: ['zod', 'dayjs'] },
  say: { may: ['core'], npm: ['zod'] },
  read: { may: ['core'], npm: ['zod', 'dayjs', 'fastest-levenshtein'] },
  access: { may: ['core'], npm: [] },
  flow: { may: ['core', 'say', 'read'], npm: [] },
  features: { may: ['core', 'say', 'read', 'access', 'flow'], npm: ['zod'] },
  bot: { may: ['core', 'say', 'read', 'access', 'flow', 'features'], npm: [] },
  infra: {
    may: ['core', 'say', 'read', 'access', 'flow', 'bot'],
    npm: [
      'express',
      'mongoose',
      '@line/bot-sdk',
      'node-cron',
      'pino',
      'undici',
      'zod',
      'dayjs',
      'csv-parse',
      'sharp',
    ],
    node: true,
  },
  'embedded-mongo': { may: [], npm: ['bson', 'lmdb', 'sorted-btree'], node: true },
  simulator: { may: [], npm: ['esbuild', 'preact', '@fontsource/sarabun'], node: true },
};

const names = (list) => list.join('|');
const literally = (text) => text.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&');
const package_ = (list) =>
  list.length ? `node_modules/(${names(list.map(literally))})(/|$)` : '^$';
// infra implements the ports that features describe; it sees their types and nothing else of them.
const portTypes = '^src/features/[^/]+/facts\\.ts$';

const rules = Object.entries(rooms).flatMap(([room, { may, npm, node }]) => [
  {
    name: `${room}-may-look-only-at-${may.join('-') || 'itself'}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: {
      path: '^src/',
      pathNot: [
        `^src/${room}/`,
        ...(may.length ? [`^src/(${names(may)})/`] : []),
        ...(room === 'infra' ? [portTypes] : []),
      ],
    },
  },
  {
    name: `${room}-npm-packages`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      pathNot: package_(npm),
    },
  },
  ...(node
    ? []
    : [
        {
          name: `${room}-is-pure`,
          severity: 'error',
          comment: 'no Node built-ins: this room neither reads nor writes anything',
          from: { path: `^src/${room}/` },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'features-do-not-meet',
      severity: 'error',
      comment: 'what two features share moves to core',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '^(src/(main|demo)\\.ts|scripts/|src/simulator/page/)' },
      to: {},
    },
    {
      name: 'nobody-imports-scripts-or-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(scripts|test)/' },
    },
    {
      name: 'simulator-only-in-the-demo',
      severity: 'error',
      comment: 'the stand-in for LINE never runs in production',
      from: {
        path: '^(src|scripts)/',
        pathNot: '^(src/simulator/|src/demo\\.ts|src/demo/|scripts/bench)',
      },
      to: { path: '^src/simulator/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/simulator/page' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
