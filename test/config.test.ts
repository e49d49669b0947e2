import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import {
  ConfigError,
  type Environment,
  loadDotEnv,
  readConfig,
  readOperatorConfig,
  settings,
} from '../src/config.js';

const example = readFileSync(join(__dirname, '..', '.env.example'), 'utf8');
const secretKey = Buffer.alloc(32, 7).toString('base64');
const required = {
  LINE_CHANNEL_SECRET: 'a-channel-secret',
  LINE_CHANNEL_ACCESS_TOKEN: 'an-access-token',
};
const production = { ...required, NODE_ENV: 'production', SECRET_KEY: secretKey };
const admin = `U${'0123456789abcdef'.repeat(2)}`;

function problemsOf(read: () => unknown): Readonly<Record<string, string>> {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.problems.map((p) => [p.key, p.problem]));
    throw error;
  }
  return {};
}

describe('.env.example', () => {
  const inExample = parseEnv(example) as Record<string, string>;

  test('lists every key of the settings, once, and no other', () => {
    const keys = [...example.matchAll(/^(\w+)=/gm)].map((m) => m[1]);
    expect([...keys].sort()).toEqual(Object.keys(settings('development')).sort());
  });

  test('gives every key one line that explains it', () => {
    const lines = example.split('\n');
    const lacking = lines.filter(
      (line, i) => /^\w+=/.test(line) && !lines[i - 1]?.startsWith('# '),
    );
    expect(lacking).toEqual([]);
  });

  test('shows the defaults, and nothing where there is none', () => {
    const withDefault = Object.entries(settings('development'))
      .filter(
        ([key, schema]) =>
          // Copied as it is, the file must not turn production's checks off.
          !['ADMIN_USER_IDS', 'NODE_ENV'].includes(key) &&
          schema.safeParse(undefined).data !== undefined,
      )
      .map(([key]) => key);
    const shown = Object.keys(inExample).filter((key) => inExample[key] !== '');
    expect(shown.sort()).toEqual(withDefault.sort());
    expect(readConfig({ ...inExample, ...required })).toEqual(readConfig(required));
  });
});

describe('the settings', () => {
  test('have the defaults of the contract', () => {
    expect(readConfig(required)).toEqual({
      nodeEnv: 'development',
      port: 3000,
      channelSecrets: ['a-channel-secret'],
      channelAccessToken: 'an-access-token',
      lineApiBaseUrl: 'https://api.line.me',
      lineDataApiBaseUrl: 'https://api-data.line.me',
      mongodbUri: null,
      embeddedMongoPort: null,
      dataDir: resolve('.data'),
      adminUserIds: [],
      publicBaseUrl: null,
      secretKey: null,
      logLevel: 'info',
      metricsToken: null,
      monthlyMessageLimit: null,
      broadcastApprovalOver: 1000,
    });
  });

  test('are read as given', () => {
    const config = readConfig({
      ...production,
      PORT: ' 0 ',
      LINE_CHANNEL_SECRET: 'new, old',
      LINE_API_BASE_URL: 'https://line.example/',
      EMBEDDED_MONGO_PORT: '27018',
      ADMIN_USER_IDS: `${admin}, ${admin}`,
      PUBLIC_BASE_URL: 'https://bot.example/line/',
      METRICS_TOKEN: '0123456789abcdef',
      MONTHLY_MESSAGE_LIMIT: '35000',
      BROADCAST_APPROVAL_OVER: '0',
    });
    expect(config).toMatchObject({
      port: 0,
      channelSecrets: ['new', 'old'],
      lineApiBaseUrl: 'https://line.example',
      embeddedMongoPort: 27018,
      adminUserIds: [admin],
      publicBaseUrl: 'https://bot.example/line',
      metricsToken: '0123456789abcdef',
      monthlyMessageLimit: 35000,
      broadcastApprovalOver: 0,
      secretKey: Buffer.alloc(32, 7),
    });
  });

  test.each([
    ['mongodb://a.example:27017', 'mongodb://a.example:27017/change_leaders'],
    [
      'mongodb://a.example,b.example/?replicaSet=rs0',
      'mongodb://a.example,b.example/change_leaders?replicaSet=rs0',
    ],
    [
      'mongodb+srv://u:p%40@c.example?w=majority',
      'mongodb+srv://u:p%40@c.example/change_leaders?w=majority',
    ],
    ['mongodb://a.example/own?replicaSet=rs0', 'mongodb://a.example/own?replicaSet=rs0'],
  ])('MONGODB_URI %s names the database %s', (given, used) => {
    expect(readConfig({ ...required, MONGODB_URI: given }).mongodbUri).toBe(used);
  });

  test('that are empty or blank count as unset', () => {
    const blank = Object.fromEntries(
      Object.keys(settings('development')).map((key) => [key, '  ']),
    );
    expect(readConfig({ ...blank, ...required })).toEqual(readConfig(required));
    expect(Object.keys(problemsOf(() => readConfig(blank)))).toEqual(Object.keys(required));
  });

  test('that are wrong are named all at once', () => {
    const wrong = Object.fromEntries(
      Object.keys(settings('production')).map((key) => [key, 'not so!']),
    );
    const anyTextWillDo = ['DATA_DIR'];
    expect(Object.keys(problemsOf(() => readConfig(wrong))).sort()).toEqual(
      Object.keys(wrong)
        .filter((key) => !anyTextWillDo.includes(key))
        .sort(),
    );
  });

  test('that are missing and wrong in production are named all at once, too', () => {
    const problems = problemsOf(() => readConfig({ NODE_ENV: 'production', PORT: '70000' }));
    expect(Object.keys(problems).sort()).toEqual([
      'LINE_CHANNEL_ACCESS_TOKEN',
      'LINE_CHANNEL_SECRET',
      'PORT',
      'SECRET_KEY',
    ]);
    expect(problems.LINE_CHANNEL_SECRET).toMatch(/^is missing/);
    expect(problems.PORT).toBe('must be a whole number from 0 to 65535');
  });

  const refused: readonly (readonly [key: string, value: string])[] = [
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['PORT', '0x50'],
    ['LINE_CHANNEL_SECRET', 'one,two,three'],
    ['LINE_CHANNEL_SECRET', 'one,'],
    ['LINE_CHANNEL_ACCESS_TOKEN', 'two words'],
    ['LINE_API_BASE_URL', 'ftp://line.example'],
    ['LINE_API_BASE_URL', 'https://line.example/?a=b'],
    ['MONGODB_URI', 'localhost:27017'],
    ['MONGODB_URI', 'mongodb://'],
    ['MONGODB_URI', 'postgres://a.example/own'],
    ['ADMIN_USER_IDS', `${admin},U123`],
    ['ADMIN_USER_IDS', admin.toUpperCase()],
    ['PUBLIC_BASE_URL', 'https://user:pass@bot.example'],
    ['SECRET_KEY', Buffer.alloc(31).toString('base64')],
    ['SECRET_KEY', `${secretKey} ${secretKey}`],
    ['METRICS_TOKEN', 'too-short'],
    ['MONTHLY_MESSAGE_LIMIT', '1.5'],
    ['LOG_LEVEL', 'verbose'],
    ['NODE_ENV', 'staging'],
  ];
  test.each(refused)('%s=%s is refused everywhere', (key, value) => {
    const env: Environment = { ...production, [key]: value };
    expect(Object.keys(problemsOf(() => readConfig(env)))).toEqual([key]);
    const development: Environment = { ...required, [key]: value };
    expect(Object.keys(problemsOf(() => readConfig(development)))).toContain(key);
  });

  test.each(['LINE_API_BASE_URL', 'LINE_DATA_API_BASE_URL', 'PUBLIC_BASE_URL'])(
    '%s may be http outside production only',
    (key) => {
      const plain = { [key]: 'http://127.0.0.1:4000' };
      expect(problemsOf(() => readConfig({ ...required, ...plain }))).toEqual({});
      expect(problemsOf(() => readConfig({ ...production, ...plain }))).toEqual({
        [key]: 'must be an https address without user, ? or #',
      });
    },
  );

  test('a NODE_ENV that nobody knows is held to the rules of production', () => {
    expect(
      Object.keys(problemsOf(() => readConfig({ ...required, NODE_ENV: 'prod' }))).sort(),
    ).toEqual(['NODE_ENV', 'SECRET_KEY']);
  });

  test('never quote a value in what they complain of', () => {
    for (const key of Object.keys(settings('production'))) {
      const value = 'hunter2 hunter2,hunter2,hunter2';
      const said = JSON.stringify(problemsOf(() => readConfig({ [key]: value })));
      expect(said).not.toContain('hunter2');
    }
  });
});

