import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError, type Environment, readConfig } from '../../src/config.js';
import { isDemoData } from '../../src/demo-stamp.js';
import { secretKeyFile } from '../../src/infra/secret-key.js';
import { type Finding, fail, ok, warn } from './finding.js';

/** The bot's settings, and what is wrong or odd with them; null when the bot would not start. */
export function checkSettings(environment: Environment): {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
} {
  try {
    const config = readConfig(environment);
    return { config, findings: lookAt(config) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.problems.map(({ key, problem }) =>
      fail('settings', `${key} ${problem} (see .env.example)`),
    );
    return { config: null, findings };
  }
}

function lookAt(config: Config): readonly Finding[] {
  const { nodeEnv, dataDir, mongodbUri, secretKey, adminUserIds } = config;
  const findings = [ok('settings', `complete, NODE_ENV is ${nodeEnv}`)];
  if (isDemoData(dataDir))
    findings.push(fail('settings', 'DATA_DIR holds demo data; choose another folder'));
  if (mongodbUri === null && nodeEnv === 'production')
    findings.push(
      warn('settings', 'MONGODB_URI is not set: the embedded database serves one machine only'),
    );
  if (secretKey === null && !existsSync(join(dataDir, secretKeyFile)))
    findings.push(warn('settings', 'there is no secret key yet; the first start makes one'));
  if (adminUserIds.length === 0)
    findings.push(warn('settings', 'ADMIN_USER_IDS is empty: nobody can invite officers'));
  return findings;
}