describe('the settings of operator commands', () => {
  test('ask for no LINE token and look at nothing else', () => {
    const env = {
      NODE_ENV: 'production',
      SECRET_KEY: secretKey,
      PORT: 'x',
      LINE_API_BASE_URL: 'x',
    };
    expect(readOperatorConfig(env)).toEqual({
      nodeEnv: 'production',
      dataDir: resolve('.data'),
      mongodbUri: null,
      adminUserIds: [],
      secretKey: Buffer.alloc(32, 7),
      logLevel: 'info',
    });
  });

  test('ask for the secret key in production', () => {
    const env = { NODE_ENV: 'production', MONGODB_URI: 'x' };
    expect(Object.keys(problemsOf(() => readOperatorConfig(env))).sort()).toEqual([
      'MONGODB_URI',
      'SECRET_KEY',
    ]);
    expect(readOperatorConfig({}).secretKey).toBeNull();
  });
});

describe('.env', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read, with a byte order mark too, and the environment wins unless it is empty', () => {
    writeFileSync(
      join(folder, '.env'),
      '\uFEFFNODE_ENV=test\nPATH=/nowhere\nCHANGE_LEADERS_X="a b"\n',
    );
    const before = process.env.NODE_ENV;
    try {
      process.env.NODE_ENV = '';
      expect(loadDotEnv(folder)).toMatchObject({
        NODE_ENV: 'test',
        CHANGE_LEADERS_X: 'a b',
        PATH: process.env.PATH,
      });
      process.env.NODE_ENV = 'development';
      expect(loadDotEnv(folder).NODE_ENV).toBe('development');
    } finally {
      process.env.NODE_ENV = before;
    }
  });

  test('that is not there leaves production', () => {
    const before = process.env.NODE_ENV;
    try {
      process.env.NODE_ENV = '';
      expect(loadDotEnv(folder).NODE_ENV).toBe('production');
    } finally {
      process.env.NODE_ENV = before;
    }
  });

  test('that cannot be read is a problem with a name', () => {
    mkdirSync(join(folder, '.env'));
    expect(problemsOf(() => loadDotEnv(folder))).toEqual({ '.env': 'cannot be read' });
  });
});
